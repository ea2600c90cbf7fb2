import { ProblemError } from '../base/problem.ts';
import { defineTexts, type PhraseValues, phrase } from '../base/text.ts';
import type { FailureCode, ModelFailure } from './types.ts';

/**
 * One sentence with the next step per failure, which holds for a single request and for one of a run. `{server}` is an origin,
 * `{model}` a model's name, `{detail}` what the server said (untrusted, shortened), `{address}` where it redirects to, `{seconds}`
 * a time. Terminal and editor show the same.
 */
export const failureTexts = defineTexts({
  'missing-key': {
    en: '{server} needs an API key and none is known for it: in VS Code run the command “Set API Key”; in a terminal set PROMPT_QUORUM_API_KEY for a --base-url, or OPENAI_API_KEY for OpenAI.',
    'zh-cn':
      '{server} 需要 API 密钥，但尚未提供：在 VS Code 中请运行命令“设置 API 密钥”；在终端中请为 --base-url 设置 PROMPT_QUORUM_API_KEY，或为 OpenAI 设置 OPENAI_API_KEY。',
  },
  'not-configured': {
    en: 'No base URL is set for {server}: set the base URL to this server again, or choose another model.',
    'zh-cn': '没有为 {server} 设置基础地址：请重新将基础地址设为该服务器，或选择其他模型。',
  },
  unreachable: {
    en: '{server} cannot be reached ({detail}): check that the server runs, the base URL and the network.',
    'zh-cn': '无法连接 {server}（{detail}）：请确认服务器正在运行，并检查基础地址和网络。',
  },
  redirected: {
    en: '{server} redirects to {address}: set the base URL to the final address.',
    'zh-cn': '{server} 重定向到 {address}：请将基础地址设为最终地址。',
  },
  unauthorized: {
    en: '{server} refused the API key ({detail}): give a valid one, in VS Code with the command “Set API Key”, in a terminal as PROMPT_QUORUM_API_KEY for a --base-url or OPENAI_API_KEY for OpenAI.',
    'zh-cn':
      '{server} 拒绝了该 API 密钥（{detail}）：请提供有效的密钥，在 VS Code 中用命令“设置 API 密钥”，在终端中为 --base-url 设置 PROMPT_QUORUM_API_KEY，或为 OpenAI 设置 OPENAI_API_KEY。',
  },
  'model-not-found': {
    en: '{server} does not offer model {model}: choose another model, or check the base URL, which usually ends in /v1.',
    'zh-cn': '{server} 不提供模型 {model}：请选择其他模型，或检查基础地址（通常以 /v1 结尾）。',
  },
  'rate-limited': {
    en: '{server} limits the rate of requests ({detail}): try again later. In trials a lower concurrency helps.',
    'zh-cn': '{server} 限制了请求频率（{detail}）：请稍后重试；在试验中，降低并发数会有帮助。',
  },
  'quota-exceeded': {
    en: 'The account at {server} has used up its quota ({detail}): check its plan and billing, then try again.',
    'zh-cn': '{server} 上的账户额度已用完（{detail}）：请检查套餐和账单，然后重试。',
  },
  'server-error': {
    en: '{server} failed with an error of its own ({detail}): try again in a while.',
    'zh-cn': '{server} 内部出错（{detail}）：请过一会儿再重试。',
  },
  'broken-stream': {
    en: 'The connection to {server} broke in the middle of a reply: check the network and try again.',
    'zh-cn': '与 {server} 的连接在回复中途断开：请检查网络，然后重试。',
  },
  'malformed-reply': {
    en: '{server} answered something that is not the OpenAI protocol: check that the base URL leads to an OpenAI-compatible server.',
    'zh-cn': '{server} 返回的内容不符合 OpenAI 协议：请检查基础地址是否指向兼容 OpenAI 的服务器。',
  },
  'empty-reply': {
    en: 'Model {model} answered nothing: run it again, or change the prompt so that it asks for an answer.',
    'zh-cn': '模型 {model} 没有返回任何内容：请重新运行，或修改提示词以明确要求回答。',
  },
  'token-limit': {
    en: 'Model {model} used up the token limit before it wrote an answer: raise the limit of tokens per answer.',
    'zh-cn': '模型 {model} 在写出回答之前就用完了词元上限：请提高每个回答的词元上限。',
  },
  'context-overflow': {
    en: 'The prompt is longer than the context of model {model}: shorten the prompt or its inputs, or choose a model with a larger context.',
    'zh-cn': '提示词超出了模型 {model} 的上下文长度：请缩短提示词或其输入，或选择上下文更大的模型。',
  },
  'bad-request': {
    en: '{server} rejected the request ({detail}): change the named option, or choose another model.',
    'zh-cn': '{server} 拒绝了该请求（{detail}）：请修改其中提到的选项，或选择其他模型。',
  },
  'content-filter': {
    en: 'The content filter of {server} blocked this prompt or its reply: rephrase the prompt, or choose another model.',
    'zh-cn': '{server} 的内容过滤器拦截了该提示词或其回复：请改写提示词，或选择其他模型。',
  },
  timeout: {
    en: '{server} sent nothing for {seconds} seconds: check whether it is overloaded, or choose a faster model, then try again.',
    'zh-cn': '{server} 已有 {seconds} 秒没有发送任何内容：请检查其是否过载，或选择更快的模型，然后重试。',
  },
  unavailable: {
    en: 'Model {model} is not available: choose another model.',
    'zh-cn': '模型 {model} 不可用：请选择其他模型。',
  },
  crashed: {
    en: 'The demonstration model stopped unexpectedly; the replies so far are kept: run again to restart it.',
    'zh-cn': '演示模型意外停止，已收到的回复均已保留：再次运行即可重新启动。',
  },
  aborted: {
    en: 'The request was cancelled: run again to ask it anew.',
    'zh-cn': '请求已取消：再次运行即可重新请求。',
  },
  internal: {
    en: 'Unexpected error ({detail}): please report it to the project.',
    'zh-cn': '意外错误（{detail}）：请向本项目报告。',
  },
});

const longWaitText = {
  en: '{server} wants no more requests for now ({detail}): wait {minutes} min, then try again, or choose another model.',
  'zh-cn': '{server} 暂不接受更多请求（{detail}）：请等待 {minutes} 分钟后重试，或选择其他模型。',
};

/** A failure of a server that wants a longer wait, in milliseconds, than a run would make. */
export function longWait(code: FailureCode, values: PhraseValues, retryAfter: number): ModelFailure {
  const minutes = Math.ceil(retryAfter / 60_000);
  return { code, phrase: phrase(longWaitText, { ...values, minutes }), retryAfter };
}

/** A failure as data; `extra` adds what had arrived and when the server wants to be asked again. */
export function failure(
  code: FailureCode,
  values: PhraseValues = {},
  extra: Pick<ModelFailure, 'partialText' | 'retryAfter'> = {},
): ModelFailure {
  return { code, phrase: phrase(failureTexts[code], values), ...extra };
}

/** A failure for anything thrown that no provider foresaw; a `ProblemError` keeps its own sentence. */
export function unexpectedFailure(thrown: unknown): ModelFailure {
  if (thrown instanceof ProblemError) return { code: 'unavailable', phrase: thrown.problem.phrase };
  return failure('internal', { detail: shorten(thrown instanceof Error ? thrown.message : String(thrown)) });
}

/** One line of at most 200 characters, for showing what a server said. */
export function shorten(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

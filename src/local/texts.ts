import { type Problem, ProblemError } from '../base/problem.ts';
import { defineTexts, type PhraseValues, phrase, type Text } from '../base/text.ts';

/** What can go wrong around the built-in model, each with its next step. The keys are the problems' codes. */
export const localTexts = defineTexts({
  'local.model-unavailable': {
    en: 'The built-in model could not be fetched ({tried}); check the connection, or set promptQuorum.local.model to any GGUF file.',
    'zh-cn':
      '无法获取内置模型（{tried}）；请检查网络连接，或将 promptQuorum.local.model 设为任意 GGUF 文件。',
  },
  'local.model-not-set-up': {
    en: 'The built-in model is not set up yet; run the command “Set Up Built-in Model”, or set promptQuorum.local.model to any GGUF file.',
    'zh-cn': '内置模型尚未设置；请运行命令“设置内置模型”，或将 promptQuorum.local.model 设为任意 GGUF 文件。',
  },
  'local.no-consent': {
    en: 'Nothing was downloaded: the built-in model needs {megabytes} MB once; run the set-up again and agree, or set promptQuorum.local.model to any GGUF file.',
    'zh-cn':
      '未下载任何内容：内置模型需要一次性下载 {megabytes} MB；请重新运行设置并同意下载，或将 promptQuorum.local.model 设为任意 GGUF 文件。',
  },
  'local.not-gguf': {
    en: '{path} is not a GGUF model file; set promptQuorum.local.model to a .gguf file, or clear it to use the built-in model.',
    'zh-cn':
      '{path} 不是 GGUF 模型文件；请将 promptQuorum.local.model 设为 .gguf 文件，或清空它以使用内置模型。',
  },
  'local.no-model-file': {
    en: '{path} cannot be read ({reason}); set promptQuorum.local.model to a .gguf file, or clear it to use the built-in model.',
    'zh-cn':
      '无法读取 {path}（{reason}）；请将 promptQuorum.local.model 设为 .gguf 文件，或清空它以使用内置模型。',
  },
  'local.no-npm': {
    en: 'npm was not found, and it is needed once to install the program that runs the built-in model; install Node.js 20 or newer and try again, or choose another model.',
    'zh-cn':
      '未找到 npm，而首次安装运行内置模型的程序时需要它；请安装 Node.js 20 或更高版本后重试，或选择其他模型。',
  },
  'local.runtime-failed': {
    en: 'The program that runs the built-in model could not be installed ({reason}); check the connection to the npm registry and try again, or choose another model.',
    'zh-cn': '无法安装运行内置模型的程序（{reason}）；请检查与 npm 源的连接后重试，或选择其他模型。',
  },
  'local.platform-unsupported': {
    en: 'The built-in model does not run on {platform}; choose another model.',
    'zh-cn': '内置模型不支持 {platform}；请选择其他模型。',
  },
  'local.start-failed': {
    en: 'The built-in model did not start ({reason}); run the command “Set Up Built-in Model” again, or choose another model.',
    'zh-cn': '内置模型未能启动（{reason}）；请重新运行命令“设置内置模型”，或选择其他模型。',
  },
  'local.crashed': {
    en: 'The built-in model stopped unexpectedly ({reason}); run again to restart it.',
    'zh-cn': '内置模型意外停止（{reason}）；再次运行即可重新启动。',
  },
});

export type LocalProblemCode = keyof typeof localTexts;

/** The error to throw for an expected problem of this layer. */
export function localError(code: LocalProblemCode, values: PhraseValues = {}, cause?: unknown): ProblemError {
  const text: Text = localTexts[code];
  const problem: Problem = { code, phrase: phrase(text, values) };
  return new ProblemError(problem, cause === undefined ? undefined : { cause });
}

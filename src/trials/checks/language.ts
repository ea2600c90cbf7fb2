import { phrase } from '../../base/text.ts';
import { badParameter, failed, notRun, passed } from '../checking/problem.ts';
import { isChineseOf } from '../reading/chinese.ts';
import { proseOf } from '../reading/prose.ts';
import { isInScript, isTag, scriptOf, unspacedScripts } from '../reading/script.ts';
import { type CheckVerdict, defineCheck } from '../types.ts';

export const language = defineCheck({
  id: 'language',
  title: { en: 'Is written in a language', 'zh-cn': '使用某种语言' },
  example: 'en',
  schema: { type: 'string', pattern: '^[a-z]{2}(-[A-Za-z]+)*$' },
  describe: (parameter) =>
    phrase({ en: 'is written in {tag}', 'zh-cn': '使用语言 {tag}' }, { tag: String(parameter) }),
  async compile(parameter) {
    if (typeof parameter !== 'string' || !isTag(parameter)) return badParameter(wantsTag);
    const { detectAll, supportedLanguages, toISO2 } = await import('tinyld');
    const tag = parameter.slice(0, 2);
    const known = supportedLanguages.map((code) => toISO2(code)).filter((code) => code.length === 2);
    const script = scriptOf(parameter);
    if (script === undefined || !known.includes(tag))
      return badParameter(unknownTag, { tag, known: known.toSorted() });
    return (reply) => {
      const prose = proseOf(reply);
      const verdict = byScript(prose, script, parameter);
      const isSettled = verdict.outcome !== 'passed' || unspacedScripts.has(script);
      return isSettled ? verdict : byWords(detectAll(prose), tag, prose);
    };
  },
});

function byScript(reply: string, script: string, tag: string): CheckVerdict {
  const isInside = isInScript(reply, script);
  if (isInside === undefined) return notRun(tooShort, { tag });
  const isChinese = script === 'Hans' || script === 'Hant';
  // A bare “zh” leaves open which way Chinese is written.
  const isRight = isInside && (!isChinese || tag === 'zh' || isChineseOf(reply, script));
  return isRight ? passed : failed(otherLanguage, { tag });
}

/** Few or unusual words tell languages of one script apart badly: what is then uncertain is not judged. */
const fewestWords = 4;
const leastAccuracy = 0.3;

function byWords(
  guesses: readonly { readonly lang: string; readonly accuracy: number }[],
  tag: string,
  reply: string,
): CheckVerdict {
  const [best] = guesses;
  const own = guesses.find(({ lang }) => lang === tag);
  if (best !== undefined && own !== undefined && own.accuracy >= 0.8 * best.accuracy) return passed;
  const words = reply.match(/\p{L}+/gu)?.length ?? 0;
  return best === undefined || best.accuracy < leastAccuracy || words < fewestWords
    ? notRun(tooShort, { tag })
    : failed(otherLanguage, { tag });
}

const otherLanguage = { en: 'The reply is not written in {tag}.', 'zh-cn': '回复使用的语言不是 {tag}。' };

const tooShort = {
  en: 'The reply has too few telling words to say whether it is written in {tag}.',
  'zh-cn': '回复中可供判断的词太少，无法判断其语言是否为 {tag}。',
};

const wantsTag = {
  en: 'Check language takes a language tag: write it as {"language": "en"}.',
  'zh-cn': '检查 language 需要语言标记：请写成 {"language": "zh"}。',
};

const unknownTag = {
  en: 'Check language does not know {tag}: use one of {known}, or check the script with regex, such as \\p{Cyrillic}.',
  'zh-cn': '检查 language 不认识 {tag}：请使用 {known} 之一，或用 regex 检查文字，例如 \\p{Cyrillic}。',
};

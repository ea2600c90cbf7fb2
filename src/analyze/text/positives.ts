import type { Text } from '../../base/text.ts';

/** A form of reply that prompts forbid, though only what to write in its place says what is wanted. */
export interface ForbiddenForm {
  /** The form as an object of “do not use”. */
  readonly form: RegExp;
  /** What anywhere in the prompt says what to do in its place. */
  readonly instead: RegExp;
  /** The usual thing to do in its place, as the end of a sentence. */
  readonly proposal: Text;
}

/**
 * Forms whose absence leaves several others open. What can simply be left out (an apology, emojis, a preamble) is not among
 * them: there the prohibition says all there is to say.
 */
export const forbiddenForms: readonly ForbiddenForm[] = [
  {
    form: /\b(?:jargon|technical (?:terms|terminology|language|words)|(?:complex|complicated|difficult|big|fancy) (?:words|vocabulary|language))\b|术语|行话|生僻|专业词汇/i,
    instead:
      /\b(?:plain|simple|simply|everyday|layman|laymen|lay (?:person|audience|reader|terms)|non-technical|easy to understand|accessible|child|children|beginners?|year[- ]olds?|novice|clear language|define|explain (?:any|each|all))\b|通俗|浅显|简单|易懂|日常|大白话|口语|解释(?:任何|每|所有|全部|这些|其中|出现|(?:专业)? (?=$|[的，,。；;\n]))|解释[^，,。；;\n]{0,6}词/im,
    proposal: { en: 'use everyday words', 'zh-cn': '用日常用语' },
  },
  {
    form: /\b(?:bullet(?:ed)?[ -]?(?:points?|lists?)?|bullets|numbered lists?|lists)\b|列表|项目符号|分点|条目/i,
    instead:
      /\b(?:prose|paragraphs?|sentences?|plain text|comma|semicolon|narrative|essay|flowing|running text|JSON|table|one line|single line|story|script|code)\b|段落|连贯|散文|叙述|一段|句子|纯文本|正文|表格/i,
    proposal: { en: 'write in full paragraphs', 'zh-cn': '用连贯的段落书写' },
  },
  {
    form: /\bmarkdown\b/i,
    instead:
      /\b(?:plain[ -]?text|raw|HTML|XML|JSON|YAML|CSV|LaTeX|prose|paragraphs?|unformatted|text only|only (?:the )?(?:text|code)|code|script|SQL|query)\b|纯文本|普通文本|文字|段落|代码/i,
    proposal: { en: 'write plain text', 'zh-cn': '用纯文本书写' },
  },
  {
    form: /\b(?:long|run-on|complex|lengthy) sentences\b|长句|复杂的?句/i,
    instead:
      /\b(?:short|simple|brief) sentences?\b|\bone idea per\b|\b(?:\d+|ten|fifteen|twenty) words\b|短句|简单的?句|每句/i,
    proposal: { en: 'use short sentences', 'zh-cn': '使用短句' },
  },
  {
    form: /\bpassive (?:voice|sentences|constructions)\b|被动(?:语态|句)/i,
    instead: /\bactive\b|主动/i,
    proposal: { en: 'use the active voice', 'zh-cn': '使用主动语态' },
  },
  {
    form: /\b(?:formal|stiff|robotic|overly polite) (?:language|tone|style|words|speech)\b|\b(?:sound|be) (?:too |overly |so )?(?:formal|robotic|stiff|like (?:an? )?(?:AI|robot|machine))\b|(?:正式|生硬|机械|官方)(?:的)?(?:语气|语言|口吻|腔调|表达)/i,
    instead:
      /\b(?:casual|casually|informal|conversational|conversationally|friendly|natural|naturally|human|colloquial|warm|chatty|slang|relaxed|fun|humorous|playful)\b|口语|随意|亲切|自然|友好|轻松|聊天/i,
    proposal: { en: 'write as in a conversation', 'zh-cn': '像日常交谈一样表达' },
  },
  {
    form: /\b(?:informal|casual|colloquial) (?:language|tone|style|words|speech)\b|\b(?:be|sound) (?:too |overly |so )?(?:informal|casual)\b|\bslang\b|俚语|网络用语|(?:随意|口语化)(?:的)?(?:语气|表达|用语)/i,
    instead:
      /\b(?:formal|formally|professional|professionally|academic|businesslike|official|standard English|polite|serious)\b|正式|专业|书面|规范|学术|严谨/i,
    proposal: { en: 'write in a professional tone', 'zh-cn': '使用专业、正式的语气' },
  },
  {
    form: /\b(?:mak(?:e|ing) (?:up|things up|stuff up|anything up|it up)|invent(?:ing)?|fabricat(?:e|ing)|hallucinat(?:e|ing)|guess(?:ing)?)\b|编造|捏造|杜撰|臆测|猜测|虚构/i,
    instead:
      /\b(?:know|sure|unknown|unclear|uncertain|n\/a|null|none|empty|blank|missing|unavailable|available|insufficient|enough|refuse|apologi[sz]e|provided|given|supplied|based on|according to|available|only|stick to|from the|ask|clarif\w+|cannot|can['’]t|unable|not found|no (?:information|answer))\b|不知道|不清楚|不确定|无法|未知|没有提及|未提及|为空|留空|根据|依据|仅|只|询问|说明|基于/i,
    proposal: { en: 'say that you do not know', 'zh-cn': '直接说明不知道' },
  },
  {
    form: /\babbreviations?\b|\bacronyms?\b|缩写|简称/i,
    instead: /\b(?:full|in full|spell|spelled|written out|write out|expand|complete)\b|全称|完整|全名/i,
    proposal: { en: 'write names in full', 'zh-cn': '写全称' },
  },
  {
    form: /\b(?:the )?first[- ]person\b|第一人称/i,
    instead: /\b(?:third[- ]person|second[- ]person|impersonal|neutral)\b|第三人称|第二人称|客观/i,
    proposal: { en: 'write in the third person', 'zh-cn': '使用第三人称' },
  },
  {
    form: /\b(?:vague|generic|abstract|ambiguous) (?:language|words|terms|phrases|statements|answers|responses|descriptions|feedback|advice|wording)\b|\bbe (?:too |overly |so )?(?:vague|generic|general|abstract|ambiguous)\b|(?:笼统|含糊|空泛|模糊)(?:的)?(?:表述|说法|描述|回答|语言|内容|建议)?/i,
    instead:
      /\b(?:specific|specifically|concrete|concretely|precise|precisely|exact|exactly|particular|detailed?|details|quot(?:e|es|ing)|cit(?:e|es|ing)|example|examples|actionable|numbers)\b|具体|明确|准确|详细|例子|举例|数据|细节/i,
    proposal: { en: 'name concrete facts', 'zh-cn': '写出具体事实' },
  },
  {
    form: /\bbe (?:too |overly |so )?(?:verbose|wordy|long-winded|lengthy)\b|(?:冗长|啰嗦|罗嗦)/i,
    instead:
      /\b(?:concise|concisely|brief|briefly|short|succinct|succinctly|terse|to the point|\d+[- ](?:to \d+ )?(?:words?|sentences?|lines?|characters|tokens)|(?:one|two|three|four|five|a single|max|maximum|at most|no more than)\b.{0,12}\b(?:words?|sentences?|lines?|paragraphs?))\b|简洁|简短|简要|精炼|扼要|[一二三\d]+(?:个?字|句|段|行)/i,
    proposal: { en: 'answer in two or three sentences', 'zh-cn': '用两三句话回答' },
  },
];

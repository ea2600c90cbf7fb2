/** A sign and what it counts; a sign that several patterns share counts once. */
export interface Sign {
  readonly id: string;
  readonly weight: number;
  readonly pattern: RegExp;
}

/** Signs in the name. Names are split into lower-case words first: `SYSTEM_PROMPT`, `systemPrompt` → `system prompt`. */
export const nameSigns: readonly Sign[] = [
  {
    id: 'says-prompt',
    weight: 3,
    pattern:
      /\bprompts?\b|提示词?|\bfew shot\b|\bsystem (?:message|msg|content|text)\b|\bpreamble\b|\bpersona\b/,
  },
  {
    id: 'says-instructions',
    weight: 2,
    pattern:
      /\bmessages? content$|\binstructions?\b|\bbackstory\b|\bguidelines?\b|\b(?:user|human|ai|assistant) (?:message|msg)\b|\bsys\b|指令/,
  },
  {
    id: 'may-be-template',
    weight: 1,
    pattern:
      /\btemplates?\b|\bsystem\b|\bquestion\b|\btask\b|\brubric\b|\bcontext\b|\bmessages?\b|\bquery\b|\bcontent\b/,
  },
  {
    id: 'names-something-else',
    weight: -4,
    pattern:
      /\b(?:sql|html|css|xml|re|regex|regexp|pattern|url|uri|path|file|filename|dir|log|logger|error|err|exception|warning|help|usage|epilog|description|desc|docs?|docstring|tooltip|placeholder|label|title|header|footer|license|licence|copyright|email|mail|subject|cmd|command|shell|script|banner|schema|color|style|class|sample output|expected|fixture|ps1|readme|changelog|completion|response|reply|reason|explanation|summary|body|bio|caption|hint|empty|toast|alert|notification|notice|greeting|welcome|terms)\b/,
  },
  {
    id: 'names-a-text-for-people',
    weight: -3,
    pattern:
      /\b(?:chapter|story|stories|ending|scene|dialogue|lesson|exam|quiz|survey|recipe|tour|faq|announcement|commit|pull request|issue|privacy|policy)\b/,
  },
  {
    id: 'prompt-of-a-terminal',
    weight: -8,
    pattern:
      /\b(?:input|shell|cli|login|password|terminal|repl|install|confirm|confirmation) prompt\b|\bprompt (?:id|name|key|path|file|type|version|text color|url|label|title|style|prefix|suffix|session)\b/,
  },
];

/** How a text begins that is for a model, wherever it stands. */
export const opensForTheModel =
  /^\W*(?:you are (?:an? |to |[a-z]+ing as )|act as |your (?:task|job|role) is|你是|请?扮演|作为)/i;

/** Words that may follow the noun of a name: `systemPromptTemplate`, `PROMPT_V2`, `prompt_zh`. */
const tail = / (?:templates?|text|texts|str|string|base|default|fmt|format|en|zh|cn|v ?\d+|\d+)$/;

/** The noun of a name says what it is; the words before only what it is about: `SUMMARY_PROMPT`, `errorPrompt`. */
export function isPromptByHead(label: string): boolean {
  let head = label;
  while (tail.test(head)) head = head.replace(tail, '');
  return /\b(?:prompts?|system (?:message|msg))$/.test(head);
}

const opening = String.raw`(?:^|[.!?:;\n"'\x60>#*-]\s*)`;
const directive =
  'summari[sz]e|translate|write|generate|create|classify|extract|answer|analy[sz]e|rewrite|explain|identify|determine|evaluate|describe|list|provide|produce|respond|reply|return|output|compose|act|imagine|suppose|consider|complete|rate|score|convert|assess|review|compare|decide|paraphrase|imitate|think|use|read|given';

/** Signs in the wording, English and Chinese. */
export const wordingSigns: readonly Sign[] = [
  {
    id: 'addresses-the-model',
    weight: 4,
    pattern:
      /\byou(?:'re| are| will be)(?: now)? (?:an?|the|going|given|playing|acting|tasked|provided|asked|expected|presented|responsible)\b|\byou are to [a-z]+\b|\b(?:act|behave|respond|answer) as (?:an?|if|the)\b|\byour (?:task|job|role|goal|objective|mission|purpose) (?:is|will|here)\b|\bas an? (?:ai|expert|assistant|professional|experienced|helpful|senior|world)\b|\bi want you to\b|\bassume the role\b|\blet's play\b/i,
  },
  { id: 'addresses-the-model', weight: 4, pattern: /(?:^|[.!?:]\s|\n)\s*[Yy]ou(?:'re| are) [A-Z]\w+/ },
  {
    id: 'instructs-the-reader',
    weight: 3,
    pattern:
      /(?:^|\n)\W*you(?:'ll| will| must| should| shall)?(?: always| only| never)? (?!are|have|can|cannot|could|do|don|did|may|might|need|no|not|now|were|was|also|already|just|must|should|will|shall|always|only|never)[a-z]+\b/i,
  },
  {
    id: 'addresses-the-model-zh',
    weight: 4,
    pattern:
      /你(?:是|现在是|将|需要|只要|必须|的任务|的职责|的目标|扮演)|回答(?:我|用户)?的?问题|[【<]指令[】>]|请(?:扮演|你|根据|将|用|以|按|对|从|把|为|给|仅|只|直接|分析|总结|回答|翻译|生成|输出|判断|提取|帮)|作为(?:一个|一名|一位)|(?:以下|下面|下列)(?:是|的|内容|文本)|(?:输出|返回)(?:格式|结果|为|一个|JSON|json)/,
  },
  {
    id: 'names-an-assistant',
    weight: 2,
    pattern:
      /\b(?:ai|helpful|language|virtual) (?:assistant|model|agent)\b|\bassistant\b|\bchatbot\b|\bLLM\b|\bGPT\b|\bClaude\b|助手|语言模型/i,
  },
  {
    id: 'asks-for-output',
    weight: 3,
    pattern:
      /\b(?:respond|reply|answer|return|output)(?: only| just| strictly)? (?:with|in|using|only|as|a|the)\b|\bonly (?:respond|return|output|reply|answer|use)\b|\bJSON (?:object|array|format|list)\b|\b(?:in|as|valid) JSON\b|\bdo not (?:include|add|use|answer|make|provide|mention|repeat|explain|output)\b|\bdon't (?:make|include|add|try|mention|answer)\b|\bno more than \d+ (?:words|sentences)\b|\bin (?:one|\d+|a few) (?:words?|sentences?|paragraphs?|bullet)\b|不要(?:输出|解释|添加|使用|包含|编造|回答|省略|重复)|只(?:输出|返回|回答|需|要回复)|格式如下/i,
  },
  {
    id: 'refers-to-input',
    weight: 3,
    pattern:
      /\b(?:the )?(?:following|given|above|below|provided|context|user(?:'s)?) (?:text|context|question|query|document|sentence|passage|conversation|article|code|information|content|data|transcript|input|message|pieces|instructions?|examples?|summary|list|json|review|email|request|prompt|description|chat)\b|\bbased on (?:the|this|these|your)\b|\bgiven (?:the|a|an|this)\b|\bhere (?:is|are) (?:the|an?|some)\b|根据(?:以下|以上|上述|上面|下面|下列|给定|所给|提供|用户|上下文|文本|内容|对话|这|\{)/i,
  },
  {
    id: 'opens-with-a-directive',
    weight: 2,
    pattern: new RegExp(
      `^\\W*(?:please |now |then |\\w+ly\\W+)?(?:${directive})\\b(?! (?:is|was|of|failed|not)\\b)`,
      'i',
    ),
  },
  {
    id: 'gives-directives',
    weight: 1,
    pattern: new RegExp(`${opening}(?:please |then |also )?(?:${directive})\\b`, 'im'),
  },
  {
    id: 'reasons',
    weight: 2,
    pattern:
      /step[- ]by[- ]step|chain of thought|\blet's think\b|\bthink (?:carefully|about)\b|一步一步|逐步/i,
  },
  {
    id: 'labels-turns',
    weight: 2,
    pattern:
      /^\s*(?:(?:final )?answer|assistant|ai|human|user|question|context|input|output|helpful answer|response|thought|q|a|instruction|task|translation|summary|example \d+|answer in \w+)\s*\d*\s*:|\[\/?INST\]|<\|im_start\|>|^###? ?(?:instructions?|task|input|response|context|question|example|rules|output)|^(?:回答|问题|输入|输出|示例|任务|要求|背景)\s*[:：]/im,
  },
  {
    id: 'sets-rules',
    weight: 1,
    pattern:
      /\b(?:must|should|never|always|make sure|ensure|avoid|be (?:concise|brief|polite|specific|creative))\b|必须|应该|确保|务必/i,
  },
];

/** Nouns of names whose texts tell a person at the screen about something, prompts included: `systemPromptHelp`, `labels.prompt`. */
export const tellsPeople =
  /\b(?:hints?|helps?|help texts?|tooltips?|placeholders?|labels?|titles?|descriptions?|captions?|toasts?|notices?|notifications?|errors?|warnings?|i18n|l10n|locales?|translations?|strings|missing|required|usage)$/;

/** Signs that a text is made for something else than a language model. */
export const otherSigns: readonly Sign[] = [
  {
    id: 'sql',
    weight: -8,
    pattern:
      /^\s*(?:--[^\n]*\n\s*)*(?:(?:select|with)\b[\s\S]*\bfrom\b|(?:insert\s+into|update\s+\S+\s+set|delete\s+from|create\s+(?:or\s+replace\s+)?(?:temp\w*\s+)?(?:table|index|view|function|extension|trigger|database)|alter\s+table|drop\s+table|match\s*\(|merge\s*\())/i,
  },
  {
    id: 'graphql',
    weight: -12,
    pattern: /^\s*(?:#\s*graphql\s*)?(?:query|mutation|subscription|fragment)\b[^\n{]*\{/,
  },
  { id: 'one-word', weight: -12, pattern: /^[^\s\p{Script=Han}]+$/u },
  {
    id: 'form',
    weight: -5,
    pattern: /^\s*[-*] \[[ x]\] |^#+ [^\n]+\n(?:#[^\n]*\n|\s*\n#+ )|<!--[\s\S]*?-->/m,
  },
  {
    id: 'teaches-or-tests-a-person',
    weight: -5,
    pattern:
      /\bin this (?:chapter|lesson|tutorial|course|guide)\b|\byou will learn\b|\b(?:this|the) (?:survey|questionnaire)\b|\banswers are anonymous\b|考生|试卷|答题卡|作答|问卷|尊敬的|客服/i,
  },
  {
    id: 'html',
    weight: -12,
    pattern:
      /^\s*(?:<!doctype|<html|<\?xml|<(?:div|span|p|table|svg|head|body|style|script|ul|form|button|h[1-6]|br|a|img|section)\b[^>]*>)/i,
  },
  {
    id: 'css-or-code',
    weight: -8,
    pattern:
      /^\s*(?:[.#]?[\w-]+\s*\{[^}]*:[^}]*;|@media\b|#!\/|import (?:\w+|[{*]|['"])|from \w+ import|def \w+\(|function \w+\(|const \w+ =|var \w+ =|package \w+;|#include|(?:sudo|apt-get|pip install|npm (?:i|install|run)|curl|git clone|docker) )/i,
  },
  {
    id: 'log-or-error',
    weight: -5,
    pattern:
      /^\s*\[?(?:error|warning|warn|info|debug|fatal|exception|failed|failure|could not|cannot|can't|unable to|invalid|missing|unknown|unexpected|unsupported|no such|not found|successfully|loading|starting|processing|usage:)\b/i,
  },
  {
    id: 'asks-a-person',
    weight: -6,
    pattern:
      /\[(?:y\/n|yes\/no)\]|\((?:y\/n|yes\/no)\)|\bpress (?:enter|any key|return|ctrl)\b|^\s*(?:please )?(?:enter|type|input|insert|pick|choose|select) (?:your|a|an|the|one|new|in)\b[^.\n]{0,80}$|^\s*(?:are you sure|do you want to|would you like to|overwrite|continue\?|password|username|login)\b|^\s*(?:>>>|\$|>)\s*$|^(?:请输入|请选择|请确认)[^。\n]{0,30}$/i,
  },
  {
    id: 'letter',
    weight: -5,
    pattern:
      /^\s*(?:dear|hi|hello) [^\n]{0,90},\s*\n[\s\S]*(?:regards|sincerely|cheers|thanks|thank you|unsubscribe|team)\b/i,
  },
  {
    id: 'licence',
    weight: -9,
    pattern:
      /^[^\n]{0,120}\blicensed under (?:the|a)\b|\ball rights reserved\b|\bpermission is hereby granted\b|\bwithout warrant(?:y|ies)\b/i,
  },
  {
    id: 'address',
    weight: -6,
    pattern:
      /^\s*(?:https?:\/\/|\.{0,2}\/[\w./-]+$|[\w-]+(?:\/[\w.-]+)+$|[\w.-]+\.(?:txt|md|json|ya?ml|py|ts|js)$)/i,
  },
  {
    id: 'pattern',
    weight: -6,
    pattern: /^\^.*\$$|^\S*(?:\(\?[:=!<]|\\[dws][+*]|\[\^?[a-z0-9]-[a-z0-9])\S*$/,
  },
  {
    id: 'pattern',
    weight: -8,
    pattern: /(?:\\[wsdSWD][+*)][\s\S]*){2}|\(\?[:=!<P]|\(\\[wsd]/,
  },
  {
    id: 'describes-a-setting',
    weight: -4,
    pattern:
      /^(?:the |an? |your |optional |default |custom )*(?:system |user )?(?:prompts?|instructions?|messages?|templates?)(?: \w+)? (?:for|from|to|that|which|used|of|is|are|must|should|will|was|has)\b/i,
  },
  {
    id: 'warns-a-person',
    weight: -5,
    pattern:
      /^\W*you(?:'re| are)(?: not)? (?:using|logged|signed|offline|online|about to|trying|running|leaving|missing|currently|already|now)\b|\b(?:is|are) deprecated\b|\bvulnerab/i,
  },
];

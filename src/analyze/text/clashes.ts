/** A demand that a sentence makes: what it asks for, and the words that ask it. */
export interface SentenceDemand {
  readonly value: string | number;
  readonly index: number;
  readonly words: string;
}

/** One way in which two sentences can exclude each other. */
export interface Clash {
  /** Found in every sentence that demands something of this kind; quick to look for. */
  readonly mention: RegExp;
  demands(sentence: string): readonly SentenceDemand[];
  excludes(earlier: string | number, later: string | number): boolean;
}

const brief: readonly RegExp[] = [
  /^(?:please )?(?:be|stay) (?:very |as |extremely )?(?:brief|concise|succinct|terse)(?: as possible)?\b/i,
  /\b(?:keep|make) (?:it|(?:your|the|all|every) (?:answers?|repl(?:y|ies)|responses?|explanations?)) (?:very |as |extremely |to the point and )?(?:brief|short|concise|succinct)\b/i,
  /^(?:please )?(?:answer|respond|reply|explain)(?: the question)? (?:very |as )?(?:briefly|concisely|succinctly)\b/i,
  /\b(?:answer|respond|reply)(?: the question)? in (?:one|a single|1) (?:short )?sentence\b/i,
  /(?:回答|回复|答案|语言|内容)(?:要|应|必须|应该|需要?|请|尽量|务必|保持)*(?:简洁|简短|简明|精简)|^(?:请)?(?:简要|简短|简洁)地?(?:回答|回复|说明)|用一句话(?:回答|回复)/,
];
const detailed: readonly RegExp[] = [
  /\bin (?:great |full |extensive |exhaustive |as much |more )?detail\b/i,
  /\bbe (?:very |extremely )?(?:detailed|exhaustive|verbose)\b(?! (?:but|yet|and (?:concise|brief)))|\bas (?:detailed|thorough|comprehensive) as possible\b/i,
  /\b(?:give|write|provide) (?:a |an )?(?:very |extremely )?(?:(?:long|lengthy|exhaustive|comprehensive|detailed|thorough|in-depth)(?:,| and)? ?){1,3} (?:answer|reply|response|explanation)\b/i,
  /\bover several paragraphs\b/i,
  /尽可能详[细尽]|(?:回答|回复|答案|内容)(?:要|应|必须|应该|需要?|尽量|务必)*(?:详细|详尽|全面)|(?:请|务必)详细(?:地)?(?:说明|解释|描述|介绍)|(?:长篇|详尽)(?:的)?(?:回答|回复)/,
];
/** Things other than the reply as a whole that a sentence may be about. */
const onePart =
  /\b(?:title|heading|summary|subject|name|label|caption|commit|comments?|section|method|abstract|field|value|prompt|images?|scene|character|titles|names|first|last|next|each|step \d)\b(?! (?:step|detail))|标题|摘要|名称|字段|注释|第[一二三四五\d]/i;

const length: Clash = {
  mention:
    /brief|concis|succinct|terse|short|sentence|detail|thorough|comprehensive|exhaustive|verbose|lengthy|paragraphs|简|一句话|详|全面/i,
  demands: (sentence) =>
    onePart.test(sentence.replace(/\beach step|every step/i, ''))
      ? []
      : [...matches(sentence, brief, 'brief'), ...matches(sentence, detailed, 'detailed')],
  excludes: (earlier, later) => earlier !== later,
};

const limit =
  /\b(?<lower>at least|no fewer than|no less than|a minimum of|minimum|more than)|\b(?<upper>at most|no more than|not more than|a maximum of|maximum|up to|fewer than|less than|under|within)/i;
const englishLimit = new RegExp(
  `(?:${limit.source}) (?:of )?(?<count>\\d{1,5}|one|two|three|four|five|six|seven|eight|nine|ten) (?<unit>words?|sentences?|paragraphs?|characters?|bullet points?)\\b`,
  'gi',
);
const chineseLimit =
  /(?:(?<lower>不少于|至少|不低于|最少)|(?<upper>不超过|不多于|最多|至多|少于))(?<count>\d{1,5})个?(?<unit>字|句话?|段|词)/g;
const exactSize =
  /\b(?:in )?(?:exactly|precisely) (?<count>\d{1,5}|one|two|three|four|five|six|seven|eight|nine|ten) (?<unit>words?|sentences?|paragraphs?|bullet points?)\b|\bin (?<count1>one|a single|1) (?:short )?(?<unit1>word|sentence|paragraph)\b|(?<count2>\d{1,5}) (?<unit2>words?|sentences?|paragraphs?) (?:max(?:imum)?|at most|or (?:less|fewer))\b/gi;
const numberWords = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

const size: Clash = {
  mention: /words?\b|sentences?\b|paragraphs?\b|characters?\b|bullet|\d个?[字句段词]/i,
  demands: (sentence) => (onePart.test(sentence) ? [] : [...limitsOf(sentence), ...exactSizesOf(sentence)]),
  excludes: (earlier, later) => {
    if (String(earlier).startsWith('least') === String(later).startsWith('least')) return false;
    const [kind, count, ...unit] = String(earlier).split(' ');
    const [, otherCount, ...otherUnit] = String(later).split(' ');
    if (unit.join() !== otherUnit.join()) return false;
    return kind === 'least' ? Number(count) > Number(otherCount) : Number(otherCount) > Number(count);
  },
};

const languages: Readonly<Record<string, string>> = {
  英文: 'english',
  英语: 'english',
  中文: 'chinese',
  汉语: 'chinese',
  简体中文: 'chinese',
  日语: 'japanese',
  日文: 'japanese',
  法语: 'french',
  德语: 'german',
};
function limitsOf(sentence: string): readonly SentenceDemand[] {
  return [...sentence.matchAll(englishLimit), ...sentence.matchAll(chineseLimit)].map((match) => {
    const { lower, count, unit } = match.groups ?? {};
    const value = sizeValue(lower === undefined ? 'most' : 'least', count, unit);
    return { value, index: match.index, words: match[0] };
  });
}

/** An exact size is a limit on both sides; `2 sentences maximum` is one on one side. */
function exactSizesOf(sentence: string): readonly SentenceDemand[] {
  return [...sentence.matchAll(exactSize)].flatMap((match) => {
    const { count, unit, count1, unit1, count2, unit2 } = match.groups ?? {};
    const kinds = count2 === undefined ? (['least', 'most'] as const) : (['most'] as const);
    return kinds.map((kind) => ({
      value: sizeValue(kind, count ?? count1 ?? count2, unit ?? unit1 ?? unit2),
      index: match.index,
      words: match[0],
    }));
  });
}

function sizeValue(kind: 'least' | 'most', count = '', unit = ''): string {
  const written = count.toLowerCase().replace('a single', 'one');
  const number = Math.max(numberWords.indexOf(written), Number(written) || 0);
  return `${kind} ${number} ${unit.toLowerCase().replace(/s$|话$/, '')}`;
}

const chineseNames = '简体中文|中文|汉语|英文|英语|日语|日文|法语|德语';
const replyLanguage = new RegExp(
  [
    "\\b(?:answer|respond|reply)(?: to (?:me|the user|the question|all questions|everything))?(?: only| always| strictly| exclusively)? in (?:(?<english>English|Chinese|Simplified Chinese|French|German|Spanish|Italian|Portuguese|Russian|Japanese|Korean|Arabic|Hindi)|the (?:same )?language (?:of|as) the (?:user|question)|the user[’']s language)\\b",
    '\\b(?:answers?|responses?|repl(?:y|ies)|output) (?:must|should|has to|have to)(?: always| only)? be (?:written )?in (?<englishAfter>English|Chinese|French|German|Spanish|Italian|Portuguese|Russian|Japanese|Korean)\\b',
    `(?:使用|用|以)(?<chinese>${chineseNames})(?:来)?(?:进行)?(?:回答|回复|作答|答复|输出)`,
    `(?:回答|回复|答复|输出)(?:内容)?(?:都|均|必须|须|应|要|一律|请|只能)*(?:使用|用|为)(?<chineseAfter>${chineseNames})`,
  ].join('|'),
  'gi',
);

const language: Clash = {
  mention: /answer|respon|repl|output|[中英日法德汉][文语]/i,
  demands: (sentence) =>
    [...sentence.matchAll(replyLanguage)].map((match) => {
      const { english, englishAfter, chinese, chineseAfter } = match.groups ?? {};
      const named =
        languages[chinese ?? chineseAfter ?? ''] ??
        (english ?? englishAfter)?.toLowerCase() ??
        'as the user writes';
      return { value: named.replace('simplified ', ''), index: match.index, words: match[0] };
    }),
  excludes: (earlier, later) => earlier !== later,
};

const jsonAlone: readonly RegExp[] = [
  /\b(?:return|output|respond|reply|answer|provide|write)(?: only| just| nothing but| exclusively| strictly)(?: with| in| as)?(?: a| the| valid| raw)* JSON\b(?! (?:schema|keys))/i,
  /\b(?:return|output|respond with|reply with|answer with|provide|write)(?: a| the| valid| raw)* JSON(?: object)? only\b/i,
  /\bonly (?:return|output|respond with|reply with|answer with|write)(?: a| the| valid| raw)* JSON\b/i,
  /\b(?:nothing|no (?:other )?text|no explanations?|no prose) (?:else |other )?(?:outside|besides|before or after|other than|except) (?:of )?(?:the |valid )?JSON\b/i,
  /(?:只|仅)(?:需|能|要)?(?:返回|输出|给出)(?:一个|合法的?|有效的?)*\s*JSON/i,
];
const besidesJson: readonly RegExp[] = [
  /^(?:(?:and )?then,? )?(?:after|before|below|above) the JSON(?: object| output| array)?,? (?:please )?(?:add|write|include|give|explain|provide|describe|summari[sz]e)\b[^.!?]{0,60}/i,
  /\b(?:add|write|include|give|provide|explain|describe|wrap)\b[^.!?]{0,60} (?:after|before|below|above|outside)(?: (?:of|and (?:after|before|below)))? the JSON\b/i,
  /^(?:and )?(?:then|also|afterwards|finally),? (?:please )?(?:explain|describe|justify)\b[^.!?]{0,40} in (?:a (?:short )?(?:paragraph|sentence)|plain (?:English|text)|prose)\b/i,
  /在\s*JSON\s*(?:之后|之前|后面|前面|后|前|之外)[，,]?(?:再|请|另外)*(?:添加|附上|写|给出|说明|解释)[^。！？]{0,30}/i,
  /^(?:然后|接着|最后|另外|再)(?:请)?用(?:一段话|一句话|文字|自然语言)(?:来)?(?:解释|说明|描述)[^。！？]{0,30}/,
];

const json: Clash = {
  mention: /json|plain|paragraph|prose|sentence|一段话|一句话|文字|自然语言/i,
  demands: (sentence) => [
    ...matches(sentence, jsonAlone, 'alone'),
    ...matches(sentence, besidesJson, 'besides'),
  ],
  excludes: (earlier, later) => earlier !== later,
};

const demanded =
  /^(?:please )?(?:you )?(?:always|must always|must|make sure to|be sure to|should always) (?<act>[a-z][^.!?,;:()]{4,80})/i;
const forbidden =
  /^(?:please )?(?:you )?(?:never|do not|don't|must not|must never|should never|avoid) (?:ever )?(?<act>[a-z][^.!?,;:()]{4,80})/i;
const chineseDemanded =
  /^(?:请)?(?:你)?(?:必须|务必|一定要|始终|总是|应当始终)(?<act>[\p{Script=Han}A-Za-z\d]{3,30})[。！；]?$/u;
const chineseForbidden =
  /^(?:请)?(?:你)?(?:不要|不得|禁止|切勿|绝不|请勿|不能|不可以?|严禁)(?<act>[\p{Script=Han}A-Za-z\d]{3,30})[。！；]?$/u;

const act: Clash = {
  mention: /always|must|sure to|never|do not|don't|avoid|必须|务必|一定要|始终|总是|不|禁止|切勿|请勿|严禁/i,
  demands: (sentence) => [
    ...actOf(sentence, demanded, 'do'),
    ...actOf(sentence, forbidden, 'avoid'),
    ...actOf(sentence, chineseDemanded, 'do'),
    ...actOf(sentence, chineseForbidden, 'avoid'),
  ],
  excludes: (earlier, later) => {
    const [one, other] = [String(earlier), String(later)];
    if (one.startsWith('do ') === other.startsWith('do ')) return false;
    return one.slice(one.indexOf(' ')) === other.slice(other.indexOf(' '));
  },
};

/** The act a sentence demands or forbids, where the sentence says nothing else: exceptions make no contradiction. */
function actOf(sentence: string, pattern: RegExp, kind: 'do' | 'avoid'): readonly SentenceDemand[] {
  const match = pattern.exec(sentence);
  if (match === null || !/^[\s.!。！；]*$/.test(sentence.slice(match[0].length))) return [];
  const words = (match.groups?.['act'] ?? '').toLowerCase().replace(/\b(?:a|an|the|any|your)\b/g, ' ');
  const value = `${kind} ${words.replace(/s\b/g, '').replace(/\s+/g, ' ').trim()}`;
  return [{ value, index: 0, words: match[0].trimEnd().replace(/[。！；]$/, '') }];
}

const negated = /\b(?:not|never|no|don't|avoid|without)\b|不|勿|禁止|避免|无需/i;

/** Things a sentence can ask for or rule out, in the wordings of each. */
const topics: readonly {
  readonly mention: RegExp;
  readonly without: RegExp;
  readonly wanted: RegExp;
}[] = [
  {
    mention: /markdown|plain text/i,
    without:
      /\b(?:no|without|avoid|(?:do not|don't|never) (?:use|output|write|include)(?: any)?) (?:any )?markdown\b|^(?:please )?(?:use|write|answer|respond|reply)(?: only)? in plain text\b|\bplain text only\b|(?:不要|不得|请勿|禁止|避免)使用\s*markdown/i,
    wanted:
      /\b(?:use|write in|answer in|respond in|reply in|format (?:your|the) \w+ (?:in|as|using|with))(?: a| proper| valid| github)* markdown\b|(?:使用|用|以)\s*markdown\s*(?:格式|语法)?/i,
  },
  {
    mention: /emoji|表情/i,
    without:
      /\b(?:no|without|avoid(?: using)?|(?:do not|don't|never) (?:use|include|add)(?: any)?) emojis?\b|(?:不要|不得|请勿|禁止|避免)(?:使用|用|添加)?(?:任何)?(?:表情符号|表情|emoji)/i,
    wanted:
      /\b(?:use|include|add)(?: plenty of| lots of| many| some| a few| relevant)? emojis?\b|(?:使用|用|添加|加入|加上)(?:一些|适当的|几个)?(?:表情符号|表情|emoji)/i,
  },
  {
    mention: /bullet|lists?\b|项目符号|列表|分点/i,
    without:
      /\b(?:no|without|avoid(?: using)?|(?:do not|don't|never) use(?: any)?) (?:bullet(?:ed)?[ -]?(?:points?|lists?)|bullets|lists)\b|(?:不要|不得|请勿|禁止|避免)(?:使用|用)?(?:项目符号|列表|分点)/i,
    wanted:
      /\b(?:use|as|in|with) (?:a )?(?:bullet(?:ed)?[ -]?(?:points?|lists?)|bullets)\b|(?:使用|用|以)(?:项目符号|列表|分点)/i,
  },
  {
    mention: /explain|explanation|justify|reasoning|解释|说明/i,
    without:
      /\b(?:do not|don't|never) (?:explain|justify)(?: (?:your|the) (?:answer|reasoning|choice|decision))?[.!]?$|\b(?:do not|don't|never) (?:include|give|provide|add)(?: any| an)? (?:explanations?|reasoning)\b|^no explanations?\b|^(?:请)?(?:不要|无需|请勿|不得)(?:做|给出|添加|提供)?(?:任何)?(?:解释|说明)(?:理由|原因)?[。！]?$/i,
    wanted:
      /\b(?:explain|justify) (?:your|the) (?:answer|reasoning|choice|decision)\b|\b(?:include|give|provide|add) (?:an|a (?:short|brief|detailed)) explanation\b|(?:请|务必|必须)(?:详细|简要)?(?:地)?(?:解释|说明)(?:一下)?(?:你的)?(?:答案|理由|推理|选择|原因)/i,
  },
  {
    mention: /tone|language|style|register|slang|语气|语言|口吻|风格/i,
    without:
      /\b(?:in|use|with|keep)(?: a| an| the)?(?: very| strictly| tone)* (?:formal|professional)(?:,? \w+)? (?:tone|language|style|register)\b|(?:使用|用|保持|采用)(?:正式|严肃)(?:的)?(?:语气|语言|口吻|风格)/i,
    wanted:
      /\b(?:in|use|with|keep)(?: a| an| the)?(?: very| fun)* (?:casual|informal|colloquial|slangy)(?:,? \w+)? (?:tone|language|style|register)\b|\buse slang\b|(?:使用|用|保持|采用)(?:随意|口语化|非正式|轻松随意)(?:的)?(?:语气|语言|口吻|风格)/i,
  },
  {
    mention: /questions?\b|clarification|提问|反问|追问|问题/i,
    without:
      /\b(?:do not|don't|never) ask (?:the user |me |any |for )*(?:clarifying |follow-up |further |clarification )*(?:questions?|clarification)\b|(?:不要|不得|请勿|禁止)(?:向用户)?(?:提问|反问|追问|提出问题)/i,
    wanted:
      /^(?:please )?(?:always |first |you must )?ask (?:the user |me )?(?:a |one |some |at least one |for )?(?:clarifying |follow-up |clarification )*(?:questions?|clarification)\b|(?:必须|务必|始终|总是|先)(?:向用户)?(?:提问|反问|追问|提出一个问题)/i,
  },
];

const topicClashes = topics.map(
  ({ mention, without, wanted }): Clash => ({
    mention,
    demands: (sentence) => {
      if (onePart.test(sentence.replace(/\bfirst\b/i, ''))) return [];
      const ruledOut = matches(sentence, [without], 'without');
      return ruledOut.length > 0 || negated.test(sentence) ? ruledOut : matches(sentence, [wanted], 'wanted');
    },
    excludes: (earlier, later) => earlier !== later,
  }),
);

function matches(sentence: string, patterns: readonly RegExp[], value: string): readonly SentenceDemand[] {
  for (const pattern of patterns) {
    const match = pattern.exec(sentence);
    if (match !== null) return [{ value, index: match.index, words: match[0].trimEnd() }];
  }
  return [];
}

/** All kinds of clashes, most telling first. */
export const clashes: readonly Clash[] = [size, length, language, json, act, ...topicClashes];

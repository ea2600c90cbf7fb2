import type { Role } from '../prompt/types.ts';
import type { Binding } from './languages/types.ts';

/** A text and the name it is bound to. */
export interface NamedText {
  readonly name: string;
  readonly via: Binding['via'] | 'none';
  readonly scope: string;
  readonly text: string;
}

/** How sure it is that the text is a prompt, 0 to 1, and which signs say so. */
export interface Verdict {
  readonly confidence: number;
  readonly role: Role;
  readonly signs: readonly string[];
}

interface Sign {
  readonly id: string;
  readonly weight: number;
  readonly pattern: RegExp;
}

/** Signs in the name. Names are split into lower-case words first: `SYSTEM_PROMPT`, `systemPrompt` → `system prompt`. */
const nameSigns: readonly Sign[] = [
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
      /\binstructions?\b|\bbackstory\b|\bguidelines?\b|\b(?:user|human|ai|assistant) (?:message|msg)\b|\bsys\b|指令/,
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
      /\b(?:sql|html|css|xml|regex|regexp|pattern|url|uri|path|file|filename|dir|log|logger|error|err|exception|warning|help|usage|epilog|description|desc|docs?|docstring|tooltip|placeholder|label|title|header|footer|license|licence|copyright|email|mail|subject|cmd|command|shell|script|banner|schema|color|style|class|sample output|expected|fixture|ps1|readme|changelog|completion|response|reply|reason|explanation|summary|body|bio|caption|hint|empty|toast|alert|notification|notice|greeting|welcome|terms)\b/,
  },
  {
    id: 'prompt-of-a-terminal',
    weight: -8,
    pattern:
      /\b(?:input|shell|cli|login|password|terminal|repl|install|confirm|confirmation) prompt\b|\bprompt (?:id|name|key|path|file|type|version|text color|url|label|title|style|prefix|suffix|session)\b/,
  },
];

const opening = String.raw`(?:^|[.!?:;\n"'\x60>#*-]\s*)`;
const directive =
  'summari[sz]e|translate|write|generate|create|classify|extract|answer|analy[sz]e|rewrite|explain|identify|determine|evaluate|describe|list|provide|produce|respond|reply|return|output|compose|act|imagine|suppose|consider|complete|rate|score|convert|assess|review|compare|decide|paraphrase|imitate|think|use|read|given';

/** Signs in the wording, English and Chinese. */
const wordingSigns: readonly Sign[] = [
  {
    id: 'addresses-the-model',
    weight: 4,
    pattern:
      /\byou(?:'re| are| will be)(?: now)? (?:an?|the|going|given|playing|acting|tasked|provided|asked|expected|presented|responsible)\b|\byou are [A-Z]\w+|\b(?:act|behave|respond|answer) as (?:an?|if|the)\b|\byour (?:task|job|role|goal|objective|mission|purpose) (?:is|will|here)\b|\bas an? (?:ai|expert|assistant|professional|experienced|helpful|senior|world)\b|\bi want you to\b|\bassume the role\b|\blet's play\b/i,
  },
  {
    id: 'addresses-the-model-zh',
    weight: 4,
    pattern:
      /你(?:是|现在是|将|需要|的任务|的职责|的目标|扮演)|请(?:扮演|你|根据|将|用|以|按|对|从|把|为|给|仅|只|直接|分析|总结|回答|翻译|生成|输出|判断|提取|帮)|作为(?:一个|一名|一位)|(?:以下|下面|下列)(?:是|的|内容|文本)|(?:输出|返回)(?:格式|结果|为|一个|JSON|json)/,
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
      /\b(?:respond|reply|answer|return|output)(?: only| just| strictly)? (?:with|in|using|only|as|a|the)\b|\bonly (?:respond|return|output|reply|answer|use)\b|\bJSON (?:object|array|format|list)\b|\b(?:in|as|valid) JSON\b|\bdo not (?:include|add|use|answer|make|provide|mention|repeat|explain|output)\b|\bdon't (?:make|include|add|try|mention|answer)\b|\bno more than \d+ (?:words|sentences)\b|\bin (?:one|\d+|a few) (?:words?|sentences?|paragraphs?|bullet)\b|不要|只(?:输出|返回|回答|需)|格式如下/i,
  },
  {
    id: 'refers-to-input',
    weight: 3,
    pattern:
      /\b(?:the )?(?:following|given|above|below|provided|context|user(?:'s)?) (?:text|context|question|query|document|sentence|passage|conversation|article|code|information|content|data|transcript|input|message|pieces|instructions?|examples?|summary|list|json|review|email|request|prompt|description|chat)\b|\bbased on (?:the|this|these|your)\b|\bgiven (?:the|a|an|this)\b|\bhere (?:is|are) (?:the|an?|some)\b|根据/i,
  },
  {
    id: 'opens-with-a-directive',
    weight: 2,
    pattern: new RegExp(
      `^\\W*(?:please |now |then )?(?:${directive})\\b(?! (?:is|was|of|failed|not)\\b)`,
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

/** Signs that a text is made for something else than a language model. */
const otherSigns: readonly Sign[] = [
  {
    id: 'sql',
    weight: -8,
    pattern:
      /^\s*(?:--[^\n]*\n\s*)*(?:(?:select|with)\b[\s\S]*\bfrom\b|(?:insert\s+into|update\s+\S+\s+set|delete\s+from|create\s+(?:or\s+replace\s+)?(?:temp\w*\s+)?(?:table|index|view|function|extension|trigger|database)|alter\s+table|drop\s+table|match\s*\(|merge\s*\())/i,
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
      /^\s*(?:[.#]?[\w-]+\s*\{[^}]*:[^}]*;|@media\b|#!\/|import \w+|from \w+ import|def \w+\(|function \w+\(|const \w+ =|var \w+ =|package \w+;?$|#include|(?:sudo|apt-get|pip install|npm (?:i|install|run)|curl|git clone|docker) )/im,
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
      /^\s*(?:dear|hi|hello) [^\n]{0,40},\s*\n[\s\S]*(?:regards|sincerely|cheers|thanks|thank you|unsubscribe|team)\b/i,
  },
  {
    id: 'licence',
    weight: -9,
    pattern:
      /\blicensed under\b|\ball rights reserved\b|\bpermission is hereby granted\b|\bwithout warrant(?:y|ies)\b/i,
  },
  {
    id: 'address',
    weight: -6,
    pattern:
      /^\s*(?:https?:\/\/|\.{0,2}\/[\w./-]+$|[\w-]+(?:\/[\w.-]+)+$|[\w.-]+\.(?:txt|md|json|ya?ml|py|ts|js)$)/i,
  },
  { id: 'pattern', weight: -6, pattern: /^\^.*\$$|\(\?[:=!<]|\\[dws][+*]|\[\^?[a-z0-9]-[a-z0-9]/ },
];

const roleless: Verdict = { confidence: 0, role: 'user', signs: [] };

/** Judges a text by its name and its wording; each sign found counts once. */
export function judgeNamedText({ name, via, scope, text }: NamedText): Verdict {
  const body = text.trim();
  if (letterCount(body) < 20) return roleless;
  const label = words(name);
  const inName = signsIn(nameSigns, label);
  const isDoc = via === 'property' && /\bproperties\b|\bparameters\b/.test(words(scope));
  const wording = signsIn(wordingSigns, body);
  const others = signsIn(otherSigns, body);
  const nameScore = sum(inName);
  const wordScore = sum(wording) + lengthWeight(body);
  const running = sentenceLike(body);
  const total = nameScore * 1.5 + wordScore + sum(others) + (running ? 1 : 0) - (isDoc ? 4 : 0);
  const needed = thresholdFor(inName, via);
  const plain = nameScore >= 3 && running && letterCount(body) >= 60;
  if (wording.length === 0 && !plain) return roleless;
  const confidence = Math.max(0, Math.min(0.95, 0.5 + (total - needed) / 12));
  return {
    confidence,
    role: roleFor(label, body),
    signs: [...inName, ...wording, ...others].map(({ id }) => id),
  };
}

/** A name that says prompt needs little from the wording; an unspoken one needs all of it. */
function thresholdFor(inName: readonly Sign[], via: NamedText['via']): number {
  if (inName.some(({ id }) => id === 'says-prompt')) return 5.5;
  if (inName.some(({ weight }) => weight >= 2)) return 6;
  return via === 'argument' || via === 'return' ? 9.5 : 8.5;
}

function signsIn(signs: readonly Sign[], text: string): readonly Sign[] {
  const sample = text.length > 6000 ? `${text.slice(0, 4000)}\n${text.slice(-2000)}` : text;
  return signs.filter(({ pattern }) => pattern.test(sample));
}

function sum(signs: readonly Sign[]): number {
  return signs.reduce((total, { weight }) => total + weight, 0);
}

/** Long running text under a likely name is seldom anything else; a Han character says about as much as three letters. */
function lengthWeight(text: string): number {
  const length = letterCount(text);
  return length > 400 ? 2 : length > 120 ? 1 : 0;
}

function letterCount(text: string): number {
  return text.length + 2 * (text.match(/\p{Script=Han}/gu)?.length ?? 0);
}

function sentenceLike(text: string): boolean {
  return (text.match(/[\p{L}']+\s/gu)?.length ?? 0) >= 5 || /\p{Script=Han}{8}/u.test(text);
}

function roleFor(name: string, text: string): Role {
  if (/\bsystem\b|\bsys\b|\binstructions?\b|\bpersona\b|\bbackstory\b|\bpreamble\b/.test(name))
    return 'system';
  if (/\buser\b|\bhuman\b|\bquestion\b|\bquery\b/.test(name)) return 'user';
  return /^\s*(?:you are|你是|act as)/i.test(text) && !/\{\w*\}/.test(text) ? 'system' : 'user';
}

function words(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_.$-]+/g, ' ')
    .toLowerCase();
}

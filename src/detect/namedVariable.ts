import type { Role } from '../prompt/types.ts';
import { type Around, allAround, lastName } from './facts.ts';
import type { Binding } from './languages/types.ts';
import { splitName } from './modelMentions.ts';
import {
  isPromptByHead,
  nameSigns,
  opensForTheModel,
  otherSigns,
  type Sign,
  tellsPeople,
  wordingSigns,
} from './promptSigns.ts';

/** A text, the name it is bound to, and what stands around that. */
export interface NamedText {
  readonly name: string;
  readonly via: Binding['via'] | 'none';
  readonly scope: string;
  readonly around: Around | undefined;
  /** The file's path in the workspace. */
  readonly path: string;
  /** True where the file has to do with language models. */
  mentionsModel(): boolean;
  readonly text: string;
}

/** How sure it is that the text is a prompt, 0 to 1, and which signs say so. */
export interface Verdict {
  readonly confidence: number;
  readonly role: Role;
  readonly signs: readonly string[];
}

const roleless: Verdict = { confidence: 0, role: 'user', signs: [] };

/** Calls that ask or tell a person at the screen something, or declare an option or field of theirs. */
const dialogueCall =
  /^(?:show\w*|input|question|ask\w*|confirm|prompt|select|option|Option|Argument|add_?argument|addOption|getpass|inquirer|enquirer|text|print|log|warn|error|info|debug|Error|\w+Error|\w+Exception|describe|Field|toast|alert)$/;

/** Judges a text by its name, its place and its wording; each sign found counts once. */
export function judgeNamedText({ name, via, scope, around, path, mentionsModel, text }: NamedText): Verdict {
  const body = text.trim();
  if (letterCount(body) < 20 || isOneQuestion(name, via, body) || isInputCue.test(text)) return roleless;
  const label = splitName(name);
  if (isStandIn.test(label)) return roleless;
  if (isShownInAField.test(label)) return roleless;
  if (isToldToPeople(label, around) && !opensForTheModel.test(body)) return roleless;
  const place = via === 'variable' && placeSaysPrompt(scope, path);
  const inName = signsOfName(label, body, place || holderSaysPrompt(around));
  const isDoc = via === 'property' && /\bproperties\b|\bparameters\b/.test(splitName(scope));
  const inDialogue = (via === 'property' || via === 'argument') && standsInDialogue(around);
  const wording = signsIn(wordingSigns, body);
  const others = signsIn(otherSigns, body);
  const nameScore = sum(inName);
  const wordScore = sum(wording) + lengthWeight(body);
  const running = sentenceLike(body);
  const against = sum(others) - (isDoc ? 4 : 0) - (inDialogue ? 6 : 0);
  const saysBoth = has(inName, 'says-prompt') && has(wording, 'addresses-the-model');
  const total =
    nameScore * 1.5 + wordScore + (saysBoth ? Math.max(-3, against) : against) + (running ? 1 : 0);
  const needed = thresholdFor(inName, via, has(wording, 'addresses-the-model') || /\{\{/.test(body));
  const given = via === 'property' || via === 'argument';
  const plain =
    has(inName, 'says-prompt') && nameScore >= 3 && running && (!given || letterCount(body) >= 60);
  if (wording.length === 0 && !plain) return roleless;
  if (has(inName, 'holder-says-prompt') && sum(wording) < 2) return roleless;
  const confidence = Math.max(0, Math.min(0.95, 0.5 + (total - needed) / 12));
  if (confidence < 0.5) return roleless;
  if (!place && !speaksForItself(label, given, body) && !mentionsModel()) return roleless;
  return {
    confidence,
    role: roleFor(label, body),
    signs: [...inName, ...wording, ...others].map(({ id }) => id),
  };
}

/** Holes of any notation: what a program fills in is seldom told to people under the name of a prompt. */
const hole = /\{\{?\s*[\w.]*\s*\}?\}|%s|%\(\w+\)s|<[a-z_]+>/;

/** Names that forms, games and terminals use as well. */
const bareName =
  /^(?:prompts?|system|instructions?|task|message|question|content|text|system message|guidelines?)$/;

/**
 * True where a text tells a model what to do though nothing else in its file speaks of models: it opens for one, or has holes,
 * and says what to do with them or what to answer.
 */
function speaksForItself(label: string, given: boolean, body: string): boolean {
  const found = signsIn(wordingSigns, body);
  const asks = wantsOnly.test(body) || tellingSigns.some((id) => has(found, id)) || pointsAtInput.test(body);
  const opens = opensForTheModel.test(body);
  const isFilled = hole.test(body);
  if (given && bareName.test(label)) return asks && (opens || isFilled);
  if (isPromptByHead(label)) return opens || asks || (isFilled && has(found, 'gives-directives'));
  return isFilled ? opens || asks || sum(found) >= 4 : opens && (asks || body.length > 240);
}

const tellingSigns = ['refers-to-input', 'labels-turns', 'names-an-assistant', 'reasons'];
const telling = [...tellingSigns, 'addresses-the-model'];

/** An order about something that comes with it. */
const pointsAtInput =
  /^\W*(?:\w+ly )?[a-z]+\b[^.\n]{0,60}\b(?:following|given|provided)\b|^\W*[a-z]+\b[^.\n]{0,60}\b(?:text|passage|article|document|input|code) (?:below|above)\b/i;

/** An order about the form of the answer that nobody gives a person. */
const wantsOnly =
  /\b(?:return|output|respond|reply|answer)\b[^.\n]{0,40}\b(?:only|just|exactly|strictly|json)\b|\bonly (?:return|output|respond|reply|answer)\b|(?:只|仅)(?:输出|返回|回答)|不要(?:解释|输出)/i;

/** True for a text whose wording alone says that it is for a model. */
export function addressesAModel(text: string): boolean {
  const body = text.trim();
  const found = signsIn(wordingSigns, body);
  const says = (id: string) => has(found, id);
  return opensForTheModel.test(body) || wantsOnly.test(body) || telling.some(says);
}

/** What a test expects, or gives in the place of something else. */
const isStandIn = /^(?:expected|mock|fake|stub|dummy)\b/;

/** A question of one line with the cursor behind it. */
const isInputCue =
  /^\s*(?:what|which|who|where|when|how|do|does|did|are|is|would|can|enter|type|your)\b[^\n{}]*[:?]\s$/i;

/** A field shows such a text as what might be written into it, in the words of a prompt if that is what it takes. */
const isShownInAField = /\b(?:placeholders?|tooltips?|hints?|captions?)$/;

/** A text that is called or kept as a word of the interface: its wording may well be about prompts. */
function isToldToPeople(label: string, around: Around | undefined): boolean {
  if (tellsPeople.test(label)) return true;
  for (const { kind, name } of allAround(around)) {
    if (kind === 'binding' && tellsPeople.test(splitName(lastName(name)))) return true;
  }
  return false;
}

/** A property or argument that is a single short question or the words before an input field asks a person. */
function isOneQuestion(name: string, via: NamedText['via'], body: string): boolean {
  if (via !== 'property' && via !== 'argument') return false;
  if (!/(?:prompt|message|question)$/i.test(name)) return false;
  return body.length < 160 && /^[^.!?{}\n]+[?？:：]$/.test(body);
}

function standsInDialogue(around: Around | undefined): boolean {
  for (const { kind, name } of allAround(around))
    if (kind === 'call') return dialogueCall.test(lastName(name));
  return false;
}

const bareSystem = /^(?:\w+ )?(?:system(?: (?:template|role|context))?|role description|identity|sys)$/;

function signsOfName(label: string, body: string, held: boolean): readonly Sign[] {
  const opens = opensForTheModel.test(body);
  const own = signsIn(nameSigns, label).filter(({ id }) => {
    if (id === 'names-something-else') return !isPromptByHead(label);
    if (id === 'names-a-text-for-people') return !(held || isPromptByHead(label));
    // A prefix or a name of a terminal's prompt addresses nobody.
    return id !== 'prompt-of-a-terminal' || !opens;
  });
  if (has(own, 'says-prompt') || has(own, 'says-instructions')) return own;
  if (bareSystem.test(splitName(lastName(label))) && addressesTheModel(body))
    return [...own, { id: 'says-prompt', weight: 2, pattern: bareSystem }];
  return held && !has(own, 'names-something-else') ? [...own, holderSign] : own;
}

function addressesTheModel(body: string): boolean {
  const wording = signsIn(wordingSigns, body);
  return ['addresses-the-model', 'addresses-the-model-zh', 'instructs-the-reader'].some((id) =>
    has(wording, id),
  );
}

const holderSign: Sign = { id: 'holder-says-prompt', weight: 2, pattern: /prompts?/ };

/** `PROMPTS = { short: '…' }`: the name of the holder says what its entries are. */
function holderSaysPrompt(around: Around | undefined): boolean {
  for (const { kind, name } of allAround(around)) {
    if (kind === 'call') return false;
    const label = splitName(lastName(name));
    const signs = signsIn(nameSigns, label);
    if (has(signs, 'prompt-of-a-terminal') || /^(?:properties|parameters)$/.test(label)) return false;
    if (has(signs, 'says-prompt')) return isPromptByHead(label) || !has(signs, 'names-something-else');
  }
  return false;
}

/** A class or a module of prompts: `class ReviewPrompts`, `prompts.py`, `prompts/review.ts`. */
function placeSaysPrompt(scope: string, path: string): boolean {
  if (scope !== '') return isPromptByHead(splitName(lastName(scope)));
  return /(?:^|\/)prompts?\/[^/]*$|(?:^|\/)(?:[\w-]*[_-])?prompts\.\w+$/i.test(path);
}

function has(signs: readonly Sign[], id: string): boolean {
  return signs.some((sign) => sign.id === id);
}

/** A name that says prompt needs little from the wording; an unspoken one needs all of it. */
function thresholdFor(inName: readonly Sign[], via: NamedText['via'], isAddressed: boolean): number {
  if (has(inName, 'says-prompt')) return 5.5;
  // Instructions may be for people too: without a word to the model or a hole the wording has to say more.
  if (has(inName, 'says-instructions') && !isAddressed) return 7;
  if (inName.some(({ weight }) => weight >= 2)) return 6;
  return via === 'argument' || via === 'return' ? 9.5 : 8.5;
}

function signsIn(signs: readonly Sign[], text: string): readonly Sign[] {
  const sample = text.length > 6000 ? `${text.slice(0, 4000)}\n${text.slice(-2000)}` : text;
  const found = signs.filter(({ pattern }) => pattern.test(sample));
  return found.filter(({ id }, index) => found.findIndex((other) => other.id === id) === index);
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

import { CallOrigin } from './callOrigin.ts';
import { callSettings } from './callSettings.ts';
import type { Filling } from './codecs/_templateFields.ts';
import {
  type Draft,
  type DraftMessage,
  hasWords,
  type Located,
  ownLetters,
  titleOf,
  variantsOf,
} from './drafts.ts';
import { allAround, type Fact, lastName } from './facts.ts';
import { type FactTable, mentionKey } from './factTable.ts';
import { fillTemplate, isTemplate } from './fillTemplate.ts';
import { uniqueHoleNames } from './languages/_compose.ts';
import { MessageReader } from './messageReader.ts';
import type { Modules } from './modules.ts';
import { addressesAModel, judgeNamedText } from './namedVariable.ts';
import type { NameReader } from './names.ts';
import { goesElsewhere } from './otherServer.ts';
import { modelPlace, readSettings } from './settings.ts';
import { decoratedRole, type KnownCall, knownCallsOf, readSinkCall } from './sinkCalls.ts';
import { type CallValue, type TextValue, textOf, type Value } from './values.ts';

/** Drafts of one fact and the keys whose facts they depend on. */
export interface Resolution {
  readonly drafts: readonly Draft[];
  readonly keys: ReadonlySet<string>;
}

const nothing: Resolution = { drafts: [], keys: new Set() };
/** Below this many characters, text that reaches no known call is no prompt. */
const shortestFragment = 20;

/** Reads the prompts of one fact, following names through the table. */
export function resolveFact(
  fact: Fact,
  table: FactTable,
  modules: Modules,
  checkTime: () => void,
): Resolution {
  const reader = new MessageReader(table, modules, checkTime, fact.kind !== 'call');
  const { keys } = reader.names;
  const file: OwnFile = {
    path: table.file.path,
    mentionsModel() {
      keys.add(mentionKey);
      return table.mentionsModel;
    },
  };
  const drafts = draftsOf(fact, reader, file);
  return drafts.length === 0 && keys.size === 0 ? nothing : { drafts, keys };
}

/** What the file around a fact says of all its texts. */
interface OwnFile {
  readonly path: string;
  /** True where it has to do with language models; the answer is noted as something the drafts depend on. */
  mentionsModel(): boolean;
}

function draftsOf(fact: Fact, reader: MessageReader, file: OwnFile): readonly Draft[] {
  switch (fact.kind) {
    case 'call':
      return sinkDrafts(fact, reader);
    case 'messages':
      return arrayDrafts(fact, { fact, value: fact.value }, 2, reader, file);
    case 'import':
    case 'mention':
    case 'flow':
      return [];
    case 'binding':
      return [
        ...(fact.value.kind === 'list'
          ? arrayDrafts(fact, { fact, value: fact.value }, 1, reader, file)
          : []),
        ...(decoratedDrafts(fact, reader) ?? namedDrafts(fact, filledElsewhere(fact, reader), reader, file)),
      ];
  }
}

function sinkDrafts(fact: Fact, reader: MessageReader): readonly Draft[] {
  const { value } = fact;
  if (value.kind !== 'call') return [];
  const origin = new CallOrigin(fact, reader.names);
  for (const known of knownCallsOf(fact, origin)) {
    const drafts = sinkCallDrafts(fact, value, known, origin, reader);
    if (drafts.length > 0) return drafts;
  }
  return [];
}

function sinkCallDrafts(
  fact: Fact,
  value: CallValue,
  known: KnownCall,
  origin: CallOrigin,
  reader: MessageReader,
): readonly Draft[] {
  const {
    sink: { id, sdk, isOwn },
    call,
    lone,
  } = known;
  const all = readSinkCall({ fact, value }, known, origin, reader) ?? [];
  const messages = isOwn ? all.filter(isLongEnough) : all;
  const texts = messages.filter(hasWords);
  if (texts.length === 0 || (lone && texts.every(isReply))) return [];
  const parsedBy = reader.readerAfter(fact);
  const { named, isElsewhere } = callSettings({ fact, value }, call, origin, reader.names);
  const model = modelPlace(named, reader.names);
  const shared = {
    origin: id,
    sdk,
    symbol: fact.scope || lastName(fact.name),
    title: fact.scope || titleOf(messages),
    settings: {
      ...readSettings(named, reader.names),
      ...(isElsewhere || goesElsewhere(named, fact, reader.names) ? { otherServer: true as const } : {}),
    },
    ...(model === undefined ? {} : { modelPlace: model }),
    ...(parsedBy === undefined ? {} : { parsedBy }),
    confidence: isOwn ? 0.8 : 0.98,
    fact,
    rank: lone ? 1 : 0,
  };
  return variantsOf(messages).map((variant) => ({ ...shared, messages: systemFirst(variant) }));
}

/** A name of a model or a path is no message. */
function isLongEnough(message: DraftMessage): boolean {
  return !hasWords(message) || lettersIn([message]) >= shortestFragment;
}

/** What a model or a tool has said asks nothing of a model. */
function isReply({ role }: Pick<DraftMessage, 'role'>): boolean {
  return role === 'assistant' || role === 'tool';
}

function systemFirst(messages: readonly DraftMessage[]): readonly DraftMessage[] {
  return messages.toSorted((a, b) => Number(b.role === 'system') - Number(a.role === 'system'));
}

function arrayDrafts(
  fact: Fact,
  located: Located,
  rank: number,
  reader: MessageReader,
  file: OwnFile,
): readonly Draft[] {
  if (!mayReachAModel(fact)) return [];
  const additions = fact.kind === 'binding' ? reader.additionsTo(fact) : [];
  const messages = [...reader.readArray(located), ...additions];
  if (lettersIn(messages) < shortestFragment) return [];
  const texts = messages.filter(hasWords);
  if (texts.every(isReply)) return [];
  if (!texts.some(isForAModel) && !isRequest(messages) && !file.mentionsModel()) return [];
  const symbol = fact.kind === 'binding' ? scoped(fact) : fact.scope || 'messages';
  const confidence = confidenceOf(fact, texts);
  return [{ origin: 'message-array', symbol, title: symbol, messages, settings: {}, confidence, fact, rank }];
}

/** Chat rooms and databases have roles and contents too: without a word about models the text itself has to address one. */
function isForAModel({ role, content: { value } }: DraftMessage): boolean {
  return !isReply({ role }) && value.kind === 'text' && addressesAModel(textOf(value));
}

/** An instruction, and then what a program asks with it. */
function isRequest(messages: readonly DraftMessage[]): boolean {
  const isFilled = ({ content: { value } }: DraftMessage) =>
    value.kind !== 'text' || value.pieces.some(({ kind }) => kind === 'hole');
  return (
    messages[0]?.role === 'system' && messages.some((message) => message.role === 'user' && isFilled(message))
  );
}

/** Calls and names whose messages are shown, compared or explained rather than sent. */
const elsewhere =
  /^(?:expect|assert\w*|to[A-Z]\w*|use(?:State|Ref|Reducer)|set[A-Z]\w*|(?:open_?api_?)?examples?|json_schema_extra|initial_?messages|expected\w*|fixtures?|mock\w*|roles?|permissions?|users|members)$/i;

/** False where the code around an array says that it is a test's expectation, a window's state or an example. */
function mayReachAModel({ name, around }: Fact): boolean {
  if (elsewhere.test(lastName(name))) return false;
  for (const each of allAround(around)) if (elsewhere.test(lastName(each.name))) return false;
  return true;
}

/** An array that reaches no known call is surest with a system message, or where it is called what SDKs call it. */
function confidenceOf({ name }: Fact, texts: readonly DraftMessage[]): number {
  if (texts.some(({ role }) => role === 'system')) return 0.9;
  return /messages|prompt|conversation/i.test(name) ? 0.8 : texts.length > 1 ? 0.7 : 0.6;
}

/** The text that a function with a sink's decorator returns. */
function decoratedDrafts(fact: Fact, reader: MessageReader): readonly Draft[] | undefined {
  const { around, value, scope } = fact;
  const known =
    fact.via === 'return' && around?.kind === 'decorator' ? decoratedRole(around.name) : undefined;
  if (known === undefined) return undefined;
  const { sink, role } = known;
  const messages = reader.read({ fact, value }, role);
  if (!messages.some(hasWords)) return [];
  const place = { symbol: scope, title: lastName(scope), fact, rank: 0 };
  return [{ origin: sink.id, sdk: sink.sdk, ...place, messages, settings: {}, confidence: 0.98 }];
}

/** A constant whose `.format` is called in the file is a template. */
function filledElsewhere(fact: Fact, { names }: MessageReader): Value {
  const { value, name, via } = fact;
  if (value.kind !== 'text' || (via !== 'variable' && via !== 'property')) return value;
  const [call] = names.under(`${lastName(name)}.format`, fact);
  const values = call?.value.kind === 'filled' ? call.value.values : new Map();
  const filling = call === undefined ? conventionOf(value, names) : 'format';
  return filling === undefined
    ? value
    : { ...value, pieces: uniqueHoleNames(fillTemplate(value.pieces, filling, values)) };
}

/** How a constant that is used in other files only is filled in there. */
function conventionOf({ pieces }: TextValue, { templates }: NameReader): Filling | undefined {
  return templates !== undefined && isTemplate(pieces, templates) ? templates : undefined;
}

function namedDrafts(fact: Fact, value: Value, reader: MessageReader, file: OwnFile): readonly Draft[] {
  const several = value.kind === 'choice' ? value.options : value.kind === 'list' ? value.items : undefined;
  if (several !== undefined) return several.flatMap((each) => namedDrafts(fact, each, reader, file));
  // The content of a message is judged with its role, as part of a message array.
  if (value.kind !== 'text' || (fact.via === 'property' && fact.name === 'content')) return [];
  if (fact.via === 'property' && !mayReachAModel(fact)) return [];
  if (fact.via === 'addition' && reader.names.extendsText(fact)) return [];
  const added = value === fact.value ? reader.names.added(fact, fact) : {};
  const text = [value, ...(added.additions ?? []).map((addition) => addition.value)].map(textOf).join('');
  const verdict = judgeNamedText({ ...fact, ...file, text });
  if (verdict.confidence < 0.5) return [];
  const symbol = scoped(fact);
  const content = reader.names.withConstants({ fact, value });
  const messages: DraftMessage[] = [{ role: verdict.role, content, ...added }];
  return [
    {
      origin: 'named-variable',
      symbol,
      title: lastName(fact.name) || symbol,
      messages,
      settings: {},
      confidence: verdict.confidence,
      fact,
      rank: 3,
    },
  ];
}

function scoped({ scope, name, via }: Fact): string {
  const plain = name.replace(/^(?:self|this|cls)\./, '');
  return scope === '' ? plain : via === 'return' ? scope : `${scope}.${plain}`;
}

/** Letters of the longest text among some messages; of all together where one of them is a system message. */
function lettersIn(messages: readonly DraftMessage[]): number {
  const letters = messages.map(({ content: { value } }) => (value.kind === 'text' ? ownLetters(value) : 0));
  return messages.some(({ role }) => role === 'system')
    ? letters.reduce((sum, count) => sum + count, 0)
    : letters.reduce((most, count) => Math.max(most, count), 0);
}

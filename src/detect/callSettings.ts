import type { CallOrigin } from './callOrigin.ts';
import type { Located } from './drafts.ts';
import { allAround, type Fact, lastName } from './facts.ts';
import { type Made, makersOf } from './makers.ts';
import type { NameReader } from './names.ts';
import { modelNames } from './settings.ts';
import type { SinkCall } from './sinks/types.ts';
import type { CallValue, Value } from './values.ts';

/** Named values that hold for a call, its own arguments first, and whether a maker asks another server than that of the model's maker. */
export interface CallSettings {
  readonly named: ReadonlyMap<string, Located>;
  readonly isElsewhere: boolean;
}

/** What holds for a call: what made the object it is called on was told, what it is given itself, and what its template is piped into. */
export function callSettings(
  located: Located<CallValue>,
  call: SinkCall,
  { makers: above }: CallOrigin,
  names: NameReader,
): CallSettings {
  const makers = call.template === undefined ? above : [...above, ...pipedInto(located.fact, names)];
  const own = settingsOf(located, call, names);
  const all = [...makers.map((made) => settingsOfMade(made, names)), own];
  return {
    named: new Map(all.flatMap(({ named }) => [...named])),
    isElsewhere: all.some(({ isElsewhere }) => isElsewhere),
  };
}

function settingsOfMade({ maker, call }: Made, names: NameReader): CallSettings {
  const settings = settingsOf(call, maker, names);
  return maker.elsewhere ? { ...settings, isElsewhere: true } : settings;
}

/** The settings among a call's arguments: those of a model object it is given, those of its holders, then its own. */
function settingsOf(
  { fact, value }: Located<CallValue>,
  { settings = [], model }: Pick<SinkCall, 'settings' | 'model'>,
  names: NameReader,
): CallSettings {
  const named = new Map(names.fieldsOf({ fact, value: value.named }));
  const first = model === undefined ? undefined : value.positional[model];
  if (first !== undefined && first.kind !== 'record') named.set('model', { fact, value: first });
  const given = [...modelNames, 'llm'].flatMap((name) => {
    const argument = named.get(name);
    const makers = argument === undefined ? [] : makersOf(argument, names);
    if (makers.length > 0) named.delete(name);
    return makers.map((made) => settingsOfMade(made, names));
  });
  const held = settings.flatMap((holder) => {
    const argument = named.get(holder);
    return argument === undefined ? [] : [...fieldsAt(argument, names)];
  });
  return {
    named: new Map([...given.flatMap((each) => [...each.named]), ...held, ...named]),
    isElsewhere: given.some(({ isElsewhere }) => isElsewhere),
  };
}

/** The fields of a record, or the named arguments of a call such as `GenerateContentConfig(…)`. */
export function fieldsAt(located: Located, names: NameReader): ReadonlyMap<string, Located> {
  const { fact, value } = located.value.kind === 'call' ? located : (names.made(located) ?? located);
  if (value.kind === 'record') return names.fieldsOf({ fact, value });
  return value.kind === 'call' ? names.fieldsOf({ fact, value: value.named }) : new Map();
}

/** What made the model that a template is piped into, where it stands or by its name: `prompt | llm`, `prompt.pipe(llm)`. */
function pipedInto(fact: Fact, names: NameReader): readonly Made[] {
  const bound = [...allAround(fact.around)].find(({ kind }) => kind === 'binding')?.name;
  const inPlace = names
    .under(`${lastName(fact.name)}.pipe`, fact)
    .find(({ start, end }) => start <= fact.start && fact.end <= end);
  const byName =
    bound === undefined
      ? []
      : names.under(`${lastName(bound)}.pipe`, fact).filter(({ scope }) => seesScope(scope, fact.scope));
  for (const pipe of inPlace === undefined ? byName : [inPlace]) {
    const model: Value | undefined = pipe.value.kind === 'call' ? pipe.value.positional[0] : undefined;
    const makers = model === undefined ? [] : makersOf({ fact: pipe, value: model }, names);
    if (makers.length > 0) return makers;
  }
  return [];
}

/** True for a scope in or beside another one. */
function seesScope(scope: string, other: string): boolean {
  return other === '' || scope === other || scope.startsWith(`${other}.`);
}

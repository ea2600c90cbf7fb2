import { parseArgs } from 'node:util';
import { type Phrase, phrase, type Text } from '../base/text.ts';
import { usageError } from './terminal.ts';
import { texts } from './texts.ts';

/** One option of a command. */
export interface OptionSpec {
  readonly name: string;
  readonly short?: string;
  /** What stands for the value in the help; an option without it is a switch. */
  readonly value?: string;
  readonly multiple?: boolean;
  readonly text: Text;
}

/** What was written after the command, checked against its options. */
export interface Arguments {
  readonly positionals: readonly string[];
  has(name: string): boolean;
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  number(name: string, bounds: Bounds): number | undefined;
}

export interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
  readonly whole?: boolean;
}

/** Reads options and other words. Throws a usage `ProblemError` for an unknown option or a missing value. */
export function parseOptions(argv: readonly string[], specs: readonly OptionSpec[]): Arguments {
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(specs.map((spec) => [spec.name, parserOption(spec)])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = specs.find(({ name }) => name === token.name);
    if (spec === undefined) throw usageError(unknownOption(token.rawName, specs));
    const value = writtenValue(spec, token.value, token.inlineValue === true);
    const earlier = values.get(spec.name) ?? [];
    values.set(spec.name, spec.multiple ? [...earlier, value] : [value]);
  }
  return createArguments(positionals, values);
}

function parserOption({ value, short, multiple }: OptionSpec) {
  return {
    type: value === undefined ? ('boolean' as const) : ('string' as const),
    ...(short === undefined ? {} : { short }),
    ...(multiple === undefined ? {} : { multiple }),
  };
}

function writtenValue(spec: OptionSpec, value: string | undefined, inline: boolean): string {
  const option = `--${spec.name}`;
  if (spec.value === undefined) {
    if (value !== undefined) throw usageError(phrase(texts.noValue, { option }));
    return '';
  }
  if (value === undefined || (!inline && value.startsWith('--'))) {
    throw usageError(phrase(texts.needsValue, { option, example: `${option} ${spec.value}` }));
  }
  return value;
}

function unknownOption(option: string, specs: readonly OptionSpec[]): Phrase {
  const near = nearest(
    option,
    specs.map(({ name }) => `--${name}`),
  );
  return near === undefined
    ? phrase(texts.unknownOption, { option })
    : phrase(texts.unknownOptionNear, { option, near });
}

function createArguments(
  positionals: readonly string[],
  values: ReadonlyMap<string, readonly string[]>,
): Arguments {
  const text = (name: string) => values.get(name)?.at(-1);
  return {
    positionals,
    has: (name) => values.has(name),
    text,
    texts: (name) => values.get(name) ?? [],
    number: (name, bounds) => {
      const written = text(name);
      return written === undefined ? undefined : numberOf(name, written, bounds);
    },
  };
}

function numberOf(name: string, written: string, { minimum, maximum, whole = false }: Bounds): number {
  const value = written.trim() === '' ? Number.NaN : Number(written);
  if (value >= minimum && value <= maximum && (!whole || Number.isInteger(value))) return value;
  const kind = whole ? texts.wholeNumber : texts.anyNumber;
  throw usageError(phrase(kind, { option: `--${name}`, minimum, maximum, written }));
}

/** The candidate that differs by at most two letters added, dropped, changed or swapped. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const scored = candidates.map((candidate) => ({ candidate, distance: editDistance(word, candidate) }));
  return scored.sort((a, b) => a.distance - b.distance).find(({ distance }) => distance <= 2)?.candidate;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...a].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...b].entries()) {
      const change = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(change, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

import type { Fact } from './facts.ts';

/** What a piece of code speaks of, literals apart. */
export interface Spoken {
  /** Dotted paths: `reply.choices[0].message` reads as `reply.choices.message`, `clean(reply).text` as `clean` and `reply.text`. */
  readonly paths: readonly string[];
  /** Those that are called. */
  readonly calls: readonly string[];
}

/** Longer code is a table or a prompt; what it hands on stands at its beginning. */
const longest = 2000;
const literal =
  /'''[\s\S]*?'''|"""[\s\S]*?"""|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`/g;
const token =
  /(\??\.\s*)?(?<![\w$])([\p{L}_$][\p{L}\p{N}_$]*)(\s*\()?(?!\s*=(?![=>]))(?!(?<=[{,]\s*[\w$]+)\s*:)/gu;

/** Reads the names out of code by their look alone, which costs a fraction of reading its tree. */
export function spokenIn(code: string): Spoken {
  const paths: string[] = [];
  const calls: string[] = [];
  const bare = code.slice(0, longest).replace(literal, '""');
  for (const [, dot, name = '', call] of bare.matchAll(token)) {
    const owner = dot === undefined ? undefined : paths.pop();
    const path = owner === undefined ? name : `${owner}.${name}`;
    paths.push(path);
    if (call !== undefined) calls.push(path);
  }
  return { paths: [...new Set(paths)], calls };
}

/** The names of parameters, types apart. */
export function parametersIn(code: string): readonly string[] {
  return spokenIn(code.replace(/:\s*[^,=)}]+/g, '').replace(/=[^,=)}]*/g, '')).paths;
}

/** True where two lists of flows say the same, wherever they stand. */
export function sameFlows(a: readonly Fact[], b: readonly Fact[]): boolean {
  return a.length === b.length && a.map(said).join('\n') === b.map(said).join('\n');
}

function said({ name, value }: Fact): string {
  if (value.kind !== 'flow') return name;
  const { targets, sources, calls, column } = value;
  return [name, targets, sources, calls, column].join(';');
}

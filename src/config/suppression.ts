import { createLineMap } from '../base/lineMap.ts';

/** Says whether a rule is silenced on a zero-based line of the file. */
export type Suppressions = (ruleId: string, line: number) => boolean;

type Syntax = 'hash' | 'slash' | 'markup' | 'mustache' | 'jinja';

/**
 * How comments are written, by VS Code's language id. Several syntaxes where a file mixes them: a Markdown prompt file has
 * `#` in its front matter and `<!-- -->` in its body; the last one is written. In the body of plain text a `#` line is text
 * for the model, but a line that holds nothing but the directive is unmistakable, so it counts. JSON has no comments: there
 * a rule is switched off in the settings.
 */
const syntaxes: Readonly<Record<string, readonly Syntax[]>> = {
  python: ['hash'],
  yaml: ['hash'],
  typescript: ['slash'],
  typescriptreact: ['slash'],
  javascript: ['slash'],
  javascriptreact: ['slash'],
  markdown: ['hash', 'markup'],
  prompt: ['hash', 'markup'],
  instructions: ['hash', 'markup'],
  chatagent: ['hash', 'markup'],
  skill: ['hash', 'markup'],
  dotprompt: ['hash', 'mustache'],
  prompty: ['hash', 'jinja'],
  plaintext: ['mustache', 'jinja', 'markup', 'hash'],
  json: [],
  jsonl: [],
};
const anySyntax: readonly Syntax[] = ['mustache', 'jinja', 'markup', 'hash'];

const directive = '[ \\t]*prompt-quorum-disable-(next-line|line|file)\\b([^\\r\\n]*?)[ \\t]*';
const patterns: Readonly<Record<Syntax, string>> = {
  hash: `#${directive}$`,
  slash: `(?://${directive}$|/\\*${directive}\\*/)`,
  markup: `<!--${directive}-->`,
  mustache: `\\{\\{!(?:--)?${directive}(?:--)?\\}\\}`,
  jinja: `\\{#-?${directive}-?#\\}`,
};

/**
 * Reads the suppression comments of a file: `prompt-quorum-disable-next-line`, `-line` and `-file`, each followed by the ids
 * of the rules it silences (spaces or commas between them) or by none for all. What follows ` -- ` is a reason.
 */
export function suppressions(text: string, languageId: string): Suppressions {
  if (!text.includes('prompt-quorum-disable-')) return () => false;
  const map = createLineMap(text);
  const silenced = new Map<number | 'file', Set<string>>();
  for (const { scope, ids, index } of directives(text, syntaxes[languageId] ?? anySyntax)) {
    const { line } = map.positionAt(index);
    const key = scope === 'file' ? scope : scope === 'line' ? line : line + 1;
    silenced.set(key, new Set([...(silenced.get(key) ?? []), ...ids]));
  }
  const covers = (key: number | 'file', ruleId: string) => {
    const ids = silenced.get(key);
    return ids !== undefined && (ids.has(ruleId) || ids.has('*'));
  };
  return (ruleId, line) => covers('file', ruleId) || covers(line, ruleId);
}

function directives(text: string, allowed: readonly Syntax[]) {
  return allowed.flatMap((syntax) =>
    [...text.matchAll(new RegExp(patterns[syntax], 'gm'))].map((match) => {
      const [scope = '', rest = ''] = match.slice(1).filter((group) => group !== undefined);
      const ids = rest
        .replace(/(?:^|\s)--(?:\s.*)?$/, '')
        .split(/[\s,，]+/)
        .filter((id) => id !== '');
      return { scope, ids: ids.length === 0 ? ['*'] : ids, index: match.index };
    }),
  );
}

/**
 * The comment that silences one rule, on the line after it or in the whole file, in the syntax of the file at that place;
 * `undefined` where the language has no comments.
 */
export function suppressionComment(
  ruleId: string,
  languageId: string,
  scope: 'next-line' | 'file' = 'next-line',
): string | undefined {
  const body = `prompt-quorum-disable-${scope} ${ruleId}`;
  switch ((syntaxes[languageId] ?? anySyntax).at(-1)) {
    case 'slash':
      return `// ${body}`;
    case 'markup':
      return `<!-- ${body} -->`;
    case 'mustache':
      return `{{! ${body} }}`;
    case 'jinja':
      return `{# ${body} #}`;
    case 'hash':
      return `# ${body}`;
    case undefined:
      return undefined;
  }
}

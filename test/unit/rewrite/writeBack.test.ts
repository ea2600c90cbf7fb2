import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { applyPlacedEdits } from '../../../src/prompt/edit.ts';
import { PythonOracle } from '../detect/pythonOracle.ts';
import { edited, firstPrompt, withMarks } from '../detect/support.ts';
import { readByCompiler } from '../detect/typescriptOracle.ts';
import { propose, rewriteCasesWithModel } from './support.ts';

const hole = /\{\{(\w+)\}\}/g;

/** How a file writes a text in which `{{name}}` is a hole. */
interface Notation {
  readonly path: string;
  readonly source: (text: string) => string;
  /** Absent where the notation has holes. */
  readonly bare?: true;
}

const lines = (text: string, indent: string) =>
  text.split('\n').map((line) => (line === '' ? '' : indent + line));
const quoted = (text: string) => JSON.stringify(text);
const fields = (text: string) =>
  text
    .split(/(\{\{\w+\}\})/)
    .map((part) =>
      part.startsWith('{{') ? part.slice(1, -1) : part.replaceAll('{', '{{').replaceAll('}', '}}'),
    )
    .join('');
const substitutions = (text: string) => text.replace(hole, '${$1}');
const python = (expression: string) => `client.completions.create(model='gpt-4o', prompt=${expression})\n`;
const typescript = (expression: string) => `await generateText({ prompt: ${expression} });\n`;

const pythonNotations: Readonly<Record<string, Notation>> = {
  'a plain string': { path: 'a.py', source: (text) => python(quoted(text)), bare: true },
  'an f-string': { path: 'a.py', source: (text) => python(`f${quoted(fields(text))}`) },
  'a triple quoted f-string': { path: 'a.py', source: (text) => python(`f"""${fields(text)}\n"""`) },
  'adjacent literals': {
    path: 'a.py',
    source: (text) =>
      python(
        `(\n${lines(text, '')
          .map((line) => `    f${quoted(`${fields(line)}\n`)}`)
          .join('\n')}\n)`,
      ),
  },
  'joined parts': {
    path: 'a.py',
    source: (text) =>
      python(
        text
          .split(hole)
          .map((part, index) => (index % 2 === 1 ? part : quoted(part)))
          .join(' + '),
      ),
  },
  'str.format': {
    path: 'a.py',
    source: (text) => {
      const names = [...text.matchAll(hole)].map(([, name]) => `${name}=${name}`);
      return python(`${quoted(fields(text))}.format(${names.join(', ')})`);
    },
  },
  'textwrap.dedent': {
    path: 'a.py',
    source: (text) => python(`textwrap.dedent(f"""\n${lines(fields(text), '    ').join('\n')}\n    """)`),
  },
};

const typescriptNotations: Readonly<Record<string, Notation>> = {
  'a string': { path: 'a.ts', source: (text) => typescript(quoted(text)), bare: true },
  'a template literal': { path: 'a.ts', source: (text) => typescript(`\`${substitutions(text)}\``) },
  'a trimmed template literal': {
    path: 'a.ts',
    source: (text) => typescript(`\`\n${substitutions(text)}\n\`.trim()`),
  },
  'joined lines': {
    path: 'a.ts',
    source: (text) =>
      typescript(
        `[${lines(text, '')
          .map((line) => `\`${substitutions(line)}\``)
          .join(', ')}].join('\\n')`,
      ),
  },
};

const front = '---\nmodel: gpt-4o\n---\n';
const fileNotations: Readonly<Record<string, Notation & { readonly read: (source: string) => string }>> = {
  'a YAML block': {
    path: 'a.prompt.yml',
    source: (text) =>
      `messages:\n  - role: user # asks\n    content: |\n${lines(text, '      ').join('\n')}\n`,
    read: (source) => parse(source).messages[0].content,
  },
  'a quoted YAML scalar': {
    path: 'a.prompt.yml',
    source: (text) => `messages:\n  - role: user\n    content: ${quoted(text)}\n`,
    read: (source) => parse(source).messages[0].content,
  },
  'a prompt file': {
    path: 'a.prompt',
    source: (text) => `${front}${text}\n`,
    read: (source) => source.slice(front.length),
  },
};

/** The file with the technique's offline rewrite written into it, and the text that is then to be read there. */
async function written(id: string, text: string, { path, source, bare }: Notation) {
  const before = source(bare ? text.replace(hole, 'It rained.') : text);
  const prompt = await firstPrompt(path, before);
  const proposal = await propose(id, prompt);
  if ('refused' in proposal) return undefined;
  const [message] = applyPlacedEdits(prompt, proposal.edits).messages;
  assert.ok(message);
  return { after: edited(before, prompt, proposal.edits), message };
}

describe('rewrites, written into the file', () => {
  const all = Object.entries(rewriteCasesWithModel());
  let oracle: PythonOracle | undefined;
  before(() => {
    if (PythonOracle.isAvailable()) oracle = new PythonOracle();
    else console.log('      python3 is not installed: Python’s own parser cannot confirm what was written');
  });
  after(() => {
    oracle?.dispose();
  });

  for (const [id, { text }] of all) {
    /** Without a hole there is nothing to set apart. */
    const offered = ({ bare }: Notation) => !(bare && id === 'delimit-input');

    for (const [title, notation] of Object.entries(pythonNotations).filter(([, each]) => offered(each)))
      it(`${id}: Python reads ${title} as proposed`, async () => {
        const made = await written(id, text, notation);
        assert.ok(made);
        if (oracle !== undefined)
          assert.equal(await oracle.read(made.after), withMarks(made.message), made.after);
      });

    for (const [title, notation] of Object.entries(typescriptNotations).filter(([, each]) => offered(each)))
      it(`${id}: the compiler reads ${title} as proposed`, async () => {
        const made = await written(id, text, notation);
        assert.ok(made);
        assert.equal(readByCompiler(made.after, 'a.ts'), withMarks(made.message), made.after);
      });

    for (const [title, notation] of Object.entries(fileNotations))
      it(`${id}: ${title} holds what was proposed`, async () => {
        const made = await written(id, text, notation);
        assert.ok(made);
        assert.equal(notation.read(made.after).trim(), made.message.text.trim(), made.after);
        assert.match(made.after, /^(?:---\nmodel: gpt-4o\n---\n|messages:\n {2}- role: user)/);
      });
  }
});

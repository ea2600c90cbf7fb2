import assert from 'node:assert/strict';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { createFolder, type Folder } from './folder.ts';
import { assertLines } from './schema.ts';

const code = `from openai import OpenAI
client = OpenAI()
SYSTEM = """You are terse.
Answer in French."""
def ask(topic):
    return client.chat.completions.create(model="m", messages=[
        {"role": "system", "content": SYSTEM},
        {"role": "user", "content": f"Solve problems of 🙂 {topic} briefly."},
    ])
`;
const contradiction = '# Rules\nAlways answer in French. Never answer in French.\n';
const undelimited = 'Summarise the text. {{text}} Keep it short.\n';

describe('terminal', () => {
  let folder: Folder;
  afterEach(() => folder.dispose());
  const read = (name: string) => readFileSync(join(folder.path, name), 'utf8');

  describe('scan', () => {
    it('prints one line per message, with lines and offsets of the literal', async () => {
      folder = createFolder({ 'src/app.py': code, 'notes.txt': 'nothing', 'AGENTS.md': contradiction });
      const outcome = await folder.run(['scan', '--json']);
      assert.equal(outcome.code, 0);
      assertLines(outcome.lines(), 'message');
      const seen = outcome.lines().map(({ path, role, startLine, endLine, holes, start, end }) => {
        const text = read(String(path)).slice(Number(start), Number(end));
        return { path, role, startLine, endLine, holes, text };
      });
      assert.deepEqual(seen, [
        { path: 'AGENTS.md', role: 'system', startLine: 1, endLine: 2, holes: [], text: seen[0]?.text },
        {
          path: 'src/app.py',
          role: 'system',
          startLine: 3,
          endLine: 4,
          holes: [],
          text: '"""You are terse.\nAnswer in French."""',
        },
        {
          path: 'src/app.py',
          role: 'user',
          startLine: 8,
          endLine: 8,
          holes: ['topic'],
          text: 'f"Solve problems of 🙂 {topic} briefly."',
        },
      ]);
      assert.match(seen[0]?.text ?? '', /Always answer in French/);
    });

    it('is readable without --json, in both languages', async () => {
      folder = createFolder({ 'app.py': code });
      const english = await folder.run(['scan', 'app.py']);
      assert.match(english.out, /app\.py:3-4 +system +openai-chat/);
      assert.match(english.err, /2 messages of 1 prompt in 1 file/);
      const chinese = await folder.run(['--lang', 'zh-cn', 'scan', 'app.py']);
      assert.match(chinese.err, /1 个文件的 1 个提示词中有 2 条消息/);
      assert.match((await folder.run(['scan'], { locale: 'zh-cn' })).out, /位置/);
    });

    it('goes on after a path that is not there, and exits with 2', async () => {
      folder = createFolder({ 'app.py': code });
      const outcome = await folder.run(['scan', 'gone.py', 'app.py', '--json']);
      assert.equal(outcome.code, 2);
      assert.equal(outcome.lines().length, 2);
      assert.match(outcome.err, /^gone\.py cannot be read \(no such file\); check the path\.\n$/);
    });

    it('skips binary files with a note, unless they were named', async () => {
      folder = createFolder({ 'good.prompt.txt': 'Say hello.' });
      folder.write('bad.prompt.txt', new Uint8Array([0x41, 0, 0x42]));
      folder.write('latin.prompt.txt', new Uint8Array([0x41, 0xe9, 0x42]));
      const walked = await folder.run(['scan', '--json']);
      assert.equal(walked.code, 0);
      assert.deepEqual(
        walked.lines().map(({ path }) => path),
        ['good.prompt.txt'],
      );
      assert.match(walked.err, /Skipped bad\.prompt\.txt: it is not UTF-8 text\.\nSkipped latin/);
      assert.equal((await folder.run(['scan', 'bad.prompt.txt'])).code, 2);
    });
  });

  describe('lint', () => {
    it('prints findings with one-based columns and exits with 1', async () => {
      folder = createFolder({ 'AGENTS.md': contradiction, 'fine.prompt.txt': 'Say hello.' });
      const outcome = await folder.run(['lint', '--json']);
      assert.equal(outcome.code, 1);
      assertLines(outcome.lines(), 'finding');
      const [finding] = outcome.lines();
      assert.equal(finding?.['ruleId'], 'contradiction');
      const line = read('AGENTS.md').split('\n')[Number(finding?.['startLine']) - 1] ?? '';
      const marked = line.slice(Number(finding?.['startColumn']) - 1, Number(finding?.['endColumn']) - 1);
      assert.equal(marked, 'Never answer in French');
      assert.equal((await folder.run(['lint', 'fine.prompt.txt'])).code, 0);
    });

    it('says it in the reader’s language', async () => {
      folder = createFolder({ 'AGENTS.md': contradiction });
      const { out, err } = await folder.run(['lint', '--lang=zh-cn']);
      assert.match(out, /AGENTS\.md:2:26 警告 .*\p{Script=Han}/u);
      assert.match(err, /个提示词中有 1 个问题/);
    });

    it('takes severities by rule', async () => {
      folder = createFolder({ 'AGENTS.md': contradiction });
      const off = await folder.run(['lint', '--json', '--rule', 'contradiction=off']);
      assert.deepEqual([off.code, off.out], [0, '']);
      const error = await folder.run(['lint', '--json', '--rule', 'contradiction=error']);
      assert.equal(error.lines()[0]?.['severity'], 'error');
      const wrong = await folder.run(['lint', '--rule', 'nonsense=off']);
      assert.equal(wrong.code, 2);
      assert.match(wrong.err, /--rule takes one of .*contradiction/);
      assert.equal((await folder.run(['lint', '--rule', 'contradiction=loud'])).code, 2);
    });

    it('applies safe fixes, keeps mode, line ends and byte order mark, and is done after one call', async () => {
      folder = createFolder();
      folder.write('sum.prompt.txt', `\ufeff${undelimited.replaceAll('\n', '\r\n')}`);
      chmodSync(join(folder.path, 'sum.prompt.txt'), 0o640);
      const before = await folder.run(['lint', '--json']);
      assert.deepEqual(
        before.lines().map(({ ruleId }) => ruleId),
        ['undelimited-input'],
      );
      const fixed = await folder.run(['lint', '--fix', '--json']);
      assert.deepEqual([fixed.code, fixed.out], [0, '']);
      assert.match(fixed.err, /Fixed sum\.prompt\.txt/);
      const text = read('sum.prompt.txt');
      assert.ok(text.startsWith('\ufeffSummarise the text.') && text.endsWith('Keep it short.\r\n'), text);
      assert.equal(statSync(join(folder.path, 'sum.prompt.txt')).mode & 0o777, 0o640);
      const again = await folder.run(['lint', '--fix']);
      assert.equal(again.code, 0);
      assert.equal(read('sum.prompt.txt'), text);
    });

    it('leaves alone what a comment silences', async () => {
      const prompt = 'PROMPT = f"Summarise the text. {text} Keep it short."\n';
      const silenced = `# prompt-quorum-disable-next-line undelimited-input\n${prompt}`;
      folder = createFolder({ 'a.py': silenced, 'b.py': prompt });
      assert.equal((await folder.run(['lint', 'b.py'])).code, 1);
      assert.equal((await folder.run(['lint', 'a.py', '--fix'])).code, 0);
      assert.equal(read('a.py'), silenced);
    });
  });

  describe('rewrite', () => {
    it('prints a diff and leaves the file alone', async () => {
      folder = createFolder({ 'app.py': code });
      const { code: exit, out, err } = await folder.run(['rewrite', 'app.py:4', '--technique', 'persona']);
      assert.equal(exit, 0);
      assert.match(out, /^--- a\/app\.py\n\+\+\+ b\/app\.py\n@@ /);
      assert.match(err, /persona/i);
      assert.equal(read('app.py'), code);
    });

    it('writes the change with --write, and nothing around it', async () => {
      folder = createFolder({ 'app.py': code });
      const { code: exit, out } = await folder.run([
        'rewrite',
        'app.py:8',
        '--technique',
        'step-by-step',
        '--write',
      ]);
      assert.deepEqual([exit, out], [0, '']);
      const written = read('app.py');
      assert.notEqual(written, code);
      const outside = (text: string) => text.split('\n').filter((line) => !/terse|French|Solve/.test(line));
      const added = outside(written).filter((line) => !code.includes(line));
      for (const line of code.split('\n').slice(0, 2)) assert.ok(written.includes(line));
      assert.ok(
        added.every((line) => /step/i.test(line) || line.includes('"""')),
        added.join('\n'),
      );
      assert.equal((await folder.run(['scan', 'app.py', '--json'])).lines().length, 2);
    });

    it('says what to choose where that is missing or unclear', async () => {
      const two = `${code}\nOTHER_PROMPT = "You are a poet. Write a poem about the sea."\n`;
      folder = createFolder({ 'app.py': two, 'none.py': 'x = 1\n', 'data.csv': '' });
      const refusals: readonly (readonly [readonly string[], RegExp])[] = [
        [['rewrite', 'app.py'], /--technique is missing; choose one of .*persona/],
        [['rewrite'], /Name one file: prompt-quorum rewrite FILE/],
        [['rewrite', 'app.py', '--technique', 'persona'], /several prompts; .*app\.py:3, app\.py:11/],
        [['rewrite', 'app.py:1', '--technique', 'persona'], /no prompt at line 1; there are some at line 3/],
        [['rewrite', 'none.py', '--technique', 'persona'], /holds no prompt/],
        [['rewrite', 'data.csv', '--technique', 'persona'], /no kind of file that holds prompts/],
        [['rewrite', 'app.py:3', '--technique', 'magic'], /no technique “magic”/],
        [['rewrite', 'app.py:3', '--technique', 'persona', '--write', '--diff'], /exclude each other/],
        [['rewrite', 'gone.py:3', '--technique', 'persona'], /gone\.py cannot be read/],
      ];
      for (const [argv, sentence] of refusals) {
        const { code: exit, out, err } = await folder.run(argv);
        assert.deepEqual([exit, out], [2, ''], argv.join(' '));
        assert.match(err, sentence);
        assert.equal(err.trimEnd().split('\n').length, 1, err);
      }
    });
  });

  describe('help', () => {
    it('lists every command, and every option of each, in both languages', async () => {
      folder = createFolder();
      for (const [locale, usage] of [
        ['en', 'Usage'],
        ['zh-cn', '用法'],
      ] as const) {
        const general = await folder.run(['--help'], { locale });
        assert.equal(general.code, 0);
        for (const name of ['scan', 'lint', 'rewrite', 'trial', 'history']) {
          assert.match(general.out, new RegExp(`^  ${name} `, 'm'));
          const own = await folder.run([name, '--help'], { locale });
          assert.equal(own.code, 0);
          assert.match(own.out, new RegExp(`${usage}.* prompt-quorum ${name} `));
        }
      }
      assert.match((await folder.run(['trial', '-h'])).out, /--resume RUN .*\n(.*\n)*.*OPENAI_API_KEY/);
    });

    it('answers a wrong command line with one sentence and 2', async () => {
      folder = createFolder();
      const bare = await folder.run([]);
      assert.deepEqual([bare.code, bare.out], [2, '']);
      const wrong: readonly (readonly [readonly string[], RegExp])[] = [
        [['lnt'], /no command lnt; did you mean lint\?/],
        [['frobnicate'], /no command frobnicate; the commands are scan, lint/],
        [['scan', '--jsno'], /did you mean --json\?/],
        [['--lang', 'fr', 'scan'], /--lang takes en or zh-cn, and fr is neither/],
        [['scan', '--lang'], /--lang needs a value/],
        [['--verbose'], /no option --verbose/],
      ];
      for (const [argv, sentence] of wrong) {
        const { code: exit, err } = await folder.run(argv);
        assert.equal(exit, 2);
        assert.match(err, sentence);
      }
    });

    it('answers any command line with an exit code and a sentence, never with a stack', async () => {
      folder = createFolder({ 'a.prompt.txt': 'Say hello to {{name}}.\n' });
      const words = [
        ...[
          'scan',
          'lint',
          'rewrite',
          'trial',
          'history',
          'persona',
          'a.prompt.txt',
          'a.prompt.txt:1',
          'zh-cn',
        ],
        ...[
          '--json',
          '--fix',
          '--lang',
          '--technique',
          '--write',
          '--model',
          '--samples',
          '--stop',
          '--resume',
        ],
        ...[
          '--set',
          '--cases',
          '--against',
          '--base-url',
          '--rule',
          '--limit',
          '--',
          '-',
          '',
          '3',
          '-1',
          'x=y',
          '🙂',
        ],
      ];
      // No word may lead out of the folder.
      const harmless = fc.string({ unit: 'binary' }).filter((word) => !/[./\\]/.test(word));
      const line = fc.array(fc.oneof(fc.constantFrom(...words), harmless), { maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(line, async (argv) => {
          const { code: exit, err } = await folder.run(argv);
          assert.ok(exit !== null && exit >= 0 && exit <= 2);
          assert.doesNotMatch(err, /Unexpected error|意外错误|^\s+at /m, argv.join(' '));
        }),
        { numRuns: 150 },
      );
    });
  });
});

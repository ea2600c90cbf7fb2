import assert from 'node:assert/strict';
import { createFolder, type Folder } from './folder.ts';

const contradiction = 'Always answer in French. Never answer in French.\n';
const code = 'SYSTEM_PROMPT = "You are a terse assistant. Answer the question."\n';

describe('promptquorum.yml in the terminal', () => {
  let folder: Folder;
  afterEach(() => folder.dispose());
  const rulesOf = async (argv: readonly string[]) => {
    const outcome = await folder.run(['lint', '--json', ...argv]);
    return outcome.lines().map(({ ruleId, severity }) => `${String(ruleId)} ${String(severity)}`);
  };

  it('decides severities, the nearest file first, and an option before all', async () => {
    folder = createFolder({
      'promptquorum.yml': 'rules:\n  contradiction: hint\n',
      'a.prompt.md': contradiction,
      'inner/promptquorum.yml': 'rules:\n  contradiction: off\n',
      'inner/b.prompt.md': contradiction,
    });
    assert.deepEqual(await rulesOf(['a.prompt.md']), ['contradiction hint']);
    assert.deepEqual(await rulesOf(['inner']), []);
    assert.deepEqual(await rulesOf(['inner', '--rule', 'contradiction=error']), ['contradiction error']);
  });

  it('leaves out files, unless named, and prompts that are none', async () => {
    folder = createFolder({
      'promptquorum.yml': 'exclude: [old/]\nignore: ["app.py#SYSTEM_PROMPT"]\n',
      'old/a.prompt.md': contradiction,
      'app.py': code,
      'other.py': code,
    });
    const paths = async (argv: readonly string[]) =>
      (await folder.run(['scan', '--json', ...argv])).lines().map(({ path }) => path);
    assert.deepEqual(await paths([]), ['other.py']);
    assert.deepEqual(await paths(['old/a.prompt.md']), ['old/a.prompt.md']);
  });

  it('tells once what is wrong in it, with its line, and goes on', async () => {
    folder = createFolder({
      'promptquorum.yml': 'rules:\n  contradiction: hint\nbaseUrl: http://elsewhere.example\n',
      'a.prompt.md': contradiction,
      'b.prompt.md': contradiction,
    });
    const { err, code: exitCode } = await folder.run(['lint']);
    assert.equal(err.match(/promptquorum\.yml:3: baseUrl is not read from this file/g)?.length, 1, err);
    assert.equal(exitCode, 1);
  });

  it('says where cases are and which model is asked', async () => {
    folder = createFolder({
      'promptquorum.yml': 'models: [some-model, another]\ncases: eval\n',
      'prompts/a.prompt.md': 'Translate <text>{{text}}</text> to French.\n',
      'eval/prompts/a.cases.csv': 'text\nhello\n',
    });
    const env = { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', OPENAI_API_KEY: 'none' };
    const { err } = await folder.run(['trial', 'prompts/a.prompt.md', '--samples', '1'], { env });
    assert.match(err, /some-model/);
    assert.match(err, /eval\/prompts\/a\.cases\.csv/);
  });
});

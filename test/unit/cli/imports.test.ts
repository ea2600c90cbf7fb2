import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder, type Folder } from './folder.ts';

const prompts = `SYSTEM_PROMPT = """You are a helpful assistant that sorts complaints.
Always answer in French. Never answer in French."""
GROUPS = "Sort each of the complaints into one of three groups."
`;
const app = `from .prompts import GROUPS, SYSTEM_PROMPT
client.chat.completions.create(model="m", messages=[
    {"role": "system", "content": SYSTEM_PROMPT},
    {"role": "user", "content": GROUPS},
])
`;

describe('terminal, prompts made of imported constants', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = createFolder({ 'app/chat.py': app, 'app/prompts.py': prompts });
  });
  afterEach(() => folder.dispose());

  it('tells of a finding once, in the file where its text stands', async () => {
    const { out } = await folder.run(['lint', '--json']);
    const findings = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly path: string; readonly ruleId: string })
      .filter(({ ruleId }) => ruleId === 'contradiction');
    assert.deepEqual(
      findings.map(({ path }) => path),
      ['app/prompts.py'],
    );
  });

  it('tells at the call what only the call shows', async () => {
    const other = createFolder({
      'tags.py': 'TAGS_PROMPT = "You are a librarian. Name the subjects of {title}."\n',
      'ask.py': `import json
from tags import TAGS_PROMPT
reply = client.chat.completions.create(model="gpt-4o", messages=[
    {"role": "user", "content": TAGS_PROMPT.format(title=title)},
])
data = json.loads(reply.choices[0].message.content)
`,
    });
    try {
      const { out } = await other.run(['lint', '--json']);
      const found = out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { readonly path: string; readonly ruleId: string });
      const contract = found.filter(({ ruleId }) => ruleId === 'missing-output-contract');
      assert.deepEqual(
        contract.map(({ path }) => path),
        ['ask.py'],
      );
    } finally {
      other.dispose();
    }
  });

  it('shows a text where it stands, or at the call where only that says what it is', async () => {
    const { out } = await folder.run(['scan', '--json']);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly path: string; readonly startLine: number });
    assert.deepEqual(
      lines.map(({ path, startLine }) => `${path}:${startLine}`),
      ['app/chat.py:2', 'app/prompts.py:1'],
    );
  });

  it('shows every message of a call that takes them from another file', async () => {
    const other = createFolder({
      'txt.py': 'A = "Sort mails."\nB = "Mail: {mail}"\n',
      'one.py': `from langchain_core.prompts import ChatPromptTemplate
from txt import A, B
template = ChatPromptTemplate.from_messages([("system", A), ("human", B)])
`,
    });
    try {
      const { out } = await other.run(['scan', '--json']);
      const lines = out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { readonly role: string; readonly holes: readonly string[] });
      assert.deepEqual(
        lines.map(({ role, holes }) => [role, holes]),
        [
          ['system', []],
          ['user', ['mail']],
        ],
      );
    } finally {
      other.dispose();
    }
  });

  it('writes a rewrite into the file where the text stands', async () => {
    const { code } = await folder.run(['rewrite', 'app/chat.py', '--technique', 'persona', '--write']);
    assert.equal(code, 0);
    const read = (name: string) => readFileSync(join(folder.path, name), 'utf8');
    assert.equal(read('app/chat.py'), app);
    assert.match(read('app/prompts.py'), /^SYSTEM_PROMPT = """You are an? (?!helpful)/);
  });
});

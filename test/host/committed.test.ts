import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { chooseVariant } from '../../src/editor/variants.ts';
import { panelPrompts } from '../../src/editor/workspacePrompts.ts';
import { extensionApi } from './extension.ts';
import { closeEditors, type TemporaryFolder, temporaryFolder } from './support.ts';

const run = promisify(execFile);
const system = (who: string) => `SYSTEM = "You are a ${who} that sorts complaints."\n`;
const chat = `from prompts import SYSTEM
client.responses.create(instructions=SYSTEM, input=f"Complaint: {text}")
`;

describe('the committed text', () => {
  let folder: TemporaryFolder;
  afterEach(async () => {
    await closeEditors();
    await folder.dispose();
  });

  it('is that of all the files a prompt comes from, in a repository that VS Code has not opened', async () => {
    folder = await temporaryFolder({
      'repository/app/prompts.py': system('clerk'),
      'repository/app/chat.py': chat,
    });
    const cwd = join(folder.path, 'repository');
    const git = (...words: string[]) =>
      run('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...words], { cwd });
    await git('init', '--quiet');
    await git('add', '.');
    await git('commit', '--quiet', '--message', 'Add a prompt');
    await writeFile(join(cwd, 'app/prompts.py'), system('judge'));
    const { services } = await extensionApi();
    const document = await vscode.workspace.openTextDocument(folder.uri('repository/app/chat.py'));
    const inspected = await services.documents.inspected(document);
    const [prompt] = inspected ? panelPrompts(inspected) : [];
    assert.match(prompt?.prompt.messages[0]?.text ?? '', /a judge/);
    const variant = prompt && (await chooseVariant(prompt, 'head', services));
    assert.deepEqual(
      variant?.prompt.messages.map(({ text }) => text),
      ['You are a clerk that sorts complaints.', 'Complaint: {{text}}'],
    );
  });
});

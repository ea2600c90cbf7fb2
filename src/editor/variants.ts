import * as vscode from 'vscode';
import type { PanelPrompt } from '../panel/ports.ts';
import type { VariantSource } from '../panel/setup/protocol.ts';
import { promptOfFile, type TextVariant } from '../panel/setup/variants.ts';
import { matchLineage } from '../prompt/lineage.ts';
import type { Prompt } from '../prompt/types.ts';
import { committedFile } from './git.ts';
import { pathInFolder } from './places.ts';
import { choosePromptOf } from './promptTarget.ts';
import type { Services } from './services.ts';
import { editorTexts as texts } from './texts.ts';
import { type Version, versionUri } from './versions.ts';
import { browsePromptsAndFiles } from './workspacePrompts.ts';

/** Another text of a prompt, to be run beside it: a rewrite, what was committed last, or any prompt of the workspace. */
export async function chooseVariant(
  prompt: PanelPrompt,
  source: VariantSource,
  services: Services,
): Promise<TextVariant | undefined> {
  switch (source) {
    case 'rewrite':
      return rewritten(prompt, services);
    case 'head':
      return committed(prompt, services);
    case 'prompt':
      return otherPrompt(prompt, services);
  }
}

async function rewritten({ uri, prompt }: PanelPrompt, services: Services): Promise<TextVariant | undefined> {
  const target = await choosePromptOf(services, [vscode.Uri.parse(uri, true), prompt.id]);
  if (target === undefined) return undefined;
  const { draftRewrite } = await import('./rewriting.ts');
  const draft = await draftRewrite(target, services);
  if (draft === undefined) return undefined;
  const { title, rewritten: text, usedCaseIds } = draft;
  return { id: `rewrite ${text.contentHash}`, title, prompt: text, earlier: false, usedCaseIds };
}

async function committed(own: PanelPrompt, services: Services): Promise<TextVariant | undefined> {
  const { tell } = services;
  const uri = vscode.Uri.parse(own.uri, true);
  const { text, missing } = await committedFile(uri);
  if (text === undefined) {
    const why = missing === 'repository' ? texts.noRepository : texts.notCommitted;
    void vscode.window.showInformationMessage(tell(why));
    return undefined;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const found = continued(own.prompt, await promptsIn(document, text, services, 'committed'));
  if (found === undefined) {
    void vscode.window.showInformationMessage(tell(texts.notInCommit));
    return undefined;
  }
  if (found.contentHash === own.prompt.contentHash) {
    void vscode.window.showInformationMessage(tell(texts.sameAsCommit));
    return undefined;
  }
  return { id: 'head', title: tell(texts.committed), prompt: found, earlier: true, usedCaseIds: [] };
}

async function otherPrompt(
  { prompt: own }: PanelPrompt,
  services: Services,
): Promise<TextVariant | undefined> {
  const plainText = (document: vscode.TextDocument) =>
    promptOfFile(document.getText(), pathInFolder(document.uri), own);
  const chosen = await browsePromptsAndFiles(services);
  const prompt = chosen?.prompt?.prompt ?? (chosen?.document && plainText(chosen.document));
  if (prompt === undefined) return undefined;
  const { title, lineage, contentHash } = prompt;
  const name = title === lineage.path ? title : `${title} (${lineage.path})`;
  return { id: `prompt ${contentHash}`, title: name, prompt, earlier: false, usedCaseIds: [] };
}

/** The prompts a document holds with another text, which is a draft or was committed: what it imports is read as it is or was. */
export async function promptsIn(
  document: vscode.TextDocument,
  text: string,
  { core, marked }: Pick<Services, 'core' | 'marked'>,
  version: Version,
): Promise<readonly Prompt[]> {
  const uri = versionUri(document.uri, version).toString();
  const { languageId } = document;
  const marks = marked.of(document.uri);
  const { prompts } = await core.inspect({ uri, languageId, text }, pathInFolder(document.uri), { marks });
  await core.close(uri);
  return prompts;
}

/** The prompt among earlier ones that this one continues. */
function continued(present: Prompt, earlier: readonly Prompt[]): Prompt | undefined {
  const known = earlier.map((prompt, index) => ({ key: String(index), ...traits(prompt) }));
  const match = matchLineage(known, [{ id: present.id, ...traits(present) }]).get(present.id);
  return match === undefined ? undefined : earlier[Number(match)];
}

function traits({ lineage, contentHash, messages }: Prompt) {
  return { lineage, contentHash, text: messages.map(({ text }) => text).join('\n\n') };
}

import * as vscode from 'vscode';
import { problemOf } from '../base/problem.ts';
import { say } from '../base/text.ts';
import { settingsPrefix } from '../config/settings.ts';
import type { Services } from './services.ts';
import { editorTexts as texts } from './texts.ts';

/** How far the set-up is; `total` is 0 where that is unknown. */
export interface SetUpProgress {
  readonly step: 'model' | 'runtime' | 'waiting';
  readonly done: number;
  readonly total: number;
}

/** Fetches what is missing of the built-in model, once the user has agreed to the size. */
export type SetUp = (options: {
  readonly onProgress: (progress: SetUpProgress) => void;
  readonly consentToDownload: (bytes: number) => Promise<boolean>;
  readonly signal: AbortSignal;
}) => Promise<void>;

/** Sets the built-in model up: asks for consent, or for a GGUF file of the user's own, and shows progress. */
export async function setUpBuiltInModel(setUp: SetUp, services: Services): Promise<boolean> {
  const { tell } = services;
  const title = tell(texts.settingUp);
  const location = vscode.ProgressLocation.Notification;
  const isDone = await vscode.window.withProgress(
    { location, title, cancellable: true },
    async (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      let shown = 0;
      const onProgress = ({ step, done, total }: SetUpProgress) => {
        if (step === 'waiting') return progress.report({ message: tell(texts.waitingForOther) });
        const percent = total === 0 ? 0 : Math.floor((done / total) * 100);
        progress.report({ message: `${step} ${percent} %`, increment: Math.max(0, percent - shown) });
        shown = percent;
      };
      try {
        await setUp({
          onProgress,
          consentToDownload: (bytes) => consent(bytes, services),
          signal: abort.signal,
        });
        return true;
      } catch (thrown) {
        if (abort.signal.aborted) return false;
        const problem = problemOf(thrown);
        if (problem.code !== 'local.no-consent') {
          vscode.window.showErrorMessage(say(problem.phrase, services.locale()));
        }
        return false;
      }
    },
  );
  if (isDone) vscode.window.setStatusBarMessage(tell(texts.modelReady), 8000);
  return isDone;
}

async function consent(bytes: number, { tell }: Services): Promise<boolean> {
  const question = tell(texts.setUpQuestion, { megabytes: Math.round(bytes / 1e6) });
  const download = tell(texts.download);
  const file = tell(texts.chooseFile);
  const answer = await vscode.window.showInformationMessage(question, { modal: true }, download, file);
  if (answer === file) await chooseFile(tell);
  return answer === download;
}

async function chooseFile(tell: Services['tell']): Promise<void> {
  const filters = { GGUF: ['gguf'] };
  const [file] = (await vscode.window.showOpenDialog({ title: tell(texts.chooseFile), filters })) ?? [];
  if (file === undefined) return;
  const configuration = vscode.workspace.getConfiguration(settingsPrefix);
  await configuration.update('local.model', file.fsPath, vscode.ConfigurationTarget.Global);
  await vscode.commands.executeCommand('promptQuorum.setUpBuiltInModel');
}

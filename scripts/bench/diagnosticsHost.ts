// Runs in the extension host: how long findings take after a keystroke, and what 200 open prompt files cost.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';
import { largeFiles } from './largeFiles.ts';

const keystrokes = 100;
/** What the extension waits for after a keystroke, in milliseconds. */
const quietTime = 150;
const promptFiles = 200;

/** `delays` are milliseconds from 150 ms after each keystroke to published diagnostics; memory in bytes. */
export interface DiagnosticsResult {
  readonly delays: readonly number[];
  /** What all threads of the extension host worked for a keystroke, in milliseconds. */
  readonly work: readonly number[];
  readonly findings: number;
  readonly memory: Readonly<Record<'before' | 'after', { readonly rss: number; readonly heap: number }>>;
}

/** Writes a {@link DiagnosticsResult} to the file that `PROMPT_QUORUM_RESULT` names. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension<TestApi>('prompt-quorum.prompt-quorum');
  if (extension === undefined) throw new Error('the extension is missing');
  const { services } = await extension.activate();
  const { documents } = services;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const before = memoryNow();
  const inspected = await openPrompts(folder, documents);
  const after = await settled();
  const [python] = largeFiles;
  const document = await open(join(folder, python.path), python.text);
  await vscode.window.showTextDocument(document);
  await documents.inspected(document);
  const delays: number[] = [];
  const work: number[] = [];
  for (let count = 0; count < keystrokes; count++) {
    const before = process.cpuUsage();
    delays.push(await keystroke(document, count, documents));
    const { user, system } = process.cpuUsage(before);
    work.push((user + system) / 1000);
  }
  const result: DiagnosticsResult = { delays, work, findings: inspected, memory: { before, after } };
  writeFileSync(process.env['PROMPT_QUORUM_RESULT'] ?? '', JSON.stringify(result));
}

type Documents = TestApi['services']['documents'];

/** Types a letter somewhere, and takes it back with the next stroke. The listener here comes after the one that publishes. */
async function keystroke(
  document: vscode.TextDocument,
  count: number,
  documents: Documents,
): Promise<number> {
  const places = [...document.getText().matchAll(/Summarize the order|item\.price|careful accountant/g)];
  const at = (places[((count >> 1) * 7919) % places.length]?.index ?? 0) + 5;
  const start = document.positionAt(at);
  const edit = new vscode.WorkspaceEdit();
  if (count % 2 === 0) edit.insert(document.uri, start, 'x');
  else edit.delete(document.uri, new vscode.Range(start, document.positionAt(at + 1)));
  let typed = 0;
  const published = new Promise<number>((resolve) => {
    const change = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document && event.contentChanges.length > 0) typed = performance.now();
    });
    const done = documents.onInspected(({ document: { uri }, version }) => {
      if (uri.toString() !== document.uri.toString() || version !== document.version || typed === 0) return;
      change.dispose();
      done.dispose();
      resolve(performance.now() - typed - quietTime);
    });
  });
  await vscode.workspace.applyEdit(edit);
  return published;
}

async function openPrompts(folder: string, documents: Documents): Promise<number> {
  let findings = 0;
  for (let index = 0; index < promptFiles; index++) {
    const path = join(folder, 'prompts', `task${index}.prompt.md`);
    const document = await open(path, promptText(index));
    findings += (await documents.inspected(document))?.findings.length ?? 0;
  }
  return findings;
}

/** About 3 KB of ordinary instructions, with something to find in every fourth. */
function promptText(index: number): string {
  const rule = (line: number) =>
    `- Sort the complaint about order ${index}.${line} into delivery, quality or price, and name the group.\n`;
  const wrong = index % 4 === 0 ? 'Always answer in French. Never answer in French.\n' : '';
  const rules = Array.from({ length: 28 }, (_, line) => rule(line)).join('');
  return `You sort complaints for shop ${index}.\n\n${rules}${wrong}\n<complaint>\n{{complaint}}\n</complaint>\n`;
}

async function open(path: string, text: string): Promise<vscode.TextDocument> {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return vscode.workspace.openTextDocument(path);
}

/** Memory once what is garbage had time to go. */
async function settled() {
  await sleep(10_000);
  return memoryNow();
}

function memoryNow() {
  const { rss, heapUsed: heap } = process.memoryUsage();
  return { rss, heap };
}

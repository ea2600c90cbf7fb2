import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import '@vscode/codicons/dist/codicon.css';
import './style.css';
import { html, nothing, render } from 'lit';
import type { FromPage, PanelState, ToPage } from '../protocol.ts';
import { type Teller, tellerOf } from '../teller.ts';
import { pageTexts } from '../texts.ts';
import { entryOf, keepFocus } from './focus.ts';
import { promptRow } from './setup/form.ts';
import { room, tabStrip } from './tabs.ts';
import { createReplies } from './trials/replies.ts';

/** What every part of the page needs: how to say a text, and how to tell the host what the user did. */
export interface Page {
  readonly send: (message: FromPage) => void;
  readonly tell: Teller;
  readonly replies: ReturnType<typeof createReplies>;
}

const host = acquireVsCodeApi();
const root = document.querySelector('main');
const send = (message: FromPage) => host.postMessage(message);
const replies = createReplies(send, () => draw());
let state: PanelState | undefined;
let isSummoned = false;

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  const wasRunning = isRunning(state);
  const before = state?.summoned ?? 0;
  if (data.type === 'state') state = data.state;
  else replies.receive(data.reply);
  draw();
  if (isRunning(state) && !wasRunning) root?.querySelector('.results')?.scrollIntoView({ block: 'start' });
  isSummoned ||= (state?.summoned ?? 0) > before;
  if (isSummoned) focusEntry();
});
send({ room: 'page', type: 'ready' });

/** Draws the last whole state; the page keeps no truth of its own. */
function draw(): void {
  if (state === undefined || root === null) return;
  const { locale, notice, done, setup } = state;
  document.documentElement.lang = locale;
  const tell = tellerOf(locale);
  const page: Page = { send, tell, replies };
  const template = html`
    <h1 class="hidden">${tell(pageTexts.title)}</h1>
    ${notice === undefined ? nothing : html`<p class="notice" role="alert">${notice}</p>`}
    ${promptRow(setup, page)} ${tabStrip(state, page)} ${room(state, page)}
    <p class="done" role="status">${done ?? ''}</p>
  `;
  keepFocus(root, () => render(template, root));
}

/**
 * Gives the keyboard to the room as soon as what it begins with can take it, unless the user has gone elsewhere on the page.
 * Elements of the library take the focus once they have drawn themselves.
 */
function focusEntry(): void {
  requestAnimationFrame(() => {
    const isFree = document.activeElement === null || document.activeElement === document.body;
    const entry = root === null ? undefined : entryOf(root);
    if (isFree) entry?.focus();
    isSummoned &&= isFree && document.activeElement !== entry;
  });
}

/** What a run shows lies below a form that may fill a small panel. */
function isRunning(shown: PanelState | undefined): boolean {
  return shown?.run?.status === 'running' || shown?.once?.running === true;
}

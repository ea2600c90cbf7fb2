import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Choice } from '../../choice.ts';
import type { CheckDraftView, SetupView } from '../../setup/protocol.ts';
import { formTexts as texts } from '../../setup/texts.ts';
import { counted, iconButton } from '../controls.ts';
import type { Page } from '../main.ts';

/** What every reply must satisfy, and a row to add more. */
export function checksRow({ checks }: SetupView, page: Page): TemplateResult {
  const { send, tell } = page;
  return html`
    <details class="beside">
      <summary>${counted(tell(texts.checks), checks.all.length)}</summary>
      ${checkEditor(
        {
          id: 'check',
          ...checks,
          type: (check, text) => send({ room: 'setup', type: 'typeCheck', check, text }),
          add: (check, text) => send({ room: 'setup', type: 'addCheck', check, text }),
          remove: (id) => send({ room: 'setup', type: 'removeCheck', id }),
        },
        page,
      )}
    </details>
  `;
}

interface CheckEditor {
  /** Tells its fields from those of other editors on the page. */
  readonly id: string;
  readonly all: readonly Choice[];
  readonly kinds: readonly Choice[];
  readonly draft: CheckDraftView;
  readonly type: (check: string, text: string) => void;
  readonly add: (check: string, text: string) => void;
  readonly remove: (id: string) => void;
}

/** Checks in words, each to be removed, and a form that adds one. */
export function checkEditor(editor: CheckEditor, { tell }: Page): TemplateResult {
  const { id, all, kinds, draft, type, add, remove } = editor;
  const { check, text, problem } = draft;
  const example = kinds.find((kind) => kind.id === check)?.detail ?? '';
  return html`
    ${all.map(
      (each) => html`
        <div class="row">
          <span class="grow">${each.label}</span>
          ${iconButton(tell(texts.remove, { name: each.label }), 'close', () => remove(each.id))}
        </div>
      `,
    )}
    <form @input=${(event: Event) => tellFields(event, type)} @submit=${(event: Event) => submit(event, add)}>
      <div class="row">
        <label for="${id}-kind">${tell(texts.checkKind)}</label>
        <select id="${id}-kind" name="check">
          ${kinds.map(
            (kind) =>
              html`<option value=${kind.id} .selected=${live(kind.id === check)}>${kind.label}</option>`,
          )}
        </select>
      </div>
      <div class="field">
        <label for="${id}-text">${tell(texts.checkText)}</label>
        <textarea
          id="${id}-text"
          name="text"
          rows="1"
          placeholder=${tell(texts.checkExample, { example })}
          .value=${live(text)}
          aria-invalid=${problem === undefined ? 'false' : 'true'}
          aria-describedby=${problem === undefined ? nothing : `${id}-problem`}
        ></textarea>
        ${problem === undefined ? nothing : html`<p class="problem" id="${id}-problem">${problem}</p>`}
      </div>
      <button class="secondary" type="submit">${tell(texts.addCheck)}</button>
    </form>
  `;
}

function submit(event: Event, add: CheckEditor['add']): void {
  event.preventDefault();
  tellFields(event, (check, text) => text.trim() !== '' && add(check, text));
}

/** What the fields hold at this moment, which the last state may not know yet. */
function tellFields({ currentTarget }: Event, told: (check: string, text: string) => void): void {
  if (!(currentTarget instanceof HTMLFormElement)) return;
  const data = new FormData(currentTarget);
  told(String(data.get('check') ?? ''), String(data.get('text') ?? ''));
}

import { html, nothing, type TemplateResult } from 'lit';
import type { Choice } from '../../choice.ts';
import type { SetupView } from '../../setup/protocol.ts';
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
          problem: checks.problem,
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
  readonly problem: string | undefined;
  readonly add: (check: string, text: string) => void;
  readonly remove: (id: string) => void;
}

/** Checks in words, each to be removed, and a form that adds one. */
export function checkEditor(editor: CheckEditor, { tell }: Page): TemplateResult {
  const { id, all, kinds, problem, remove } = editor;
  const example = (kind: Choice | undefined) => tell(texts.checkExample, { example: kind?.detail ?? '' });
  return html`
    ${all.map(
      (check) => html`
        <div class="row">
          <span class="grow">${check.label}</span>
          ${iconButton(tell(texts.remove, { name: check.label }), 'close', () => remove(check.id))}
        </div>
      `,
    )}
    <form @submit=${(event: SubmitEvent) => add(event, editor)}>
      <div class="row">
        <label for="${id}-kind">${tell(texts.checkKind)}</label>
        <select id="${id}-kind" name="check" @change=${showExample}>
          ${kinds.map(
            (kind) => html`<option value=${kind.id} data-example=${example(kind)}>${kind.label}</option>`,
          )}
        </select>
      </div>
      <div class="field">
        <label for="${id}-text">${tell(texts.checkText)}</label>
        <textarea
          id="${id}-text"
          name="text"
          rows="1"
          placeholder=${example(kinds[0])}
          aria-invalid=${problem === undefined ? 'false' : 'true'}
          aria-describedby=${problem === undefined ? nothing : `${id}-problem`}
        ></textarea>
        ${problem === undefined ? nothing : html`<p class="problem" id="${id}-problem">${problem}</p>`}
      </div>
      <button class="secondary" type="submit">${tell(texts.addCheck)}</button>
    </form>
  `;
}

function add(event: SubmitEvent, editor: CheckEditor): void {
  event.preventDefault();
  if (!(event.target instanceof HTMLFormElement)) return;
  const data = new FormData(event.target);
  const text = String(data.get('text') ?? '');
  if (text.trim() === '') return;
  editor.add(String(data.get('check') ?? ''), text);
  event.target.querySelector('textarea')?.select();
}

function showExample({ target }: Event): void {
  if (!(target instanceof HTMLSelectElement)) return;
  const example = target.selectedOptions[0]?.dataset['example'] ?? '';
  target.form?.querySelector('textarea')?.setAttribute('placeholder', example);
}

import { html, nothing, type TemplateResult } from 'lit';
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
      ${checks.all.map(
        ({ id, label }) => html`
          <div class="row">
            <span class="grow">${label}</span>
            ${iconButton(tell(texts.remove, { name: label }), 'close', () => send({ room: 'setup', type: 'removeCheck', id }))}
          </div>
        `,
      )}
      <form @submit=${(event: SubmitEvent) => add(event, page)}>
        <div class="row">
          <label for="check-kind">${tell(texts.checkKind)}</label>
          <select id="check-kind" name="check" @change=${showExample}>
            ${checks.kinds.map(
              ({ id, label, detail }) =>
                html`<option value=${id} data-example=${tell(texts.checkExample, { example: detail ?? '' })}>${label}</option>`,
            )}
          </select>
        </div>
        <div class="field">
          <label for="check-text">${tell(texts.checkText)}</label>
          <textarea
            id="check-text"
            name="text"
            rows="1"
            placeholder=${tell(texts.checkExample, { example: checks.kinds[0]?.detail ?? '' })}
            aria-invalid=${checks.problem === undefined ? 'false' : 'true'}
            aria-describedby=${checks.problem === undefined ? nothing : 'check-problem'}
          ></textarea>
          ${checks.problem === undefined ? nothing : html`<p class="problem" id="check-problem">${checks.problem}</p>`}
        </div>
        <button class="secondary" type="submit">${tell(texts.addCheck)}</button>
      </form>
    </details>
  `;
}

function add(event: SubmitEvent, { send }: Page): void {
  event.preventDefault();
  if (!(event.target instanceof HTMLFormElement)) return;
  const data = new FormData(event.target);
  const text = String(data.get('text') ?? '');
  if (text.trim() === '') return;
  send({ room: 'setup', type: 'addCheck', check: String(data.get('check') ?? ''), text });
  event.target.querySelector('textarea')?.select();
}

function showExample({ target }: Event): void {
  if (!(target instanceof HTMLSelectElement)) return;
  const example = target.selectedOptions[0]?.dataset['example'] ?? '';
  target.form?.querySelector('textarea')?.setAttribute('placeholder', example);
}

import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { CaseRow, CasesView } from '../../cases/protocol.ts';
import { casesTexts as texts } from '../../cases/texts.ts';
import { iconButton, wordyButton } from '../controls.ts';
import type { Page } from '../main.ts';
import { checkEditor } from '../trials/checks.ts';

/** A page of rows, each opening with its values, its right answer and its checks. */
export function caseRows(cases: CasesView, page: Page): TemplateResult | typeof nothing {
  if (cases.rows.length === 0) return nothing;
  const { send, tell } = page;
  const turn = (to: number) => () => send({ room: 'cases', type: 'page', page: to });
  return html`
    ${cases.proposed === 0 ? nothing : proposedBar(cases, page)}
    <ul class="cases" aria-label=${tell(texts.rows)}>
      ${repeat(
        cases.rows,
        ({ id }) => `${cases.file} ${id}`,
        (row) => caseRow(row, cases, page),
      )}
    </ul>
    ${
      cases.pages < 2
        ? nothing
        : html`<div class="pages">
            ${iconButton(tell(texts.previous), 'chevron-left', turn(cases.page - 1), cases.page === 0)}
            <span>${cases.page + 1} / ${cases.pages}</span>
            ${iconButton(tell(texts.next), 'chevron-right', turn(cases.page + 1), cases.page + 1 >= cases.pages)}
          </div>`
    }
  `;
}

function proposedBar({ proposed }: CasesView, { send, tell }: Page): TemplateResult {
  const press = (type: 'acceptAll' | 'rejectAll') => () => send({ room: 'cases', type });
  return html`
    <div class="note">
      <p>${tell(texts.awaiting, { count: proposed })}</p>
      <div class="buttons">
        ${wordyButton({ label: tell(texts.acceptAll), icon: 'check-all', press: press('acceptAll') })}
        ${wordyButton({ label: tell(texts.rejectAll), icon: 'close-all', press: press('rejectAll') })}
      </div>
    </div>
  `;
}

/** Rows the user opened, by file and id. */
const opened = new Set<string>();

function caseRow(row: CaseRow, cases: CasesView, page: Page): TemplateResult {
  const { tell } = page;
  const key = `${cases.file} ${row.id}`;
  const toggle = (event: Event) => {
    if (event.target instanceof HTMLDetailsElement && event.target.open) opened.add(key);
    else opened.delete(key);
  };
  return html`
    <li>
      <details ?open=${opened.has(key)} @toggle=${toggle}>
        <summary>
          <span class="label">${row.id}</span>
          ${row.proposed ? html`<span class="tag">${tell(texts.proposed)}</span>` : nothing}
          <span class="text">${row.summary}${row.expected === '' ? '' : ` → ${row.expected}`}</span>
        </summary>
        ${rowDetails(row, cases, page)}
      </details>
      ${row.proposed ? settleButtons(row, page) : nothing}
    </li>
  `;
}

function settleButtons({ id }: CaseRow, { send, tell }: Page): TemplateResult {
  const press = (type: 'accept' | 'reject') => () => send({ room: 'cases', type, id });
  return html`
    <div class="settle">
      ${iconButton(tell(texts.acceptCase, { case: id }), 'check', press('accept'))}
      ${iconButton(tell(texts.rejectCase, { case: id }), 'close', press('reject'))}
    </div>
  `;
}

function rowDetails(row: CaseRow, cases: CasesView, page: Page): TemplateResult {
  const { send, tell } = page;
  const { id } = row;
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const text = String(new FormData(event.target).get('expected') ?? '');
    send({ room: 'cases', type: 'expected', id, text });
  };
  return html`
    ${row.inputs.map(
      ({ name, value }) => html`
        <p class="label">${name}</p>
        <pre>${value}</pre>
      `,
    )}
    <form @submit=${save}>
      <label for="expected-${id}">${tell(texts.expected)}</label>
      <div class="row">
        <textarea id="expected-${id}" name="expected" class="grow" rows="1" .value=${row.expected}></textarea>
        <button class="secondary" type="submit">${tell(texts.save)}</button>
      </div>
    </form>
    <p class="label">${tell(texts.checks)}</p>
    ${checkEditor(
      {
        id: `row-${id}`,
        all: row.checks,
        kinds: cases.checkKinds,
        draft: row.typedCheck,
        type: (check, text) => send({ room: 'cases', type: 'typeCheck', id, check, text }),
        add: (check, text) => send({ room: 'cases', type: 'addCheck', id, check, text }),
        remove: (check) => send({ room: 'cases', type: 'removeCheck', id, index: Number(check) }),
      },
      page,
    )}
    <div class="buttons">
      ${wordyButton({
        label: tell(texts.remove, { case: id }),
        icon: 'trash',

        press: () => send({ room: 'cases', type: 'delete', id }),
      })}
    </div>
  `;
}

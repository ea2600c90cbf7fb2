import { html, nothing, type TemplateResult } from 'lit';
import type { CasesOverview, OverviewCell, RunView } from '../../trials/protocol.ts';
import { resultTexts as texts } from '../../trials/texts.ts';
import type { Page } from '../main.ts';

/** The more variants there are, the wider the panel must be for them to stand side by side; the style sheet knows how wide. */
const sizes = ['', 'two', 'three'];

/** All cases in a table, variants side by side, or below each other where they do not fit; a row's name shows that case below. */
export function casesTable(run: RunView, page: Page): TemplateResult | typeof nothing {
  const { overview } = run;
  if (overview === undefined) return nothing;
  const { tell } = page;
  const hasExpected = overview.rows.some(({ expected }) => expected !== undefined);
  return html`
    <div class="table" tabindex="0" role="region" aria-label=${tell(texts.allCases)}>
      <table class=${`cases-table ${sizes[overview.columns.length - 1] ?? 'many'}`}>
        <caption class="hidden">${tell(texts.allCases)}</caption>
        <thead>
          <tr>
            <th scope="col">${tell(texts.case)}</th>
            ${hasExpected ? html`<th scope="col">${tell(texts.expectedAnswer)}</th>` : nothing}
            ${overview.columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${overview.rows.map((row) => caseRow(row, hasExpected, overview, run, page))}
        </tbody>
      </table>
    </div>
    ${overview.cut === undefined ? nothing : html`<p class="hint">${overview.cut}</p>`}
  `;
}

function caseRow(
  row: CasesOverview['rows'][number],
  hasExpected: boolean,
  { columns }: CasesOverview,
  run: RunView,
  { send, tell }: Page,
): TemplateResult {
  const isShown = row.case === run.case;
  return html`
    <tr class=${isShown ? 'shown' : ''}>
      <th scope="row">
        <button
          class="link"
          aria-label=${tell(texts.showCase, { case: row.label })}
          aria-pressed=${isShown ? 'true' : 'false'}
          @click=${() => send({ room: 'trials', type: 'case', id: row.case })}
        >
          ${row.label}
        </button>
      </th>
      ${hasExpected ? html`<td data-column=${tell(texts.expectedAnswer)}>${row.expected ?? ''}</td>` : nothing}
      ${row.cells.map((cell, index) => answerCell(cell, columns[index] ?? '', tell))}
    </tr>
  `;
}

function answerCell(cell: OverviewCell, column: string, tell: Page['tell']): TemplateResult {
  const { answer, share, flip, failed } = cell;
  return html`
    <td data-column=${column}>
      ${failed === true ? html`<span class="codicon codicon-warning" aria-hidden="true"></span>` : marks(cell, tell)}
      <span class="text">${answer}</span> <span class="share">${share}</span>
      ${flip === undefined ? nothing : html`<span class="tag ${flip}">${tell(texts[flip])}</span>`}
    </td>
  `;
}

/** A tick or a cross says what is expected of the answer, one in a circle what the checks say of the replies. */
function marks({ asExpected, passes }: OverviewCell, tell: Page['tell']): readonly TemplateResult[] {
  return [
    ...(asExpected === undefined
      ? []
      : [asExpected ? mark('check', tell(texts.right)) : mark('close', tell(texts.wrong))]),
    ...(passes === undefined
      ? []
      : [passes ? mark('pass', tell(texts.passes)) : mark('error', tell(texts.passesNot))]),
  ];
}

function mark(icon: string, words: string): TemplateResult {
  return html`<span class="codicon codicon-${icon}" role="img" title=${words} aria-label=${words}></span>`;
}

import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { HistoryPoint, HistoryRow, HistoryView } from '../../history/protocol.ts';
import { historyTexts as texts } from '../../history/texts.ts';
import { iconButton } from '../controls.ts';
import type { Page } from '../main.ts';

/** What was measured of the prompt over its versions, and its runs. */
export function historyRoom(history: HistoryView | undefined, page: Page): TemplateResult {
  const { tell } = page;
  if (history === undefined || history.loading) return html`<p class="hint">${tell(texts.loading)}</p>`;
  if (history.runs.length === 0) return html`<p class="hint">${tell(texts.none)}</p>`;
  return html`
    <section aria-label=${tell(texts.history)}>
      ${history.points.length === 0 ? nothing : sparkline(history, page)} ${runsList(history.runs, page)}
      ${history.moreRuns === 0 ? nothing : html`<p class="hint">${tell(texts.moreRuns, { count: history.moreRuns })}</p>`}
    </section>
  `;
}

const width = 240;
const height = 48;
const margin = 4;

/** Agreement as a line, accuracy and pass rate as dots, and a stroke wherever the text changed. */
function sparkline({ points, summary }: HistoryView, { tell }: Page): TemplateResult {
  const step = points.length < 2 ? 0 : (width - 2 * margin) / (points.length - 1);
  const x = (index: number) => margin + index * step;
  const y = (share: number) => margin + (1 - share) * (height - 2 * margin);
  const line = points.map(({ agreement }, index) => `${x(index)},${y(agreement)}`).join(' ');
  const hasAccuracy = points.some(({ accuracy }) => accuracy !== undefined);
  const hasPassRate = points.some(({ passRate }) => passRate !== undefined);
  const hasChange = points.some(({ newVersion }) => newVersion);
  return html`
    <svg class="sparkline" role="img" aria-label=${summary} viewBox="0 0 ${width} ${height}">
      ${points.map(({ newVersion }, index) => {
        const at = x(index) - step / 2;
        return newVersion
          ? svg`<line class="version" x1=${at} x2=${at} y1="0" y2=${height}></line>`
          : nothing;
      })}
      ${svg`<polyline class="agreement" points=${line}></polyline>`}
      ${points.map((point, index) => dots(point, x(index), y))}
    </svg>
    <p class="legend" aria-hidden="true">
      <span class="agreement">${tell(texts.agreement)}</span>
      ${hasAccuracy ? html`<span class="accuracy">${tell(texts.accuracy)}</span>` : nothing}
      ${hasPassRate ? html`<span class="pass-rate">${tell(texts.passRate)}</span>` : nothing}
      ${hasChange ? html`<span class="version">${tell(texts.newVersion)}</span>` : nothing}
    </p>
  `;
}

function dots({ agreement, accuracy, passRate }: HistoryPoint, x: number, y: (share: number) => number) {
  const square = (figure: string, share: number | undefined) =>
    share === undefined
      ? nothing
      : svg`<rect class=${figure} x=${x - 2.5} y=${y(share) - 2.5} width="5" height="5"></rect>`;
  return svg`
    <circle class="agreement" cx=${x} cy=${y(agreement)} r="2"></circle>
    ${square('accuracy', accuracy)}${square('pass-rate', passRate)}
  `;
}

function runsList(rows: readonly HistoryRow[], page: Page): TemplateResult {
  return html`
    <ul class="runs" aria-label=${page.tell(texts.runs)}>
      ${repeat(
        rows,
        ({ id }) => id,
        (row) => runItem(row, page),
      )}
    </ul>
  `;
}

/** A run over its texts, so that a narrow side bar shows all of it. */
function runItem(row: HistoryRow, page: Page): TemplateResult {
  const { send, tell } = page;
  const { id, name: run } = row;
  return html`
    <li>
      <div class="head">
        <button
          class="link"
          aria-label=${tell(texts.open, { run })}
          @click=${() => send({ room: 'history', type: 'open', id })}
        >
          ${row.when}
        </button>
        ${runActions(row, page)}
      </div>
      <p class="hint">${row.model} · ${row.replies}</p>
      ${row.texts.map(({ title, figures }) => html`<p><strong>${title}</strong> ${figures}</p>`)}
    </li>
  `;
}

function runActions({ id, name: run, deletable }: HistoryRow, { send, tell }: Page): TemplateResult {
  return html`
    <span class="actions">
      ${iconButton(tell(texts.exportJsonl, { run }), 'json', () => send({ room: 'history', type: 'export', id, format: 'jsonl' }))}
      ${iconButton(tell(texts.exportCsv, { run }), 'table', () => send({ room: 'history', type: 'export', id, format: 'csv' }))}
      ${iconButton(tell(texts.remove, { run }), 'trash', () => send({ room: 'history', type: 'delete', id }), !deletable)}
    </span>
  `;
}

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
      ${history.points.length === 0 ? nothing : sparkline(history, page)} ${runsTable(history.runs, page)}
      ${history.moreRuns === 0 ? nothing : html`<p class="hint">${tell(texts.moreRuns, { count: history.moreRuns })}</p>`}
    </section>
  `;
}

const width = 240;
const height = 48;
const margin = 4;

/** Agreement as a line, accuracy as dots, and a stroke wherever the text changed. */
function sparkline({ points, summary }: HistoryView, { tell }: Page): TemplateResult {
  const step = points.length < 2 ? 0 : (width - 2 * margin) / (points.length - 1);
  const x = (index: number) => margin + index * step;
  const y = (share: number) => margin + (1 - share) * (height - 2 * margin);
  const line = points.map(({ agreement }, index) => `${x(index)},${y(agreement)}`).join(' ');
  const hasAccuracy = points.some(({ accuracy }) => accuracy !== undefined);
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
      ${hasChange ? html`<span class="version">${tell(texts.newVersion)}</span>` : nothing}
    </p>
  `;
}

function dots({ agreement, accuracy }: HistoryPoint, x: number, y: (share: number) => number) {
  return svg`
    <circle class="agreement" cx=${x} cy=${y(agreement)} r="2"></circle>
    ${accuracy === undefined ? nothing : svg`<rect class="accuracy" x=${x - 2.5} y=${y(accuracy) - 2.5} width="5" height="5"></rect>`}
  `;
}

function runsTable(rows: readonly HistoryRow[], page: Page): TemplateResult {
  const { tell } = page;
  const hasAccuracy = rows.some(({ accuracy }) => accuracy !== '');
  const columns = [texts.when, texts.model, texts.text, texts.replies, texts.agreement];
  return html`
    <div class="table" tabindex="0" role="region" aria-label=${tell(texts.runs)}>
      <table>
        <caption class="hidden">${tell(texts.runs)}</caption>
        <thead>
          <tr>
            ${columns.map((text) => html`<th scope="col">${tell(text)}</th>`)}
            ${hasAccuracy ? html`<th scope="col">${tell(texts.accuracy)}</th>` : nothing}
            <th scope="col"><span class="hidden">${tell(texts.actions)}</span></th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            rows,
            ({ id }) => id,
            (row) => runRow(row, hasAccuracy, page),
          )}
        </tbody>
      </table>
    </div>
  `;
}

function runRow(row: HistoryRow, hasAccuracy: boolean, { send, tell }: Page): TemplateResult {
  const { id, name: run } = row;
  return html`
    <tr>
      <th scope="row">
        <button
          class="link"
          aria-label=${tell(texts.open, { run })}
          @click=${() => send({ room: 'history', type: 'open', id })}
        >
          ${row.when}
        </button>
      </th>
      <td>${row.model}</td>
      <td>${row.version}</td>
      <td>${row.replies}</td>
      <td>${row.agreement}</td>
      ${hasAccuracy ? html`<td>${row.accuracy}</td>` : nothing}
      <td class="actions">
        ${iconButton(tell(texts.exportJsonl, { run }), 'json', () => send({ room: 'history', type: 'export', id, format: 'jsonl' }))}
        ${iconButton(tell(texts.exportCsv, { run }), 'table', () => send({ room: 'history', type: 'export', id, format: 'csv' }))}
        ${iconButton(tell(texts.remove, { run }), 'trash', () => send({ room: 'history', type: 'delete', id }), !row.deletable)}
      </td>
    </tr>
  `;
}

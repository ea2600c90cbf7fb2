import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RunView, VariantView } from '../../trials/protocol.ts';
import { resultTexts as texts } from '../../trials/texts.ts';
import { select, wordyButton } from '../controls.ts';
import type { Page } from '../main.ts';
import { answerList } from './answers.ts';
import { casesTable } from './overview.ts';
import { sampleList } from './samples.ts';

/** The run: progress, verdict, and the vote of each variant. */
export function results(run: RunView | undefined, page: Page): TemplateResult {
  const { tell } = page;
  if (run === undefined) return html`<p class="hint">${tell(texts.noRun)}</p>`;
  const isRunning = run.status === 'running' || run.status === 'stopping';
  return html`
    <section class="results" aria-label=${tell(texts.results)}>
      <h2>${run.title}</h2>
      <p class="hint">${run.detail}</p>
      <div class="progress">
        <vscode-progress-bar
          .ariaLabel=${tell(texts.progress)}
          .value=${run.status === 'finished' ? run.progress.planned : run.progress.done}
          .max=${Math.max(1, run.progress.planned)}
        ></vscode-progress-bar>
        <p class="hint">${run.progress.label}</p>
      </div>
      <div class="verdict" role="status" aria-busy=${isRunning ? 'true' : 'false'}>
        ${run.verdict.map((paragraph) => html`<p>${paragraph}</p>`)}
      </div>
      ${run.notes.map((note) => html`<p class="note">${note}</p>`)} ${casesTable(run, page)} ${choices(run, page)}
      <div class=${run.variants.length > 1 ? 'variants two' : 'variants'}>
        ${repeat(
          run.variants,
          ({ id }) => id,
          (variant) => variantView(variant, run, page),
        )}
      </div>
    </section>
  `;
}

function choices(run: RunView, { send, tell }: Page): TemplateResult {
  return html`
    <div class="row">
      ${select({
        id: 'extractor',
        label: tell(texts.readAs),
        choices: run.extractors,
        value: run.extractor,
        choose: (id) => send({ room: 'trials', type: 'extractor', id }),
      })}
    </div>
    ${
      run.cases.length < 2
        ? nothing
        : html`<div class="row">
            ${select({
              id: 'case',
              label: tell(texts.case),
              choices: run.cases,
              value: run.case,
              choose: (id) => send({ room: 'trials', type: 'case', id }),
            })}
          </div>`
    }
  `;
}

function variantView(variant: VariantView, run: RunView, page: Page): TemplateResult {
  const { tell } = page;
  const isAlone = run.variants.length === 1;
  return html`
    <article aria-label=${variant.title}>
      ${isAlone ? nothing : html`<h3>${variant.title}</h3>`} ${fileRow(variant, page)}
      ${
        variant.hasMajority
          ? html`<p class="label">${tell(texts.majority)}</p>
              <p class="majority">${variant.majority}</p>`
          : isAlone
            ? nothing
            : html`<p>${variant.majority}</p>`
      }
      ${answerList(variant, isAlone, page)}
      <dl aria-label=${tell(texts.figures)}>
        ${variant.figures.map(
          ({ label, value }) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      ${sampleList(variant, run, page)}
    </article>
  `;
}

/** Whether the file holds this text; if not, it can be written there. */
function fileRow({ id, file }: VariantView, { send, tell }: Page) {
  if (file === undefined) return nothing;
  if (file === 'present') return html`<p class="hint">${tell(texts.inFile)}</p>`;
  const press = () => send({ room: 'trials', type: 'keep', id });
  return html`<p>${wordyButton({ label: tell(texts.keep), icon: 'save', press })}</p>`;
}

import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ReplyView, RunView, SampleRow, VariantView } from '../../trials/protocol.ts';
import { resultTexts as texts } from '../../trials/texts.ts';
import { keepForm } from '../cases/keep.ts';
import { iconButton, wordyButton } from '../controls.ts';
import type { Page } from '../main.ts';
import { replyId } from './replies.ts';

/** The samples, each opening with the part read as its answer marked. */
export function sampleList(variant: VariantView, run: RunView, page: Page): TemplateResult | typeof nothing {
  const { send, tell } = page;
  if (variant.sampleCount === 0 && variant.selected === undefined) return nothing;
  const turn = (to: number) => () => send({ room: 'trials', type: 'page', variant: variant.id, page: to });
  return html`
    <div class="samples" role="group" aria-label=${tell(texts.samplesOf, { variant: variant.title })}>
      ${
        variant.selected === undefined
          ? nothing
          : wordyButton({
              label: tell(texts.allSamples),
              icon: 'clear-all',
              press: () => send({ room: 'trials', type: 'answer', variant: variant.id }),
            })
      }
      ${repeat(
        variant.samples,
        ({ slot }) => `${run.id} ${run.case} ${slot}`,
        (row) => sample(row, variant, run, page),
      )}
      ${
        variant.pages < 2
          ? nothing
          : html`<div class="pages">
              ${iconButton(tell(texts.previous), 'chevron-left', turn(variant.page - 1), variant.page === 0)}
              <span>${variant.page + 1} / ${variant.pages}</span>
              ${iconButton(tell(texts.next), 'chevron-right', turn(variant.page + 1), variant.page + 1 >= variant.pages)}
            </div>`
      }
    </div>
  `;
}

const opened = new Set<string>();

function sample(row: SampleRow, variant: VariantView, run: RunView, page: Page): TemplateResult {
  const { tell } = page;
  const key = { run: run.id, variant: variant.id, case: run.case, slot: row.slot };
  const id = JSON.stringify(key);
  const reading = `${row.state} ${row.checked ?? ''} ${run.extractors.find((each) => each.id === run.extractor)?.label ?? ''}`;
  const toggle = (event: Event) => {
    const isOpen = event.target instanceof HTMLDetailsElement && event.target.open;
    if (isOpen === opened.has(id)) return;
    if (isOpen) opened.add(id);
    else opened.delete(id);
    if (isOpen) page.replies.get(key, reading);
  };
  const reply = opened.has(id) ? page.replies.get(key, reading) : undefined;
  const fails =
    row.checked === 'failed' ? html`<span class="fails">${tell(texts.failsChecks)}</span>` : nothing;
  return html`
    <details class=${row.state} ?open=${opened.has(id)} @toggle=${toggle}>
      <summary><span class="label">${row.label}</span> ${fails} <span class="text">${row.summary}</span></summary>
      ${opened.has(id) ? replyText(reply, page) : nothing}
    </details>
  `;
}

function replyText(reply: ReplyView | undefined, page: Page): TemplateResult {
  const { send, tell } = page;
  if (reply === undefined) return html`<p class="hint">${tell(texts.loading)}</p>`;
  const { key, text, answer, right, detail, checks = [] } = reply;
  const keep = (corrected?: string) =>
    send({
      room: 'trials',
      type: 'keepCase',
      key,
      ...(corrected === undefined ? {} : { answer: corrected }),
    });
  const marked =
    answer === undefined
      ? text
      : html`${text.slice(0, answer.start)}<mark>${text.slice(answer.start, answer.end)}</mark>${text.slice(answer.end)}`;
  return html`
    ${detail === '' ? nothing : html`<p class="hint">${detail}</p>`}
    ${
      checks.length === 0
        ? nothing
        : html`<ul class="missed" aria-label=${tell(texts.missedChecks)}>
            ${checks.map((sentence) => html`<li>${sentence}</li>`)}
          </ul>`
    }
    ${text === '' ? nothing : html`<pre>${marked}</pre>`}
    ${right === undefined ? nothing : keepForm(replyId(key), right, keep, page)}
  `;
}

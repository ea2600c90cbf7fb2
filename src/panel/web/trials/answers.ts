import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { AnswerView, VariantView } from '../../trials/protocol.ts';
import { resultTexts as texts } from '../../trials/texts.ts';
import type { Page } from '../main.ts';

/** The answers as bars with their intervals. Choosing one narrows the samples to it; choosing it again lifts that. */
export function answerList(
  variant: VariantView,
  isAlone: boolean,
  page: Page,
): TemplateResult | typeof nothing {
  const { tell } = page;
  const { answers, moreAnswers, title } = variant;
  if (answers.length === 0) return nothing;
  const name = isAlone ? tell(texts.answers) : tell(texts.answersOf, { variant: title });
  return html`
    <ul class="answers" role="listbox" aria-label=${name} @keydown=${moveFocus}>
      ${repeat(
        answers,
        ({ key }) => key,
        (answer, index) => answerOption(answer, index, variant, page),
      )}
    </ul>
    ${moreAnswers === 0 ? nothing : html`<p class="hint">${tell(texts.moreAnswers, { count: moreAnswers })}</p>`}
  `;
}

function answerOption(
  answer: AnswerView,
  index: number,
  variant: VariantView,
  { send, tell }: Page,
): TemplateResult {
  const isSelected = variant.selected === answer.key;
  const isEntry = variant.selected === undefined ? index === 0 : isSelected;
  const choose = () =>
    send({ room: 'trials', type: 'answer', variant: variant.id, ...(isSelected ? {} : { key: answer.key }) });
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    choose();
  };
  return html`
    <li
      role="option"
      class=${answer.leading ? 'leading' : ''}
      aria-selected=${isSelected ? 'true' : 'false'}
      tabindex=${isEntry ? '0' : '-1'}
      @click=${choose}
      @keydown=${onKey}
    >
      <span class="hidden">${answer.name}</span>
      <span class="answer" aria-hidden="true">
        <span class="text" title=${answer.label}>${answer.label}</span>
        ${answer.expected ? html`<span class="tag">${tell(texts.expected)}</span>` : nothing}
        <span class="count">${answer.count}</span>
      </span>
      ${bar(answer)}
    </li>
  `;
}

/** The share as a bar, its 95 % interval as a whisker. */
function bar({ share, low, high }: AnswerView): TemplateResult {
  const at = (part: number) => `${(part * 100).toFixed(2)}%`;
  return html`
    <svg class="bar" aria-hidden="true" width="100%" height="12">
      ${svg`
        <rect class="track" x="0" y="2" width="100%" height="8"></rect>
        <rect class="share" x="0" y="2" width=${at(share)} height="8"></rect>
        <line class="interval" x1=${at(low)} x2=${at(high)} y1="6" y2="6"></line>
        <line class="interval" x1=${at(low)} x2=${at(low)} y1="2" y2="10"></line>
        <line class="interval" x1=${at(high)} x2=${at(high)} y1="2" y2="10"></line>
      `}
    </svg>
  `;
}

function moveFocus(event: KeyboardEvent): void {
  const { currentTarget, key, target } = event;
  if (!(currentTarget instanceof HTMLElement) || !(target instanceof HTMLElement)) return;
  const options = [...currentTarget.querySelectorAll<HTMLElement>('[role=option]')];
  const from = options.indexOf(target);
  const last = options.length - 1;
  const to = { ArrowDown: Math.min(from + 1, last), ArrowUp: Math.max(from - 1, 0), Home: 0, End: last }[key];
  if (to === undefined) return;
  event.preventDefault();
  options[to]?.focus();
}

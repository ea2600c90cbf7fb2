import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { CasesView } from '../../cases/protocol.ts';
import { casesTexts as texts } from '../../cases/texts.ts';
import { formTexts } from '../../setup/texts.ts';
import { checkbox, iconButton, select, typedIn, wordyButton } from '../controls.ts';
import type { Page } from '../main.ts';
import { caseRows } from './rows.ts';

/** The cases file beside the prompt, and the ways to more cases. */
export function casesRoom(cases: CasesView | undefined, page: Page): TemplateResult {
  const { send, tell } = page;
  if (cases === undefined) return html``;
  if (!cases.hasPrompt) return html`<p class="hint">${tell(texts.noPrompt)}</p>`;
  const { file } = cases;
  return html`
    <section aria-label=${tell(texts.cases)}>
      <div class="row">
        <p class="grow">${cases.summary}</p>
        ${cases.exists ? iconButton(tell(texts.open, { file }), 'go-to-file', () => send({ room: 'cases', type: 'open' })) : nothing}
      </div>
      ${cases.problems.map((problem) => problemRow(problem, file, page))}
      ${moreProblems(cases.moreProblems, page)} ${caseRows(cases, page)}
      ${byHand(cases, page)} ${paste(cases, page)} ${proposal(cases, page)}
    </section>
  `;
}

function problemRow(
  { line, text }: CasesView['problems'][number],
  file: string,
  { send, tell }: Page,
): TemplateResult {
  return html`
    <div class="row">
      <p class="problem grow">${text}</p>
      ${iconButton(tell(texts.openLine, { line, file }), 'go-to-file', () => send({ room: 'cases', type: 'open', line }))}
    </div>
  `;
}

function moreProblems(count: number, { tell }: Page) {
  return count === 0 ? nothing : html`<p class="problem">${tell(texts.moreProblems, { count })}</p>`;
}

function byHand({ draft }: CasesView, { send, tell }: Page): TemplateResult {
  return html`
    <details class="beside">
      <summary>${tell(texts.addByHand)}</summary>
      ${draft.inputs.map(
        ({ name, value }, index) => html`
          <div class="field">
            <label for="case-input-${index}">${name === 'task' ? tell(texts.taskLabel) : name}</label>
            <textarea
              id="case-input-${index}"
              rows="1"
              .value=${live(value)}
              @input=${(event: Event) => send({ room: 'cases', type: 'draftInput', name, text: typedIn(event) })}
            ></textarea>
          </div>
        `,
      )}
      <div class="field">
        <label for="case-expected">${tell(texts.optional, { name: tell(texts.expected) })}</label>
        <textarea
          id="case-expected"
          rows="1"
          .value=${live(draft.expected)}
          @input=${(event: Event) => send({ room: 'cases', type: 'draftExpected', text: typedIn(event) })}
        ></textarea>
      </div>
      <div class="buttons">
        ${wordyButton({
          label: tell(texts.add),
          icon: 'add',
          disabled: !draft.complete,
          press: () => send({ room: 'cases', type: 'add' }),
        })}
      </div>
    </details>
  `;
}

function paste({ paste: pasted }: CasesView, page: Page): TemplateResult {
  const { send, tell } = page;
  return html`
    <details class="beside">
      <summary>${tell(texts.pasteCsv)}</summary>
      <div class="field">
        <label for="case-csv">${tell(texts.csv)}</label>
        <textarea
          id="case-csv"
          rows="4"
          aria-describedby="case-csv-summary"
          .value=${live(pasted.text)}
          @input=${(event: Event) => send({ room: 'cases', type: 'paste', text: typedIn(event) })}
        ></textarea>
        <p class="hint" id="case-csv-summary" role="status">${pasted.summary}</p>
        ${pasted.header === undefined ? nothing : headerChoice(pasted.header, page)}
        ${pasted.problems.map((problem) => html`<p class="problem">${problem}</p>`)}
        ${moreProblems(pasted.moreProblems, page)}
      </div>
      <div class="buttons">
        ${wordyButton({
          label: tell(texts.addPasted, { count: pasted.count }),
          icon: 'add',
          disabled: pasted.count === 0,
          press: () => send({ room: 'cases', type: 'addPasted' }),
        })}
      </div>
    </details>
  `;
}

function headerChoice(on: boolean, { send, tell }: Page): TemplateResult {
  const choose = (chosen: boolean) => send({ room: 'cases', type: 'pasteHeader', on: chosen });
  return checkbox('case-csv-header', tell(texts.header), on, choose);
}

function proposal(
  { proposal: { models, model, listModels, size, blocked, running } }: CasesView,
  page: Page,
) {
  const { send, tell } = page;
  const list = tell(formTexts.listModels, { server: listModels ?? '' });
  return html`
    <details class="beside">
      <summary>${tell(texts.propose)}</summary>
      <p class="hint">${tell(texts.proposeHint)}</p>
      <div class="row">
        ${select({
          id: 'case-writer',
          label: tell(texts.writer),
          choices: models,
          value: model,
          empty: tell(texts.noWriter),
          choose: (id) => send({ room: 'cases', type: 'proposalModel', id }),
        })}
        ${listModels === undefined ? nothing : iconButton(list, 'refresh', () => send({ room: 'setup', type: 'listModels' }))}
        ${iconButton(tell(formTexts.setKey), 'key', () => send({ room: 'setup', type: 'setKey' }))}
      </div>
      <div id="case-size" class="size" role="group" aria-label=${tell(texts.size)}>
        ${size.map((line) => html`<p>${line}</p>`)}
        ${blocked === undefined ? nothing : html`<p class="blocked">${blocked}</p>`}
      </div>
      <p class="hint" role="status">${running ? tell(texts.proposing) : ''}</p>
      <div class="buttons">
        ${
          running
            ? wordyButton({
                label: tell(texts.stop),
                icon: 'debug-stop',
                press: () => send({ room: 'cases', type: 'stopProposing' }),
              })
            : wordyButton({
                label: tell(texts.proposeNow),
                icon: 'sparkle',
                describedBy: 'case-size',
                disabled: blocked !== undefined,
                press: () => send({ room: 'cases', type: 'propose' }),
              })
        }
      </div>
    </details>
  `;
}

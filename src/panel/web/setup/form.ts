import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { SetupField, SetupView } from '../../setup/protocol.ts';
import { formTexts as texts } from '../../setup/texts.ts';
import { iconButton, select, typedIn, wordyButton } from '../controls.ts';
import type { Page } from '../main.ts';

/** The prompt, and a way to find another. */
export function promptRow(setup: SetupView, { send, tell }: Page): TemplateResult {
  return html`
    <div class="row">
      ${select({
        id: 'prompt',
        label: tell(texts.prompt),
        choices: setup.prompts,
        value: setup.prompt,
        empty: tell(texts.noPrompt),
        choose: (id) => send({ room: 'setup', type: 'choosePrompt', id }),
      })}
      ${iconButton(tell(texts.browse), 'search', () => send({ room: 'setup', type: 'browsePrompts' }))}
    </div>
  `;
}

/** The model, and what can be done where none is at hand. */
export function modelRow(setup: SetupView, { send, tell }: Page): TemplateResult {
  const { listModels: server, missedModel } = setup;
  const list = server === undefined ? tell(texts.lookForModels) : tell(texts.listModels, { server });
  return html`
    <div class="row">
      ${select({
        id: 'model',
        label: tell(texts.model),
        choices: setup.models,
        value: setup.model,
        empty: tell(texts.noModel),
        choose: (id) => send({ room: 'setup', type: 'chooseModel', id }),
      })}
      ${iconButton(list, 'refresh', () => send({ room: 'setup', type: 'listModels' }))}
      ${iconButton(tell(texts.setKey), 'key', () => send({ room: 'setup', type: 'setKey' }))}
    </div>
    <p class="hint" role="status">${missedModel ?? ''}</p>
    ${
      setup.canSetUpModel
        ? wordyButton({
            label: tell(texts.setUpModel),
            icon: 'cloud-download',
            press: () => send({ room: 'setup', type: 'setUpModel' }),
          })
        : nothing
    }
  `;
}

/** One field with what is wrong with it. */
export function field(
  name: Exclude<SetupField, 'task'>,
  text: (typeof texts)['samples' | 'temperature' | 'maxTokens'],
  setup: SetupView,
  { send, tell }: Page,
) {
  const problem = setup.fieldProblems[name];
  return html`
    <div class="field">
      <label for=${name}>${tell(text)}</label>
      <input
        id=${name}
        inputmode="decimal"
        placeholder=${name === 'samples' ? '' : tell(texts.providerDefault)}
        .value=${live(setup.fields[name])}
        aria-invalid=${problem === undefined ? 'false' : 'true'}
        aria-describedby=${problem === undefined ? nothing : `${name}-problem`}
        @input=${(event: Event) => send({ room: 'setup', type: 'field', field: name, value: typedIn(event) })}
      />
      ${problem === undefined ? nothing : html`<p class="problem" id="${name}-problem">${problem}</p>`}
    </div>
  `;
}

/** What the user asks of an instruction file. */
export function task(setup: SetupView, { send, tell }: Page) {
  if (!setup.needsTask) return nothing;
  return html`
    <div class="field">
      <label for="task">${tell(texts.task)}</label>
      <textarea
        id="task"
        rows="3"
        aria-describedby="task-hint"
        .value=${live(setup.fields.task)}
        @input=${(event: Event) => send({ room: 'setup', type: 'field', field: 'task', value: typedIn(event) })}
      ></textarea>
      <p class="hint" id="task-hint">${tell(texts.taskHint)}</p>
    </div>
  `;
}

/** Values of holes. */
export function holes(values: SetupView['holes'], { send, tell }: Page) {
  if (values.length === 0) return nothing;
  return html`
    <fieldset>
      <legend>${tell(texts.holes)}</legend>
      ${values.map(
        ({ name, value, proposed }, index) => html`
          <div class="field">
            <label for="hole-${index}">
              ${name} ${proposed && value !== '' ? html`<span class="hint">(${tell(texts.proposed)})</span>` : nothing}
            </label>
            <textarea
              id="hole-${index}"
              rows="1"
              .value=${live(value)}
              @input=${(event: Event) => send({ room: 'setup', type: 'hole', name, value: typedIn(event) })}
            ></textarea>
          </div>
        `,
      )}
    </fieldset>
  `;
}

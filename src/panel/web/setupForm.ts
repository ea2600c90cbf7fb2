import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { RunView, SetupField, SetupView } from '../protocol.ts';
import { pageTexts as texts } from '../texts.ts';
import { button, iconButton, select, typedIn } from './controls.ts';
import type { Page } from './main.ts';

/** The form: what to run, with what, how often; its size and cost; and the buttons that start and stop. */
export function setupForm(setup: SetupView, run: RunView | undefined, page: Page): TemplateResult {
  const { tell } = page;
  return html`
    <section class="setup" aria-label=${tell(texts.setup)}>
      ${promptRow(setup, page)} ${modelRow(setup, page)}
      <div class="fields">
        ${field('samples', texts.samples, setup, page)} ${field('temperature', texts.temperature, setup, page)}
        ${field('maxTokens', texts.maxTokens, setup, page)}
      </div>
      ${setup.needsTask ? task(setup, page) : nothing} ${casesRow(setup, page)} ${holes(setup, page)}
      ${compareRow(setup, page)} ${size(setup, page)} ${runButtons(setup, run, page)}
    </section>
  `;
}

function promptRow(setup: SetupView, { send, tell }: Page): TemplateResult {
  return html`
    <div class="row">
      ${select({
        id: 'prompt',
        label: tell(texts.prompt),
        choices: setup.prompts,
        value: setup.prompt,
        empty: tell(texts.noPrompt),
        choose: (id) => send({ type: 'choosePrompt', id }),
      })}
      ${iconButton(tell(texts.browse), 'search', () => send({ type: 'browsePrompts' }))}
    </div>
  `;
}

function modelRow(setup: SetupView, { send, tell }: Page): TemplateResult {
  const { listModels } = setup;
  const list = tell(texts.listModels, { server: listModels ?? '' });
  return html`
    <div class="row">
      ${select({
        id: 'model',
        label: tell(texts.model),
        choices: setup.models,
        value: setup.model,
        empty: tell(texts.noModel),
        choose: (id) => send({ type: 'chooseModel', id }),
      })}
      ${listModels === undefined ? nothing : iconButton(list, 'refresh', () => send({ type: 'listModels' }))}
      ${iconButton(tell(texts.setKey), 'key', () => send({ type: 'setKey' }))}
    </div>
    ${
      setup.canSetUpModel
        ? button({
            label: tell(texts.setUpModel),
            icon: 'cloud-download',
            secondary: true,
            press: () => send({ type: 'setUpModel' }),
          })
        : nothing
    }
  `;
}

function field(
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
        @input=${(event: Event) => send({ type: 'field', field: name, value: typedIn(event) })}
      />
      ${problem === undefined ? nothing : html`<p class="problem" id="${name}-problem">${problem}</p>`}
    </div>
  `;
}

function task(setup: SetupView, { send, tell }: Page): TemplateResult {
  return html`
    <div class="field">
      <label for="task">${tell(texts.task)}</label>
      <textarea
        id="task"
        rows="3"
        aria-describedby="task-hint"
        .value=${live(setup.fields.task)}
        @input=${(event: Event) => send({ type: 'field', field: 'task', value: typedIn(event) })}
      ></textarea>
      <p class="hint" id="task-hint">${tell(texts.taskHint)}</p>
    </div>
  `;
}

function holes(setup: SetupView, { send, tell }: Page) {
  if (setup.holes.length === 0) return nothing;
  return html`
    <fieldset>
      <legend>${tell(texts.holes)}</legend>
      ${setup.holes.map(
        ({ name, value, proposed }, index) => html`
          <div class="field">
            <label for="hole-${index}">
              ${name} ${proposed && value !== '' ? html`<span class="hint">(${tell(texts.proposed)})</span>` : nothing}
            </label>
            <textarea
              id="hole-${index}"
              rows="1"
              .value=${live(value)}
              @input=${(event: Event) => send({ type: 'hole', name, value: typedIn(event) })}
            ></textarea>
          </div>
        `,
      )}
    </fieldset>
  `;
}

function casesRow({ cases }: SetupView, { send }: Page) {
  if (cases === undefined) return nothing;
  return html`
    ${checkbox('cases', cases.label, cases.on, (on) => send({ type: 'useCases', on }))}
    ${cases.problems.map((problem) => html`<p class="problem">${problem}</p>`)}
  `;
}

function compareRow({ compare }: SetupView, { send }: Page) {
  return compare === undefined
    ? nothing
    : checkbox('compare', compare.label, compare.on, (on) => send({ type: 'compare', on }));
}

function checkbox(id: string, label: string, on: boolean, change: (on: boolean) => void): TemplateResult {
  return html`
    <div class="check">
      <input
        type="checkbox"
        id=${id}
        .checked=${live(on)}
        @change=${(event: Event) => change(event.target instanceof HTMLInputElement && event.target.checked)}
      />
      <label for=${id}>${label}</label>
    </div>
  `;
}

function size({ estimate, blocked }: SetupView, { tell }: Page) {
  return html`
    <div id="size" class="size" role="group" aria-label=${tell(texts.size)}>
      ${estimate.map((line) => html`<p>${line}</p>`)}
      ${blocked === undefined ? nothing : html`<p class="blocked">${blocked}</p>`}
    </div>
  `;
}

function runButtons(setup: SetupView, run: RunView | undefined, { send, tell }: Page): TemplateResult {
  const isRunning = run?.status === 'running' || run?.status === 'stopping';
  return html`
    <div class="buttons">
      ${
        isRunning
          ? button({
              label: tell(texts.stop),
              icon: 'debug-stop',
              disabled: run.status === 'stopping',
              press: () => send({ type: 'stop' }),
            })
          : button({
              label: tell(texts.run),
              icon: 'play',
              describedBy: 'size',
              disabled: setup.blocked !== undefined,
              press: () => send({ type: 'run' }),
            })
      }
      ${
        run?.resumable === true
          ? button({
              label: tell(texts.resume),
              icon: 'debug-continue',
              secondary: true,
              press: () => send({ type: 'resume' }),
            })
          : nothing
      }
    </div>
  `;
}

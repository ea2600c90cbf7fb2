import { html, nothing, type TemplateResult } from 'lit';
import type { SetupView, VariantSource } from '../../setup/protocol.ts';
import { formTexts as texts } from '../../setup/texts.ts';
import type { RunView } from '../../trials/protocol.ts';
import { button, checkbox, counted, iconButton, select, wordyButton } from '../controls.ts';
import type { Page } from '../main.ts';
import { field, holes, modelRow, task } from '../setup/form.ts';
import { checksRow } from './checks.ts';

/** What to run how often, its size and cost, and the buttons that start and stop. */
export function trialsForm(setup: SetupView, run: RunView | undefined, page: Page): TemplateResult {
  return html`
    <section class="setup" aria-label=${page.tell(texts.setup)}>
      ${modelRow(setup, page)}
      <div class="fields">
        ${field('samples', texts.samples, setup, page)}
        ${field('temperature', texts.temperature, setup, page)}
        ${field('maxTokens', texts.maxTokens, setup, page)}
      </div>
      ${task(setup, page)} ${casesRow(setup, page)} ${holes(setup.asked, page)} ${checksRow(setup, page)} ${besideRow(setup, page)}
      ${size(setup, page)} ${runButtons(setup, run, page)}
    </section>
  `;
}

function casesRow({ cases }: SetupView, { send }: Page) {
  if (cases === undefined) return nothing;
  return html`
    ${checkbox('cases', cases.label, cases.on, (on) => send({ room: 'setup', type: 'useCases', on }))}
    ${cases.problems.map((problem) => html`<p class="problem">${problem}</p>`)}
  `;
}

/** Other texts and models to run on the same cases. */
function besideRow(setup: SetupView, page: Page): TemplateResult {
  const { send, tell } = page;
  const { alternatives, moreModels, otherModels } = setup;
  const add = (source: VariantSource, icon: string, label: string) =>
    wordyButton({
      label,
      icon,
      press: () => send({ room: 'setup', type: 'addVariant', source }),
    });
  return html`
    <details class="beside">
      <summary>${counted(tell(texts.beside), alternatives.length + moreModels.length)}</summary>
      ${alternatives.map((each) => alternativeRow(each, page))}
      <div class="buttons">
        ${add('rewrite', 'sparkle', tell(texts.addRewrite))} ${add('head', 'git-commit', tell(texts.addHead))}
        ${add('prompt', 'file', tell(texts.addPrompt))}
      </div>
      ${moreModels.map(({ id, label }) => modelBeside(id, label, page))}
      ${
        otherModels.length === 0
          ? nothing
          : html`<div class="row">
              ${select({
                id: 'more-models',
                label: tell(texts.addModel),
                choices: otherModels,
                value: undefined,
                empty: tell(texts.noOtherModel),
                choose: (id) => send({ room: 'setup', type: 'addModel', id }),
              })}
            </div>`
      }
    </details>
  `;
}

function alternativeRow(
  { id, label, on }: SetupView['alternatives'][number],
  { send, tell }: Page,
): TemplateResult {
  return html`
    <div class="row">
      ${checkbox(`beside-${id}`, label, on, (now) => send({ room: 'setup', type: 'useVariant', id, on: now }))}
      ${iconButton(tell(texts.remove, { name: label }), 'close', () => send({ room: 'setup', type: 'removeVariant', id }))}
    </div>
  `;
}

function modelBeside(id: string, label: string, { send, tell }: Page): TemplateResult {
  return html`
    <div class="row">
      <span class="grow">${label}</span>
      ${iconButton(tell(texts.remove, { name: label }), 'close', () => send({ room: 'setup', type: 'removeModel', id }))}
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
              press: () => send({ room: 'trials', type: 'stop' }),
            })
          : button({
              label: tell(texts.run),
              icon: 'play',
              describedBy: 'size',
              disabled: setup.blocked !== undefined,
              press: () => send({ room: 'trials', type: 'run' }),
            })
      }
      ${
        run?.resumable === true
          ? wordyButton({
              label: tell(texts.resume),
              icon: 'debug-continue',
              press: () => send({ room: 'trials', type: 'resume' }),
            })
          : nothing
      }
    </div>
  `;
}

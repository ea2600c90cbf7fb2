import { html, nothing, type TemplateResult } from 'lit';
import type { SetupView } from '../../setup/protocol.ts';
import { formTexts } from '../../setup/texts.ts';
import type { RunView } from '../../trials/protocol.ts';
import { button, checkbox } from '../controls.ts';
import type { Page } from '../main.ts';
import { field, holes, modelRow, task } from '../setup/form.ts';

/** What to run how often, its size and cost, and the buttons that start and stop. */
export function trialsForm(setup: SetupView, run: RunView | undefined, page: Page): TemplateResult {
  return html`
    <section class="setup" aria-label=${page.tell(formTexts.setup)}>
      ${modelRow(setup, page)}
      <div class="fields">
        ${field('samples', formTexts.samples, setup, page)}
        ${field('temperature', formTexts.temperature, setup, page)}
        ${field('maxTokens', formTexts.maxTokens, setup, page)}
      </div>
      ${task(setup, page)} ${casesRow(setup, page)} ${setup.cases?.on === true ? nothing : holes(setup, page)} ${compareRow(setup, page)}
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

function compareRow({ compare }: SetupView, { send }: Page) {
  return compare === undefined
    ? nothing
    : checkbox('compare', compare.label, compare.on, (on) => send({ room: 'setup', type: 'compare', on }));
}

function size({ estimate, blocked }: SetupView, { tell }: Page) {
  return html`
    <div id="size" class="size" role="group" aria-label=${tell(formTexts.size)}>
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
              label: tell(formTexts.stop),
              icon: 'debug-stop',
              disabled: run.status === 'stopping',
              press: () => send({ room: 'trials', type: 'stop' }),
            })
          : button({
              label: tell(formTexts.run),
              icon: 'play',
              describedBy: 'size',
              disabled: setup.blocked !== undefined,
              press: () => send({ room: 'trials', type: 'run' }),
            })
      }
      ${
        run?.resumable === true
          ? button({
              label: tell(formTexts.resume),
              icon: 'debug-continue',
              secondary: true,
              press: () => send({ room: 'trials', type: 'resume' }),
            })
          : nothing
      }
    </div>
  `;
}

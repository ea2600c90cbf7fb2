import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { OnceReply, OnceView, RequestCopy } from '../../once/protocol.ts';
import { onceTexts as texts } from '../../once/texts.ts';
import type { SetupView } from '../../setup/protocol.ts';
import { formTexts } from '../../setup/texts.ts';
import { keepForm } from '../cases/keep.ts';
import { button, iconButton, select, typedIn, wordyButton } from '../controls.ts';
import type { Page } from '../main.ts';
import { field, holes, modelRow, task } from '../setup/form.ts';

/** One request as it would be sent, and its reply as it comes. */
export function onceRoom(setup: SetupView, once: OnceView | undefined, page: Page): TemplateResult {
  if (once === undefined) return html``;
  const { tell } = page;
  return html`
    <section class="setup" aria-label=${tell(texts.setup)}>
      ${modelRow(setup, page)}
      <div class="fields">
        ${field('temperature', formTexts.temperature, setup, page)}
        ${field('maxTokens', formTexts.maxTokens, setup, page)}
      </div>
      ${inputs(once, page)} ${once.needsTask ? task(setup, page) : nothing}
      ${once.showsHoles ? holes(setup.holes, page) : nothing}
      <div id="once-size" class="size" role="group" aria-label=${tell(texts.size)}>
        ${once.size.map((line) => html`<p>${line}</p>`)}
        ${once.blocked === undefined ? nothing : html`<p class="blocked">${once.blocked}</p>`}
      </div>
      ${runButton(once, page)}
    </section>
    ${replies(once, page)} ${request(once, page)}
  `;
}

function inputs({ inputs: choices, input }: OnceView, { send, tell }: Page) {
  if (choices.length < 2) return nothing;
  const choose = (id: string) => send({ room: 'once', type: 'input', id });
  return html`
    <div class="row">
      ${select({ id: 'once-input', label: tell(texts.inputs), choices, value: input, choose })}
    </div>
  `;
}

function request(once: OnceView, page: Page): TemplateResult {
  const { send, tell } = page;
  const { drafts } = once;
  return html`
    <details class="request" open>
      <summary>${tell(texts.rendered)}</summary>
      <div class="buttons">
        ${drafts === undefined ? iconButton(tell(texts.edit), 'edit', () => send({ room: 'once', type: 'edit' })) : nothing}
        ${once.copies.map((copy) => copyButton(copy, page))}
      </div>
      ${
        drafts === undefined
          ? once.rendered.map(
              ({ role, content }) => html`
                <p class="label">${role}</p>
                <pre>${content}</pre>
              `,
            )
          : draftFields(drafts, once, page)
      }
    </details>
  `;
}

function draftFields(
  drafts: NonNullable<OnceView['drafts']>,
  { changed }: OnceView,
  { send, tell }: Page,
): TemplateResult {
  return html`
    <p class="hint" id="draft-hint">${tell(texts.draftHint)}</p>
    ${drafts.map(
      ({ role, text }, turn) => html`
        <div class="field">
          <label for="draft-${turn}">${tell(texts.draft, { role })}</label>
          <textarea
            id="draft-${turn}"
            rows="6"
            aria-describedby="draft-hint"
            .value=${live(text)}
            @input=${(event: Event) => send({ room: 'once', type: 'draft', turn, text: typedIn(event) })}
          ></textarea>
        </div>
      `,
    )}
    <div class="buttons">
      ${wordyButton({
        label: tell(texts.write),
        icon: 'save',
        disabled: !changed,
        press: () => send({ room: 'once', type: 'write' }),
      })}
      ${wordyButton({
        label: tell(texts.discard),
        icon: 'discard',
        press: () => send({ room: 'once', type: 'discard' }),
      })}
    </div>
  `;
}

const copyLabels = {
  text: { icon: 'copy', text: texts.copyText },
  json: { icon: 'json', text: texts.copyJson },
  curl: { icon: 'terminal', text: texts.copyCurl },
} as const;

function copyButton(copy: RequestCopy, { send, tell }: Page): TemplateResult {
  const { icon, text } = copyLabels[copy];
  return iconButton(tell(text), icon, () => send({ room: 'once', type: 'copy', copy }));
}

function runButton({ running, blocked, reply }: OnceView, { send, tell }: Page): TemplateResult {
  return html`
    <div class="buttons">
      ${
        running
          ? button({
              label: tell(texts.stop),
              icon: 'debug-stop',
              press: () => send({ room: 'once', type: 'stop' }),
            })
          : button({
              label: tell(reply === undefined ? texts.run : texts.again),
              icon: 'play',
              describedBy: 'once-size',
              disabled: blocked !== undefined,
              press: () => send({ room: 'once', type: 'run' }),
            })
      }
    </div>
  `;
}

function replies({ reply, earlier, running }: OnceView, page: Page): TemplateResult {
  const { send, tell } = page;
  if (reply === undefined) return html`<p class="hint">${tell(texts.none)}</p>`;
  return html`
    <section class="results" aria-label=${tell(texts.reply)}>
      ${replyText(reply)}
      <p class=${reply.failed ? 'problem' : 'hint'} role="status" aria-busy=${running ? 'true' : 'false'}>
        ${reply.detail}
      </p>
      <div class="buttons">
        ${iconButton(tell(texts.copyReply), 'copy', () => send({ room: 'once', type: 'copyReply' }))}
      </div>
      ${keep(reply, page)}
      ${
        earlier.length === 0
          ? nothing
          : html`<details>
              <summary>${tell(texts.earlier)}</summary>
              ${earlier.map((each) => html`${replyText(each)}<p class="hint">${each.detail}</p>${keep(each, page)}`)}
            </details>`
      }
    </section>
  `;
}

/** A reply that has come to its end can become a case. */
function keep({ number, right }: OnceReply, page: Page) {
  if (right === undefined) return nothing;
  const send = (answer?: string) =>
    page.send({ room: 'once', type: 'keepCase', number, ...(answer === undefined ? {} : { answer }) });
  return keepForm(`once-${number}`, right, send, page);
}

function replyText({ title, text }: OnceReply): TemplateResult {
  return html`
    <h2>${title}</h2>
    ${text === '' ? nothing : html`<pre class="reply">${text}</pre>`}
  `;
}

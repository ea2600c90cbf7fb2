import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Choice } from '../choice.ts';

/** A native select: every screen reader and keyboard knows it. */
export function select(options: {
  readonly id: string;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string | undefined;
  readonly empty?: string;
  readonly choose: (id: string) => void;
}): TemplateResult {
  const { id, label, choices, value, empty, choose } = options;
  const isKnown = choices.some((choice) => choice.id === value);
  return html`
    <label for=${id}>${label}</label>
    <select id=${id} ?disabled=${choices.length === 0} @change=${(event: Event) => choose(typedIn(event))}>
      ${isKnown ? nothing : html`<option value="" selected>${empty ?? ''}</option>`}
      ${choices.map(
        (choice) => html`
          <option value=${choice.id} .selected=${choice.id === value} title=${choice.detail ?? ''}>
            ${choice.detail === undefined ? choice.label : `${choice.label} — ${choice.detail}`}
          </option>
        `,
      )}
    </select>
  `;
}

interface ButtonOptions {
  readonly label: string;
  readonly icon: string;
  readonly press: () => void;
  readonly disabled?: boolean;
  readonly describedBy?: string;
}

/** The main button of a room, with a codicon before its few words. */
export function button(options: ButtonOptions): TemplateResult {
  const { label, icon, press, disabled = false, describedBy } = options;
  return html`
    <vscode-button
      .disabled=${disabled}
      aria-describedby=${describedBy ?? nothing}
      @click=${disabled ? undefined : press}
    >
      <span slot="content-before" class="codicon codicon-${icon}" aria-hidden="true"></span>${label}
    </vscode-button>
  `;
}

/** Any other button: its words wrap where a narrow panel leaves no room for them on one line. */
export function wordyButton(options: ButtonOptions): TemplateResult {
  const { label, icon, press, disabled = false, describedBy } = options;
  return html`
    <button
      type="button"
      class="secondary"
      ?disabled=${disabled}
      aria-describedby=${describedBy ?? nothing}
      @click=${press}
    >
      <span class="codicon codicon-${icon}" aria-hidden="true"></span> ${label}
    </button>
  `;
}

/** A button that shows only a codicon; its name is told to screen readers and in the tooltip. */
export function iconButton(label: string, icon: string, press: () => void, disabled = false): TemplateResult {
  return html`
    <button class="icon" title=${label} aria-label=${label} ?disabled=${disabled} @click=${press}>
      <span class="codicon codicon-${icon}" aria-hidden="true"></span>
    </button>
  `;
}

/** A box to tick. */
export function checkbox(
  id: string,
  label: string,
  on: boolean,
  change: (on: boolean) => void,
): TemplateResult {
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

/** A heading with how many things it holds, where it holds any. */
export function counted(words: string, count: number): string {
  return count === 0 ? words : `${words} (${count})`;
}

/** The value of the field an event comes from. */
export function typedIn(event: Event): string {
  const { target } = event;
  return target !== null && 'value' in target ? String(target.value) : '';
}

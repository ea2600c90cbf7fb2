import { html, type TemplateResult } from 'lit';
import { type PanelState, type Tab, tabs } from '../protocol.ts';
import { tabTexts } from '../texts.ts';
import { casesRoom } from './cases/room.ts';
import { historyRoom } from './history/room.ts';
import type { Page } from './main.ts';
import { onceRoom } from './once/room.ts';
import { trialsForm } from './trials/form.ts';
import { results } from './trials/results.ts';

/** The rooms of the panel, as tabs: arrow keys move between them. */
export function tabStrip({ tab: current }: PanelState, { send, tell }: Page): TemplateResult {
  const show = (tab: Tab) => send({ room: 'page', type: 'tab', tab });
  return html`
    <div class="tabs" role="tablist" aria-label=${tell(tabTexts.rooms)} @keydown=${moveFocus}>
      ${tabs.map(
        (tab) => html`
          <button
            role="tab"
            id="tab-${tab}"
            aria-controls="room"
            aria-selected=${tab === current ? 'true' : 'false'}
            tabindex=${tab === current ? '0' : '-1'}
            @click=${() => show(tab)}
          >
            ${tell(tabTexts[tab])}
          </button>
        `,
      )}
    </div>
  `;
}

/** What the room in front shows. */
export function room(state: PanelState, page: Page): TemplateResult {
  return html`<div id="room" role="tabpanel" aria-labelledby="tab-${state.tab}">${inside(state, page)}</div>`;
}

function inside(state: PanelState, page: Page): TemplateResult {
  switch (state.tab) {
    case 'once':
      return onceRoom(state.setup, state.once, page);
    case 'trials':
      return html`${trialsForm(state.setup, state.run, page)} ${results(state.run, page)}`;
    case 'cases':
      return casesRoom(state.cases, page);
    case 'history':
      return historyRoom(state.history, page);
  }
}

function moveFocus(event: KeyboardEvent): void {
  const { currentTarget, key, target } = event;
  if (!(currentTarget instanceof HTMLElement) || !(target instanceof HTMLElement)) return;
  const all = [...currentTarget.querySelectorAll<HTMLElement>('[role=tab]')];
  const from = all.indexOf(target);
  const last = all.length - 1;
  const to = {
    ArrowRight: from === last ? 0 : from + 1,
    ArrowLeft: from === 0 ? last : from - 1,
    Home: 0,
    End: last,
  }[key];
  if (to === undefined) return;
  event.preventDefault();
  all[to]?.focus();
  all[to]?.click();
}

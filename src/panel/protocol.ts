import type { Locale } from '../base/text.ts';
import { type CasesMessage, type CasesView, parseCasesMessage } from './cases/protocol.ts';
import { type HistoryMessage, type HistoryView, parseHistoryMessage } from './history/protocol.ts';
import { type OnceMessage, type OnceView, parseOnceMessage } from './once/protocol.ts';
import { isRecord, oneOf } from './parsing.ts';
import { parseSetupMessage, type SetupMessage, type SetupView } from './setup/protocol.ts';
import { parseTrialsMessage, type ReplyView, type RunView, type TrialsMessage } from './trials/protocol.ts';

/**
 * What passes between the panel's host and its page. The host sends whole states, never changes; the page draws the last
 * one and sends what the user did. Every text in a state is ready to show, and none of it is markup.
 */
export type ToPage =
  | { readonly type: 'state'; readonly state: PanelState }
  | { readonly type: 'reply'; readonly reply: ReplyView };

/** The rooms a user can be in; each draws its own part of the state. */
export const tabs = ['once', 'trials', 'cases', 'history'] as const;

export type Tab = (typeof tabs)[number];

/** Everything the page shows. Bounded: lists are cut to a window, texts of replies are fetched by id. */
export interface PanelState {
  readonly locale: Locale;
  /** The room in front. */
  readonly tab: Tab;
  /** How often a command brought the keyboard here: the room's main button or tab takes it whenever this grows. */
  readonly summoned: number;
  readonly setup: SetupView;
  readonly once?: OnceView;
  readonly run?: RunView;
  readonly cases?: CasesView;
  readonly history?: HistoryView;
  /** One sentence about something that did not work, with the next step. */
  readonly notice?: string;
  /** One sentence about what was done. */
  readonly done?: string;
}

/** What the user did on the page, and in which room. */
export type FromPage =
  | { readonly room: 'page'; readonly type: 'ready' }
  | { readonly room: 'page'; readonly type: 'tab'; readonly tab: Tab }
  | InRoom<'setup', SetupMessage>
  | InRoom<'once', OnceMessage>
  | InRoom<'trials', TrialsMessage>
  | InRoom<'cases', CasesMessage>
  | InRoom<'history', HistoryMessage>;

type InRoom<Room extends string, Message> = Message extends unknown
  ? Message & { readonly room: Room }
  : never;

/** Reads a message of the page; `undefined` for anything that is none. */
export function parseFromPage(message: unknown): FromPage | undefined {
  if (!isRecord(message)) return undefined;
  const { room } = message;
  switch (room) {
    case 'page': {
      const tab = oneOf(tabs, message['tab']);
      if (message['type'] === 'tab') return tab && { room, type: 'tab', tab };
      return message['type'] === 'ready' ? { room, type: 'ready' } : undefined;
    }
    case 'setup':
      return inRoom(room, parseSetupMessage(message));
    case 'once':
      return inRoom(room, parseOnceMessage(message));
    case 'trials':
      return inRoom(room, parseTrialsMessage(message));
    case 'cases':
      return inRoom(room, parseCasesMessage(message));
    case 'history':
      return inRoom(room, parseHistoryMessage(message));
    default:
      return undefined;
  }
}

function inRoom<Room extends string, Message extends object>(room: Room, message: Message | undefined) {
  return message && { ...message, room };
}

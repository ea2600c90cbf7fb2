import type { Problem } from '../base/problem.ts';
import type { Phrase } from '../base/text.ts';
import type { PanelPorts } from './ports.ts';
import type { Tab } from './protocol.ts';

/** What the panel gives each of its rooms. */
export interface RoomContext {
  readonly ports: PanelPorts;
  /** Aborts when the panel is closed for good. */
  readonly closing: AbortSignal;
  /** Draws the page anew. */
  publish(): void;
  /** The same for what comes often: at most about ten times a second. */
  publishSoon(): void;
  /** Shows one sentence about something that did not work, or takes it back. */
  notice(problem: Problem | undefined): void;
  /** Says in one sentence what was done. */
  done(phrase: Phrase): void;
  /** Brings a room to the front. */
  show(tab: Tab): void;
}

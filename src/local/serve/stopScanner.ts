/** Cuts a growing text at the first stop string, holding back what may turn out to be the start of one. */
export interface StopScanner {
  /** The text that is safe to send; `stopped` once a stop string was seen, which is never part of the text. */
  push(text: string): { readonly text: string; readonly stopped: boolean };
  /** What was held back, when no more text comes. */
  end(): string;
}

export function createStopScanner(stops: readonly string[]): StopScanner {
  let held = '';
  return {
    push(text) {
      const all = held + text;
      const at = firstStop(all, stops);
      if (at !== undefined) {
        held = '';
        return { text: all.slice(0, at), stopped: true };
      }
      const keep = longestPossibleStart(all, stops);
      held = all.slice(all.length - keep);
      return { text: all.slice(0, all.length - keep), stopped: false };
    },
    end() {
      const rest = held;
      held = '';
      return rest;
    },
  };
}

function firstStop(text: string, stops: readonly string[]): number | undefined {
  const found = stops.map((stop) => text.indexOf(stop)).filter((at) => at >= 0);
  return found.length === 0 ? undefined : Math.min(...found);
}

function longestPossibleStart(text: string, stops: readonly string[]): number {
  let longest = 0;
  for (const stop of stops)
    for (let length = Math.min(stop.length - 1, text.length); length > longest; length--)
      if (text.endsWith(stop.slice(0, length))) longest = length;
  return longest;
}

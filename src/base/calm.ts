/** An action that is asked for often and done now and then. */
export interface Calm {
  /** Does it at once, or, within `millis` of the last time, once that time is over. */
  ask(): void;
  dispose(): void;
}

/** Does `action` at most once in `millis`; what is asked meanwhile is one action afterwards, so that the last is never lost. */
export function calmly(action: () => void, millis: number): Calm {
  let resting: ReturnType<typeof setTimeout> | undefined;
  let isAsked = false;
  const act = () => {
    isAsked = false;
    resting = setTimeout(() => {
      resting = undefined;
      if (isAsked) act();
    }, millis);
    action();
  };
  return {
    ask() {
      if (resting === undefined) act();
      else isAsked = true;
    },
    dispose: () => clearTimeout(resting),
  };
}

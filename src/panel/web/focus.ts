/** What has the keyboard, or had it when a dialog or an editor took it: by then the page itself has forgotten. */
let last: Element | undefined;
document.addEventListener('focusin', ({ target }) => {
  last = target instanceof Element ? target : undefined;
});

/**
 * Draws the page anew. Where the element that had the keyboard is gone by that, the next row gets it, else what the room begins
 * with: at once, or when the keyboard comes back to the page.
 */
export function keepFocus(root: HTMLElement, draw: () => void): void {
  const before = last;
  const rows = rowsBeside(before);
  draw();
  if (before === undefined || before.isConnected) return;
  last = undefined;
  const goOn = () => {
    if (document.activeElement !== document.body) return;
    const row = rows.find(({ isConnected }) => isConnected);
    (row?.querySelector<HTMLElement>('button:enabled') ?? entryOf(root))?.focus();
  };
  if (document.hasFocus()) goOn();
  else window.addEventListener('focus', goOn, { once: true });
}

/** What the keyboard begins with in the room: its main button where it has one, else its tab. A button that waits is waited for. */
export function entryOf(root: HTMLElement): HTMLElement | undefined {
  const main = root.querySelector<HTMLElement>('#room vscode-button');
  if (main?.matches(':not([disabled])')) return main;
  return main === null
    ? (root.querySelector<HTMLElement>('[role=tab][aria-selected=true]') ?? undefined)
    : undefined;
}

/** Rows of the same list, those after the element's own first. */
function rowsBeside(element: Element | undefined): readonly Element[] {
  const own = element?.closest('li, tr');
  const all = [...(own?.parentElement?.children ?? [])];
  const at = own ? all.indexOf(own) : -1;
  return [...all.slice(at + 1), ...all.slice(0, Math.max(0, at)).toReversed()];
}

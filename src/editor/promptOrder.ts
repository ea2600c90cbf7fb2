import type { PanelPrompt } from '../panel/ports.ts';

const collator = new Intl.Collator('en', { numeric: true });

/** Prompts by the path of their file, those of one file as they stand in it. */
export function inFileOrder(prompts: readonly PanelPrompt[]): readonly PanelPrompt[] {
  return prompts.toSorted(
    (a, b) =>
      collator.compare(a.prompt.lineage.path, b.prompt.lineage.path) ||
      collator.compare(a.uri, b.uri) ||
      startOf(a) - startOf(b),
  );
}

/** A text may stand in another file; then the prompt stands where it is put together. */
function startOf({ uri, prompt: { messages, site } }: PanelPrompt): number {
  const own = messages.find(({ source }) => source.uri === uri)?.source;
  return (own ?? site)?.span.start ?? 0;
}

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FrameLocator } from 'playwright-core';

const axeSource = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** The accessibility violations axe finds in the panel's page, a line each. */
export async function violations(panel: FrameLocator): Promise<readonly string[]> {
  const source = await readFile(axeSource, 'utf8');
  return panel.locator('html').evaluate(async (root, code) => {
    // The page's policy allows no script but its own; what the test evaluates comes from outside of the page.
    new Function(code)();
    const { axe } = globalThis as unknown as {
      axe: { run(node: Element): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const found = await axe.run(root);
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, source);
}

import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inProject } from '../../../scripts/project.ts';
import { rules } from '../../../src/analyze/rules/index.ts';
import { techniques } from '../../../src/rewrite/techniques/index.ts';
import { checks } from '../../../src/trials/checks/index.ts';

const pages = ['README.md', 'CHANGELOG.md', 'samples/README.md', 'docs/comparison.md', 'docs/development.md'];
const numbers: Readonly<Record<number, readonly [string, string]>> = {
  7: ['seven', '七'],
  8: ['eight', '八'],
  9: ['nine', '九'],
  10: ['ten', '十'],
  17: ['seventeen', '十七'],
  18: ['eighteen', '十八'],
  19: ['nineteen', '十九'],
};

describe('the readme', () => {
  const readme = readFileSync(inProject('README.md'), 'utf8').toLowerCase();

  for (const [things, english, chinese] of [
    [rules, 'rules', '条规则'],
    [techniques, 'rewrites', '种改写'],
    [checks, 'checks', '种检查'],
  ] as const)
    it(`counts the ${english} as they are`, () => {
      const [en, zh] = numbers[things.length] ?? [];
      assert(readme.includes(`${en} ${english}`), `${things.length} ${english}`);
      assert(readme.includes(`${zh}${chinese}`), `${things.length} ${chinese}`);
    });

  for (const page of pages)
    it(`${page} links to files that exist`, () => {
      const text = readFileSync(inProject(page), 'utf8');
      const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)|(?:src|srcset)="([^"]+)"/g)].map(
        ([, a, b]) => a ?? b ?? '',
      );
      const missing = links.filter(
        (link) => !/^https?:/.test(link) && !existsSync(join(dirname(inProject(page)), link)),
      );
      assert.deepEqual(missing, []);
    });
});

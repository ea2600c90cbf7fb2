import { locales } from '../../base/text.ts';
import type { Prompt } from '../../prompt/types.ts';
import { setupTexts } from '../setup/texts.ts';
import { isPresent, numbered, titleSeparator } from '../setup/variants.ts';
import type { Teller } from '../teller.ts';
import type { RunState } from './run.ts';

/** The run with its “present text” called the text before, where the file reads otherwise by now. */
export function withTitlesOfNow(run: RunState, target: Prompt | undefined, tell: Teller): RunState {
  const { variants } = run.plan;
  const taken = variants.map(({ title }) => title.split(titleSeparator)[0] ?? '');
  const before = numbered(tell(setupTexts.before), taken);
  const now = variants.map((variant) =>
    isPresent(variant.id) && isReplaced(run, variant.id, target)
      ? { ...variant, title: renamed(variant.title, before) }
      : variant,
  );
  return { ...run, plan: { ...run.plan, variants: now } };
}

function isReplaced({ prompts }: RunState, variant: string, target: Prompt | undefined): boolean {
  const own = prompts.find((each) => each.variant === variant);
  return target !== undefined && own !== undefined && own.contentHash !== target.contentHash;
}

/** Another name in place of “present text”, in whichever language the run was started. */
function renamed(title: string, name: string): string {
  const [text = '', ...model] = title.split(titleSeparator);
  const isPresentText = locales.some((locale) => setupTexts.present[locale] === text);
  return isPresentText ? [name, ...model].join(titleSeparator) : title;
}

import { analyze } from '../analyze/analyze.ts';
import { safeEdits } from '../analyze/fixAll.ts';
import type { Finding } from '../analyze/types.ts';
import { ProblemError } from '../base/problem.ts';
import { entryById } from '../base/registry.ts';
import { type Phrase, phrase } from '../base/text.ts';
import { applyPlacedEdits, composePlacedEdits } from '../prompt/edit.ts';
import type { Case, Prompt } from '../prompt/types.ts';
import { objections } from './objections.ts';
import { techniques } from './techniques/index.ts';
import type { Draft, Proposal, RewriteContext, Technique } from './types.ts';

/**
 * Proposes one rewrite of a prompt: offline from the prompt's own text, with a model where `context.ask` is given. Nothing is
 * proposed that loses a hole or gives rise to a finding. Rejects with a `ProblemError` where asking the model fails.
 */
export async function proposeRewrite(
  techniqueId: string,
  prompt: Prompt,
  context: RewriteContext,
  signal: AbortSignal,
): Promise<Proposal> {
  const technique = entryById(techniques, techniqueId);
  if (technique === undefined) throw unknownTechnique(techniqueId);
  const unsuited = technique.unsuited(prompt, context);
  if (unsuited !== undefined) return { techniqueId, refused: unsuited };
  const first = await technique.propose(prompt, context, signal);
  if ('refused' in first) return { techniqueId, ...first };
  const draft = withFixes(prompt, first);
  const objection = objections(prompt, draft.edits)[0];
  if (objection !== undefined) return { techniqueId, refused: objectionPhrase(objection) };
  return { techniqueId, title: phrase(technique.text.title), ...draft };
}

/** A technique as offered for one prompt; `unsuited` says why it is not. */
export interface Offer {
  readonly technique: Technique;
  readonly unsuited?: Phrase;
}

/** Every technique, and whether it suits the prompt. */
export function applicableTechniques(
  prompt: Prompt,
  findings: readonly Finding[],
  cases: readonly Case[],
): readonly Offer[] {
  return techniques.map((technique) => {
    const unsuited = technique.unsuited(prompt, { findings, cases });
    return unsuited === undefined ? { technique } : { technique, unsuited };
  });
}

/** The draft with the safe fixes of what it gives rise to: an input that stood alone wants marks once instructions join it. */
function withFixes(prompt: Prompt, draft: Draft): Draft {
  const old = new Set(analyze(prompt).map(({ fingerprint }) => fingerprint));
  const fresh = analyze(applyPlacedEdits(prompt, draft.edits)).filter(
    ({ fingerprint }) => !old.has(fingerprint),
  );
  const fixes = safeEdits(fresh);
  if (fixes.length === 0) return draft;
  const edits = composePlacedEdits(prompt, [draft.edits, fixes]);
  return { ...draft, edits, notes: [...(draft.notes ?? []), fixed] };
}

const fixed = phrase({
  en: 'What the rewrite would have made worse is mended with it, such as marks around an input that instructions now follow.',
  'zh-cn': '改写可能带来的问题已一并修复，例如为后面跟有指令的输入加上标记。',
});

function objectionPhrase({ text, values }: Phrase): Phrase {
  return phrase(
    {
      en: `No rewrite can be offered: ${text.en}. Change the prompt by hand, or choose a model to rewrite it.`,
      'zh-cn': `无法给出改写：${text['zh-cn']}。请手动修改提示词，或选择一个模型来改写。`,
    },
    values,
  );
}

function unknownTechnique(id: string): ProblemError {
  return new ProblemError({
    code: 'unknown-technique',
    phrase: phrase(
      {
        en: 'There is no technique “{id}”. Choose one of: {known}.',
        'zh-cn': '没有名为“{id}”的技术。可选：{known}。',
      },
      { id, known: techniques.map((technique) => technique.id) },
    ),
  });
}

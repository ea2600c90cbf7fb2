import { problemOf } from '../base/problem.ts';
import { applyEdits, type TextEdit } from '../base/span.ts';
import type { Detected, Prompt, SourceFile } from '../prompt/types.ts';
import { shiftPrompt } from './assemble.ts';
import type { DetectedChange, DetectionSession } from './session.ts';
import type { Detector } from './types.ts';

/** A file as its owner last sent it, and what was found in it. */
interface Following {
  file: SourceFile;
  readonly path: string;
  /** The session that holds the file; another one needs it opened again. */
  heldBy: DetectionSession;
  detected: Detected;
}

const nothing: Detected = { prompts: [], problems: [] };

/** A detector over a session that may be replaced; keeps each file's text and prompts, so that answers can be differences. */
export function followingDetector(session: () => DetectionSession): Detector {
  const files = new Map<string, Following>();

  const openIn = async (following: Following, retry: boolean): Promise<Detected> => {
    const { file, path } = following;
    following.heldBy = session();
    try {
      following.detected = await following.heldBy.open(file, path);
    } catch (thrown) {
      if (retry && session() !== following.heldBy) return openIn(following, false);
      following.detected = { prompts: [], problems: [{ ...problemOf(thrown), span: { start: 0, end: 0 } }] };
    }
    return following.detected;
  };

  return {
    open(file, path) {
      const following = { file, path, heldBy: session(), detected: nothing };
      files.set(file.uri, following);
      return openIn(following, true);
    },
    async change(uri, edits) {
      const following = files.get(uri);
      if (following === undefined) return nothing;
      following.file = { ...following.file, text: applyEdits(following.file.text, edits) };
      if (following.heldBy !== session()) return openIn(following, true);
      try {
        const change = await following.heldBy.change(uri, edits);
        following.detected = applyChange(following.detected, change, uri, edits);
        return following.detected;
      } catch {
        return openIn(following, false);
      }
    },
    async close(uri) {
      const following = files.get(uri);
      files.delete(uri);
      if (following?.heldBy === session()) await following.heldBy.close(uri);
    },
  };
}

function applyChange(
  { prompts }: Detected,
  { prompts: changes, ...rest }: DetectedChange,
  uri: string,
  edits: readonly TextEdit[],
): Detected {
  const moved = moverOf(edits);
  const first = edits.reduce((least, { span }) => Math.min(least, span.start), Number.POSITIVE_INFINITY);
  const next = changes.flatMap((entry): readonly Prompt[] => {
    if ('prompt' in entry) return [entry.prompt];
    const kept = prompts[entry.keep];
    if (kept === undefined) return [];
    return [endsBefore(kept, uri, first) ? kept : shiftPrompt(kept, uri, moved)];
  });
  return { ...rest, prompts: next };
}

/** True where nothing of a prompt reaches an offset of a file, so that it stays as it is. */
function endsBefore(
  { messages, declaredInputs = [], settingSources, site }: Prompt,
  uri: string,
  offset: number,
): boolean {
  const sources = [...messages, ...declaredInputs].map(({ source }) => source);
  return [...sources, settingSources?.modelId ?? [], site ?? []]
    .flat()
    .every((range) => range.uri !== uri || range.span.end < offset);
}

/** Where an offset outside the edited spans stands afterwards. */
function moverOf(edits: readonly TextEdit[]): (offset: number) => number {
  return (offset) => {
    let by = 0;
    for (const { span, newText } of edits) {
      if (span.end <= offset) by += newText.length - (span.end - span.start);
    }
    return offset + by;
  };
}

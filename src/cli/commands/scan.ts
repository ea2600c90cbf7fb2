import { createLineMap } from '../../base/lineMap.ts';
import type { Span } from '../../base/span.ts';
import { phrase } from '../../base/text.ts';
import { holdsCode } from '../../detect/handles.ts';
import { findsOf } from '../../prompt/ownText.ts';
import type { Message, Prompt } from '../../prompt/types.ts';
import { type Command, sharedOptions } from '../command.ts';
import { type InspectedFile, inspectFiles, withServices } from '../inspectFiles.ts';
import { lineRange } from '../ranges.ts';
import { printable, table } from '../table.ts';
import { exit, tell, writeJson } from '../terminal.ts';
import { texts } from '../texts.ts';

/** `scan`: lists the prompts of files and folders, one line per message. */
export const scan: Command = {
  name: 'scan',
  synopsis: '[PATH…] [--json]',
  text: {
    en: 'List the prompts in files and folders (default: here)',
    'zh-cn': '列出文件和文件夹中的提示词（默认：当前文件夹）',
  },
  options: [sharedOptions.json],
  run: (args, terminal) =>
    withServices(terminal, async (services) => {
      const found: MessageLine[] = [];
      const counts = { files: 0, prompts: 0 };
      for await (const inspected of inspectFiles(args.positionals, services, terminal)) {
        const lines = messageLines(inspected);
        if (lines.length > 0) counts.files++;
        counts.prompts += inspected.inspection.prompts.length;
        if (args.has('json')) for (const line of lines) writeJson(terminal, line);
        found.push(...lines);
      }
      if (args.has('json')) return exit.fine;
      if (found.length > 0) terminal.out.write(readable(found, terminal.locale));
      const total = phrase(texts.foundPrompts, { messages: found.length, ...counts });
      tell(terminal, found.length > 0 ? total : phrase(texts.foundNothing));
      return exit.fine;
    }),
};

/** One line of `scan --json`. */
export interface MessageLine {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly start: number;
  readonly end: number;
  readonly origin: string;
  readonly role: string;
  readonly confidence: number;
  readonly holes: readonly string[];
}

/** The messages of a file in order of place; a literal that several calls share is one line. */
export function messageLines({ file, inspection }: InspectedFile): readonly MessageLine[] {
  const lines = createLineMap(file.source.text);
  const lineOf = (prompt: Prompt, message: Message, span: Span): MessageLine => ({
    path: file.path,
    ...lineRange(span, lines),
    ...span,
    origin: prompt.origin,
    role: message.role,
    confidence: prompt.confidence,
    holes: [...new Set(message.holes.map(({ name }) => name))],
  });
  // A prompt file says itself what its messages are, those that are one placeholder included.
  const isCode = holdsCode(file.path, file.source.languageId);
  const byPlace = new Map<string, MessageLine>();
  for (const prompt of [...inspection.prompts].sort((a, b) => b.confidence - a.confidence)) {
    for (const message of isCode ? findsOf(prompt) : prompt.messages) {
      const span = spanIn(file.source.uri, message, prompt);
      if (span === undefined) continue;
      const line = lineOf(prompt, message, span);
      // Messages of other files stand at the same call.
      const { uri, span: own } = message.source;
      const key = `${line.start} ${line.end} ${uri} ${own.start}`;
      if (!byPlace.has(key)) byPlace.set(key, line);
    }
  }
  return [...byPlace.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Where a file shows a message: what comes from another one stands there, or else at the code that sends it. */
function spanIn(uri: string, { source, foundElsewhere }: Message, { site }: Prompt): Span | undefined {
  if (source.uri === uri) return source.span;
  return foundElsewhere ? undefined : site?.span;
}

function readable(found: readonly MessageLine[], locale: 'en' | 'zh-cn'): string {
  const titles = columnTitles[locale];
  return table(
    titles.map((title) => ({ title })),
    found.map((line) => [
      `${printable(line.path)}:${line.startLine}-${line.endLine}`,
      line.role,
      line.origin,
      line.confidence.toFixed(2),
      printable(line.holes.join(', ')),
    ]),
  );
}

const columnTitles = {
  en: ['Place', 'Role', 'Found as', 'Confidence', 'Holes'],
  'zh-cn': ['位置', '角色', '识别依据', '置信度', '占位符'],
} as const;

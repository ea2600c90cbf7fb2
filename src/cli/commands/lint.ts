import { rules } from '../../analyze/rules/index.ts';
import type { Fix, Severity } from '../../analyze/types.ts';
import { createLineMap } from '../../base/lineMap.ts';
import { ProblemError } from '../../base/problem.ts';
import { defineTexts, phrase, say } from '../../base/text.ts';
import { type SeverityChoice, severityChoices } from '../../config/settings.ts';
import type { Core } from '../../core.ts';
import type { Prompt } from '../../prompt/types.ts';
import { type Command, sharedOptions } from '../command.ts';
import { fixFile } from '../fixFile.ts';
import { type InspectedFile, inspectFiles, withServices } from '../inspectFiles.ts';
import type { Arguments } from '../options.ts';
import { columnRange } from '../ranges.ts';
import { printable } from '../table.ts';
import { exit, style, type Terminal, tell, usageError, writeJson } from '../terminal.ts';
import { texts } from '../texts.ts';

/** `lint`: analyses prompts, and mends what can be mended safely. */
export const lint: Command = {
  name: 'lint',
  synopsis: '[PATH…] [--fix] [--json] [--rule ID=SEVERITY]',
  text: {
    en: 'Analyse the prompts in files and folders (default: here)',
    'zh-cn': '分析文件和文件夹中的提示词（默认：当前文件夹）',
  },
  options: [
    sharedOptions.json,
    { name: 'fix', text: { en: 'Apply the safe fixes to the files', 'zh-cn': '将安全修复写入文件' } },
    {
      name: 'rule',
      value: 'ID=SEVERITY',
      multiple: true,
      text: {
        en: 'Severity of a rule: off, error, warning, information or hint; may be repeated',
        'zh-cn': '某条规则的严重程度：off、error、warning、information 或 hint；可重复使用',
      },
    },
  ],
  notes: {
    en: 'The exit code is 1 where findings are left, whatever their severity.',
    'zh-cn': '只要还有问题（无论严重程度），退出码即为 1。',
  },
  run: (args, terminal) =>
    withServices(terminal, async (services) => {
      const options = { severities: severitiesOf(args) };
      const counts = { findings: 0, prompts: 0, fixable: 0 };
      for await (const found of inspectFiles(args.positionals, services, terminal, options)) {
        const left = args.has('fix') ? await fixFile(found, services.core, terminal, options) : found;
        for (const line of findingLines(left, terminal.locale)) {
          if (args.has('json')) writeJson(terminal, line);
          else terminal.out.write(readable(line, terminal));
        }
        counts.findings += left.inspection.findings.length;
        counts.fixable += fixableOf(left, services.core);
        counts.prompts += left.inspection.prompts.length;
      }
      if (!args.has('json'))
        tell(terminal, phrase(counts.findings > 0 ? texts.findings : texts.noFindings, counts));
      return counts.findings > 0 ? exit.findings : exit.fine;
    }),
};

/** One line of `lint --json`. */
export interface FindingLine {
  readonly path: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
}

/** The findings of a file in order of place. */
export function findingLines(
  { file, inspection }: InspectedFile,
  locale: Terminal['locale'],
): readonly FindingLine[] {
  const lines = createLineMap(file.source.text);
  return [...inspection.findings]
    .sort((a, b) => a.source.span.start - b.source.span.start || a.source.span.end - b.source.span.end)
    .map(({ finding, source }) => ({
      path: file.path,
      ...columnRange(source.span, lines),
      ruleId: finding.ruleId,
      severity: finding.severity,
      message: say(finding.message, locale),
    }));
}

const colors = { error: 'red', warning: 'yellow', information: 'blue', hint: 'dim' } as const;

const severityWords = defineTexts({
  error: { en: 'error', 'zh-cn': '错误' },
  warning: { en: 'warning', 'zh-cn': '警告' },
  information: { en: 'information', 'zh-cn': '信息' },
  hint: { en: 'hint', 'zh-cn': '提示' },
});

function readable(line: FindingLine, { out, locale }: Terminal): string {
  const place = `${printable(line.path)}:${line.startLine}:${line.startColumn}`;
  const severity = style(out, colors[line.severity], severityWords[line.severity][locale]);
  return `${style(out, 'bold', place)} ${severity} ${printable(line.message)} ${style(out, 'dim', line.ruleId)}\n`;
}

function fixableOf({ inspection }: InspectedFile, core: Pick<Core, 'encode'>): number {
  const { prompts, findings } = inspection;
  const canWrite = (promptId: string, { edits, safe }: Fix) => {
    const prompt = prompts.find(({ id }) => id === promptId);
    return safe && prompt !== undefined && isWritable(prompt, edits, core);
  };
  return findings.filter(({ finding }) => finding.fixes.some((fix) => canWrite(finding.promptId, fix)))
    .length;
}

/** False where the place in the file has no notation for the new text. */
function isWritable(prompt: Prompt, edits: Fix['edits'], { encode }: Pick<Core, 'encode'>): boolean {
  try {
    encode(prompt, edits);
    return true;
  } catch (thrown) {
    if (thrown instanceof ProblemError) return false;
    throw thrown;
  }
}

function severitiesOf(args: Arguments): Readonly<Record<string, SeverityChoice>> {
  return Object.fromEntries(args.texts('rule').map(ruleSeverity));
}

function ruleSeverity(written: string): readonly [string, SeverityChoice] {
  const [id = '', chosen = ''] = written.split('=');
  const severity = severityChoices.find((choice) => choice === chosen);
  const ids = rules.map((rule) => rule.id);
  if (!ids.includes(id)) {
    throw usageError(phrase(texts.unknownChoice, { option: '--rule', choices: ids, written: id }));
  }
  if (severity === undefined) {
    const choices = severityChoices;
    throw usageError(
      phrase(texts.unknownChoice, { option: `--rule ${id}`, choices, written: chosen || '""' }),
    );
  }
  return [id, severity];
}

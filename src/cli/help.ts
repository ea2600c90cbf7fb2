import type { Locale } from '../base/text.ts';
import type { Command } from './command.ts';
import type { OptionSpec } from './options.ts';
import { displayWidth } from './table.ts';
import { texts } from './texts.ts';

/** What the program is for and which commands it has. */
export function generalHelp(
  commands: readonly Command[],
  options: readonly OptionSpec[],
  locale: Locale,
): string {
  const lines = commands.map(({ name, text }) => [name, text[locale]] as const);
  return [
    texts.program[locale],
    '',
    `${texts.usage[locale]}: prompt-quorum COMMAND [OPTION…]`,
    '',
    ...columns([...lines, ...options.map((option) => optionLine(option, locale))]),
    '',
    texts.exitCodes[locale],
    texts.helpOfCommand[locale],
    '',
  ].join('\n');
}

/** The help of one command. */
export function commandHelp(command: Command, options: readonly OptionSpec[], locale: Locale): string {
  return [
    command.text[locale],
    '',
    `${texts.usage[locale]}: prompt-quorum ${command.name} ${command.synopsis}`,
    '',
    ...columns(options.map((option) => optionLine(option, locale))),
    ...(command.notes === undefined ? [] : ['', command.notes[locale]]),
    '',
  ].join('\n');
}

function optionLine({ name, short, value, text }: OptionSpec, locale: Locale): readonly [string, string] {
  const letter = short === undefined ? '' : `-${short}, `;
  return [`${letter}--${name}${value === undefined ? '' : ` ${value}`}`, text[locale]];
}

function columns(lines: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...lines.map(([left]) => displayWidth(left)));
  return lines.map(([left, right]) => `  ${left}${' '.repeat(width - displayWidth(left) + 2)}${right}`);
}

import { problemOf } from '../base/problem.ts';
import { type Locale, phrase } from '../base/text.ts';
import { type Command, sharedOptions } from './command.ts';
import { history } from './commands/history.ts';
import { lint } from './commands/lint.ts';
import { rewrite } from './commands/rewrite.ts';
import { scan } from './commands/scan.ts';
import { trial } from './commands/trial.ts';
import { commandHelp, generalHelp } from './help.ts';
import { nearest, parseOptions } from './options.ts';
import { exit, type Terminal, tell, usageError } from './terminal.ts';
import { texts } from './texts.ts';
import { version } from './version.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [scan, lint, rewrite, trial, history];

/** Runs one command line (without the program's name) and resolves to its exit code; never rejects. */
export async function runCli(argv: readonly string[], terminal: Terminal): Promise<number> {
  const spoken = { ...terminal, locale: writtenLocale(argv) ?? terminal.locale };
  try {
    return await dispatch(argv, spoken);
  } catch (thrown) {
    if (terminal.signal.aborted) return terminal.signal.reason === 'closed' ? exit.fine : exit.interrupted;
    tell(spoken, problemOf(thrown).phrase);
    return exit.usage;
  }
}

const generalOptions = [
  sharedOptions.help,
  sharedOptions.lang,
  { name: 'version', short: 'v', text: { en: 'Show the version', 'zh-cn': '显示版本' } },
] as const;

async function dispatch(argv: readonly string[], terminal: Terminal): Promise<number> {
  const { command, before, after } = split(argv);
  const general = parseOptions(before, generalOptions);
  checkLocale(general.text('lang'));
  if (general.has('version')) {
    terminal.out.write(`${version()}\n`);
    return exit.fine;
  }
  if (command === undefined) {
    const asked = general.has('help');
    (asked ? terminal.out : terminal.err).write(generalHelp(commands, generalOptions, terminal.locale));
    return asked ? exit.fine : exit.usage;
  }
  return runCommand(commandNamed(command), general.has('help') ? ['--help'] : after, terminal);
}

async function runCommand(command: Command, argv: readonly string[], terminal: Terminal): Promise<number> {
  const options = [...command.options, sharedOptions.lang, sharedOptions.help];
  const args = parseOptions(argv, options);
  checkLocale(args.text('lang'));
  if (args.has('help')) {
    terminal.out.write(commandHelp(command, options, terminal.locale));
    return exit.fine;
  }
  return command.run(args, terminal);
}

/** The command is the first word that is neither an option nor the language's name. */
function split(argv: readonly string[]) {
  const place = argv.findIndex((word, index) => !word.startsWith('-') && argv[index - 1] !== '--lang');
  return place < 0
    ? { before: argv, after: [] }
    : { command: argv[place], before: argv.slice(0, place), after: argv.slice(place + 1) };
}

function commandNamed(name: string): Command {
  const names = commands.map((command) => command.name);
  const found = commands.find((command) => command.name === name);
  if (found !== undefined) return found;
  const near = nearest(name, names);
  throw usageError(
    near === undefined
      ? phrase(texts.unknownCommand, { name, names })
      : phrase(texts.unknownCommandNear, { name, near }),
  );
}

const localeNames = new Map<string, Locale>([
  ['en', 'en'],
  ['zh-cn', 'zh-cn'],
  ['zh', 'zh-cn'],
]);

/** The language is needed before the rest is known to be right, for the sentence about what is wrong with it. */
function writtenLocale(argv: readonly string[]): Locale | undefined {
  const place = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const word = argv[place] === '--lang' ? argv[place + 1] : argv[place]?.slice('--lang='.length);
  return localeNames.get(word?.toLowerCase() ?? '');
}

function checkLocale(written: string | undefined): void {
  if (written !== undefined && !localeNames.has(written.toLowerCase())) {
    throw usageError(phrase(texts.unknownLanguage, { written }));
  }
}

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Refusal } from './refusal.ts';

/** A program that must be on the path: any one of `commands` will do. */
export interface Requirement {
  readonly what: string;
  readonly commands: readonly string[];
  readonly why: string;
}

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly has: (command: string) => boolean;
}

const git: Requirement = { what: 'git', commands: ['git'], why: 'to fetch the sources' };
const npm: Requirement = { what: 'npm', commands: ['npm'], why: 'to install dependencies' };

/** What `npm start` and `npm test` always need. */
export const basics: readonly Requirement[] = [git, npm];

/** What compiling the native parts of VS Code needs, once. */
export const compiler: readonly Requirement[] = [
  { what: 'a C++ compiler', commands: ['g++', 'c++', 'clang++'], why: 'to compile parts of VS Code' },
  { what: 'make', commands: ['make'], why: 'to compile parts of VS Code' },
  { what: 'Python 3', commands: ['python3', 'python'], why: 'to compile parts of VS Code' },
];

/** The requirements this machine does not meet. */
export function missing(requirements: readonly Requirement[], machine: Machine): readonly Requirement[] {
  return requirements.filter(({ commands }) => !commands.some(machine.has));
}

/** Refuses with one sentence that names everything missing and how to get it. */
export function checkRequirements(
  requirements: readonly Requirement[],
  machine: Machine = thisMachine(),
): void {
  const absent = missing(requirements, machine);
  if (absent.length > 0) throw new Refusal(missingText(absent, machine.platform));
}

/** One sentence: what is missing, what it is for and the next step on this platform. */
export function missingText(absent: readonly Requirement[], platform: NodeJS.Platform): string {
  const list = (items: readonly string[]): string => new Intl.ListFormat('en').format(items);
  const reasons = list([...new Set(absent.map(({ why }) => why))]);
  const things = list(absent.map(({ what }) => what));
  return `Missing: ${things}, needed ${reasons}; ${nextStep(absent, platform)}, then run this again.`;
}

const debianPackages: Readonly<Record<string, string>> = {
  git: 'git',
  npm: 'npm',
  'a C++ compiler': 'g++',
  make: 'make',
  'Python 3': 'python3',
};

function nextStep(absent: readonly Requirement[], platform: NodeJS.Platform): string {
  const packages = absent.map(({ what }) => debianPackages[what] ?? what).join(' ');
  if (platform === 'linux')
    return `install the packages ${packages} (on Debian or Ubuntu: sudo apt-get install ${packages})`;
  if (platform === 'darwin')
    return 'install the command line tools (xcode-select --install) and Node with npm';
  return 'install them and put them on the path';
}

/** This computer's platform and the programs on its path. */
export function thisMachine(): Machine {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  return {
    platform: process.platform,
    has: (command) =>
      folders.some((folder) => endings.some((ending) => existsSync(join(folder, command + ending)))),
  };
}

import { strict as assert } from 'node:assert';
import { basics, checkRequirements, compiler, missing, missingText } from '../../../scripts/requirements.ts';

const machine = (platform: NodeJS.Platform, ...commands: readonly string[]) => ({
  platform,
  has: (command: string) => commands.includes(command),
});

describe('requirements of the scripts', () => {
  it('are met by any of the commands that will do', () => {
    assert.deepEqual(missing(compiler, machine('linux', 'clang++', 'make', 'python')), []);
  });

  it('name everything missing in one sentence with the next step', () => {
    const absent = missing([...basics, ...compiler], machine('linux', 'git', 'npm', 'make'));
    assert.equal(
      missingText(absent, 'linux'),
      'Missing: a C++ compiler and Python 3, needed to compile parts of VS Code; install the packages g++ python3 ' +
        '(on Debian or Ubuntu: sudo apt-get install g++ python3), then run this again.',
    );
  });

  it('refuse a machine without git, and say so', () => {
    assert.throws(() => checkRequirements(basics, machine('darwin', 'npm')), {
      name: 'Refusal',
      message: /^Missing: git, needed to fetch the sources; .*xcode-select --install.*\.$/,
    });
    assert.doesNotThrow(() => checkRequirements(basics, machine('win32', 'git', 'npm')));
  });
});

import { homedir } from 'node:os';
import { systemClock } from '../base/clock.ts';
import { silentLog } from '../base/log.ts';
import { type Core, createCore } from '../core.ts';
import { createInlineDetector } from '../detect/inline.ts';
import { folderGrammars, packageGrammars } from '../detect/node.ts';
import { historyFile } from '../history/dataHome.ts';
import { createSqliteHistory } from '../history/sqlite.ts';
import { createThreadJudge } from '../trials/checking/client.ts';
import { startJudgeThread } from '../trials/checking/thread.ts';
import { filesOnDisk } from './fileFinder.ts';
import { createModels, type ModelOptions, type TerminalModels } from './models.ts';
import { packageFile, runsFromSource } from './packageFiles.ts';
import { type Terminal, tell } from './terminal.ts';

/** The core with everything a terminal gives it; `dispose` ends its processes and closes the history. */
export interface Services {
  readonly core: Core;
  readonly models: TerminalModels;
  dispose(): Promise<void>;
}

/** Builds the core over this process's files, environment and history. Nothing is opened or started before its first use. */
export function createServices(terminal: Terminal, options: ModelOptions = {}): Services {
  const grammars = runsFromSource ? packageGrammars() : folderGrammars(packageFile('dist/grammars/'));
  const detector = createInlineDetector(grammars, filesOnDisk);
  const history = createSqliteHistory({
    file: historyFile({ platform: process.platform, home: homedir(), env: terminal.env }),
    notify: (problem) => tell(terminal, problem.phrase),
  });
  const models = createModels(terminal, options);
  const checksWorker = runsFromSource ? 'src/trials/checking/worker.ts' : 'dist/checksWorker.js';
  const checks = createThreadJudge(() => startJudgeThread(packageFile(checksWorker)));
  const core = createCore({
    ...{ detector, history, provider: models.provider },
    ...{ clock: systemClock, random: Math.random, log: silentLog },
    // Who runs a command on a file in a terminal has chosen that file.
    allowScripts: () => true,
    judge: checks.judge,
  });
  return {
    core,
    models,
    async dispose() {
      detector.dispose();
      checks.dispose();
      await models.dispose();
      await history.close();
    },
  };
}

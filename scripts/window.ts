/** What a VS Code window in a browser opens. Paths are absolute. */
export interface WindowOptions {
  /** The server's origin, as the browser sees it. */
  readonly origin: string;
  readonly folder: string;
  /** The extension's folder, loaded as a development extension. */
  readonly extension: string;
  /** A module that exports `run()`, run in the extension host in place of a user. */
  readonly tests?: string;
}

/** The address that opens a VS Code window on a folder with the extension under development. */
export function windowAddress({ origin, folder, extension, tests }: WindowOptions): string {
  const remote = (path: string): string => `vscode-remote://${new URL(origin).host}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(extension)],
    ...(tests === undefined ? [] : [['extensionTestsPath', remote(tests)]]),
    ['skipWelcome', 'true'],
  ];
  const address = new URL(origin);
  address.searchParams.set('folder', folder);
  address.searchParams.set('payload', JSON.stringify(payload));
  return address.href;
}

/** Settings that keep a window quiet: no welcome page, no telemetry, no look-ups on the network. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.enableExperiments': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'git.openRepositoryInParentFolders': 'never',
  'chat.agentHost.enabled': false,
  'chat.commandCenter.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};

/**
 * Settings of the window that `npm start` opens: quiet, without VS Code's own assistant beside the extension, long lines of a
 * rewrite wrapped, and replies short enough that the small model is quick.
 */
export const demonstrationSettings: Readonly<Record<string, unknown>> = {
  ...quietSettings,
  'chat.disableAIFeatures': true,
  'diffEditor.wordWrap': 'on',
  'promptQuorum.trials.maxTokens': 96,
};

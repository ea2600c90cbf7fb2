import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  chromium,
  type FrameLocator,
  type Locator,
  type Page,
} from 'playwright-core';
import { browserArguments } from '../../scripts/browser.ts';
import { inProject, projectRoot } from '../../scripts/project.ts';
import { type Server, type Settings, serve } from '../../scripts/serve.ts';
import { quietSettings, windowAddress } from '../../scripts/window.ts';

export interface OpenOptions {
  /** The folder to copy and open: absolute, or relative to the project. `samples` unless told. */
  readonly folder?: string;
  /** Settings of the user and of the machine; they replace those of the window opened before on the same server. */
  readonly settings?: Settings;
  /** The display language: the extension's own texts follow it. `en` unless told. */
  readonly locale?: 'en' | 'zh-cn';
  readonly theme?: keyof typeof themes;
  /** False leaves the folder untrusted. True unless told. */
  readonly trusted?: boolean;
  /** Opens the window on a server of its own with these variables; else windows share a server and its history. */
  readonly env?: Readonly<Record<string, string>>;
  readonly size?: { readonly width: number; readonly height: number };
}

/** A VS Code window with the extension loaded. */
export interface Window {
  readonly page: Page;
  /** The temporary copy of the folder; edits of the test end here. */
  readonly folder: string;
  /** `PROMPT_QUORUM_HOME` of the window's extension host. */
  readonly home: string;
  readonly server: Server;
  close(): Promise<void>;
}

const themes = {
  light: 'Light Modern',
  /** The theme of a window whose user chose none. */
  preset: 'Light 2026',
  dark: 'Dark Modern',
  contrast: 'Default High Contrast',
} as const;

let browser: Promise<Browser> | undefined;
const servers = new Map<string, Promise<TestServer>>();
const windows = new Set<Window>();

interface TestServer {
  readonly server: Server;
  readonly home: string;
}

/** Opens a VS Code window on a temporary copy of a folder and waits until its workbench and the extension's host stand. */
export async function openWindow(options: OpenOptions = {}): Promise<Window> {
  const { trusted = true, env = {}, theme = 'dark', settings = {} } = options;
  const { server, home } = await serverFor(trusted, env);
  server.writeSettings({ ...quietSettings, 'workbench.colorTheme': themes[theme], ...settings });
  const folder = await copyOf(options.folder ?? 'samples');
  const context = await newContext(options);
  const page = await context.newPage();
  const close = async (): Promise<void> => {
    windows.delete(window);
    await context.close();
    await rm(folder, { recursive: true, force: true });
  };
  const window: Window = { page, folder, home, server, close };
  windows.add(window);
  await page.goto(windowAddress({ origin: server.origin, folder, extension: projectRoot }));
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 30_000 });
  return window;
}

/** The server for these needs, started when first asked for and kept until {@link closeAll}. */
function serverFor(trusted: boolean, env: Readonly<Record<string, string>>): Promise<TestServer> {
  const key = JSON.stringify([trusted, env]);
  const started = servers.get(key) ?? startServer(trusted, env);
  servers.set(key, started);
  return started;
}

async function startServer(trusted: boolean, env: Readonly<Record<string, string>>): Promise<TestServer> {
  const home = await mkdtemp(join(tmpdir(), 'prompt-quorum-home-'));
  const server = await serve({
    vscode: fromRunner('PROMPT_QUORUM_VSCODE'),
    trusted,
    env: { PROMPT_QUORUM_HOME: home, ...env },
  });
  return { server, home };
}

async function copyOf(folder: string): Promise<string> {
  const source = folder.startsWith('/') ? folder : inProject(folder);
  const copy = await mkdtemp(join(tmpdir(), 'prompt-quorum-folder-'));
  await cp(source, copy, { recursive: true });
  return copy;
}

async function newContext({ locale = 'en', theme = 'dark', size }: OpenOptions): Promise<BrowserContext> {
  browser ??= chromium.launch({
    executablePath: fromRunner('PROMPT_QUORUM_BROWSER'),
    args: [...browserArguments],
  });
  const context = await (await browser).newContext({
    locale: locale === 'en' ? 'en-US' : 'zh-CN',
    colorScheme: theme === 'light' || theme === 'preset' ? 'light' : 'dark',
    ...(theme === 'contrast' ? { forcedColors: 'active' as const } : {}),
    viewport: size ?? { width: 1280, height: 800 },
  });
  if (locale !== 'en') await context.addInitScript(setDisplayLanguage, locale);
  return context;
}

/**
 * VS Code takes its display language from this global, which the page sets only where a language pack is installed.
 * The workbench's own words stay English without the pack; extensions get their texts in the language.
 */
function setDisplayLanguage(locale: string): void {
  Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', {
    get: () => locale,
    set: () => {},
    configurable: true,
  });
}

function fromRunner(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run these tests with npm test -- ui`);
  return value;
}

/** Runs a command by its title in the command palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const input = page.locator('.quick-input-widget input[type="text"]');
  const found = page.locator('.quick-input-list .monaco-list-row').first().getByText(title).first();
  // The palette lists what is known when it opens; a window that has just been loaded may not know the extension yet.
  for (let attempt = 1; ; attempt++) {
    await page.keyboard.press('F1');
    await input.waitFor();
    await input.fill(`>${title}`);
    const isFound = await found.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
    if (isFound) break;
    if (attempt === 10) throw new Error(`the command palette does not list ${title}`);
    await page.keyboard.press('Escape');
  }
  await page.keyboard.press('Enter');
  await page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ hasText: title })
    .first()
    .waitFor({ state: 'hidden' });
}

/** Opens a file of the window's folder by its relative path and returns its editor. */
export async function openFile(page: Page, path: string): Promise<Locator> {
  await page.keyboard.press('ControlOrMeta+P');
  const input = page.locator('.quick-input-widget input[type="text"]');
  await input.waitFor();
  await input.fill(path);
  const name = path.split('/').at(-1) ?? path;
  // Files opened before stand there until the search has answered.
  await page.locator('.quick-input-list .monaco-list-row').first().filter({ hasText: name }).waitFor();
  await page.keyboard.press('Enter');
  await page
    .getByRole('tab', { name: new RegExp(escapeRegExp(name)) })
    .first()
    .waitFor();
  const editor = page.locator('.editor-instance .monaco-editor').first();
  await editor.locator('.view-lines').waitFor();
  return editor;
}

/**
 * The document of the extension's webview with this title (that of the view, in the window's language); VS Code nests
 * it in two frames. Without a title: of its first webview that shows.
 */
export function panelFrame(page: Page, viewTitle?: string): FrameLocator {
  const inner = viewTitle === undefined ? '#active-frame' : `#active-frame[title="${viewTitle}"]`;
  const own = page.locator('iframe.webview.ready[src*="extensionId=prompt-quorum.prompt-quorum"]');
  return own.first().contentFrame().locator(inner).contentFrame();
}

/** Saves a picture of the page under test-results/ and returns its path. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const path = inProject('test-results', `${name.replace(/[^\p{L}\p{N}.-]+/gu, '-').slice(0, 120)}.png`);
  await mkdir(inProject('test-results'), { recursive: true });
  await page.screenshot({ path });
  return path;
}

/** The windows that are open now. */
export const openWindows = (): readonly Window[] => [...windows];

/** Closes every window, the browser and the servers. */
export async function closeAll(): Promise<void> {
  for (const window of windows) await window.close().catch(() => {});
  await (await browser)?.close();
  browser = undefined;
  for (const { server, home } of await Promise.all(servers.values())) {
    await server.stop();
    await rm(home, { recursive: true, force: true });
  }
  servers.clear();
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { saySkipped } from '../python/pythons.ts';

/** By the names that Debian, Ubuntu and Google give it. */
const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome'];

/** What keeps Chromium from asking the network on its own account. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
];

/** The path of the program that pages are opened in; none where there is none. */
const program = (process.env['PATH'] ?? '')
  .split(delimiter)
  .flatMap((folder) => COMMANDS.map((name) => join(folder, name)))
  .find((path) => existsSync(path) && spawnSync(path, ['--version']).status === 0);

/**
 * Whether there is a browser, and what stands in the name of a test: the browser, or that the test did not run, which is said
 * aloud as well. `test.skipIf(!browser.isHere)(`${browser.title} shows …`)`.
 */
export const browser: { readonly isHere: boolean; readonly title: string } = {
  isHere: program !== undefined,
  title: program !== undefined ? basename(program) : saySkipped('no Chromium is here: run .ci/install-browser'),
};

/** What a page did that a file of ours must not do, and all that it asked for: the page itself is the first. */
type Heard = {
  readonly requests: readonly string[];
  /** Messages of `alert` and its like. Each is dismissed. */
  readonly dialogs: readonly string[];
  /** Errors of the console; what a Content-Security-Policy refused is among them. */
  readonly consoleErrors: readonly string[];
  /** Errors that no script caught. */
  readonly pageErrors: readonly string[];
  /** Windows that it opened. */
  readonly windows: readonly string[];
};

/** A page, and what was heard of it up to now. */
export type OpenedPage = { readonly page: Page; readonly url: string; readonly heard: Heard };

/** A window has errors that no script threw, as of a ResizeObserver that goes round in circles: `pageerror` leaves them out. */
const TELL_ERRORS =
  "addEventListener('error', ({ error, message }) => { if (error === null) console.error(message); })";

/** It ends with the process. */
let launched: Promise<Browser> | undefined;

/**
 * Opens a file as a user does who clicks it, without a network. One browser serves all tests of a process, each page has a
 * profile of its own and is closed when its test ends.
 */
export async function openPage(path: string, options: BrowserContextOptions = {}): Promise<OpenedPage> {
  launched ??= chromium.launch({ ...(program === undefined ? {} : { executablePath: program }), args: QUIET });
  const context = await (await launched).newContext({ offline: true, ...options });
  onTestFinished(() => context.close());
  await context.addInitScript(TELL_ERRORS);
  const page = await context.newPage();
  const heard = listenTo(page);
  const url = pathToFileURL(path).href;
  await page.goto(url);
  return { page, url, heard };
}

/** Nothing but the page itself was asked for, and nothing failed, opened a dialog or a window. */
export function expectNothingHeard({ heard, url }: OpenedPage): void {
  expect(heard).toEqual({ requests: [url], dialogs: [], consoleErrors: [], pageErrors: [], windows: [] });
}

function listenTo(page: Page): Heard {
  const heard: Record<keyof Heard, string[]> = {
    requests: [],
    dialogs: [],
    consoleErrors: [],
    pageErrors: [],
    windows: [],
  };
  page.context().on('request', (request) => heard.requests.push(request.url()));
  page.on('websocket', (socket) => heard.requests.push(socket.url()));
  page.on('popup', (popup) => heard.windows.push(popup.url()));
  page.on('pageerror', (error) => heard.pageErrors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') heard.consoleErrors.push(message.text());
  });
  page.on('dialog', (dialog) => {
    heard.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  return heard;
}

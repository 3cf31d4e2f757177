import { existsSync, readFileSync } from 'node:fs';
import { decodeProfile } from '../src/decode/decode-profile.ts';
import { standardName } from '../src/profile/function-name.ts';
import type { ProfileTable } from '../src/profile/profile-table.ts';
import { loadSourceReader } from '../src/source/python-source.ts';
import { openSourceBook, type SourceBook } from '../src/source/source-book.ts';
import { receiveSource } from '../src/tui/events.ts';
import { frameOf } from '../src/tui/frame.ts';
import { namedOrdering } from '../src/tui/orders.ts';
import { pressKey } from '../src/tui/press.ts';
import { openFunction } from '../src/tui/screens/function/panes.ts';
import { openViewer } from '../src/tui/screens/functions/functions.ts';
import { makeTheme } from '../src/tui/theme.ts';
import type { Size } from '../src/tui/window.ts';
import { sourceView } from '../src/views/source-view.ts';

const KEYS = ['j', 'k', 'tab', 'pagedown', 'pageup'];
const TIMES = 600;
/** Before that V8 has not compiled what it then runs. */
const WARM_UP = 100;

/** Milliseconds from a key to the lines of its frame, on the screen of a function with its source: without Ink. */
export async function ownWork(dump: string, sources: string, size: Size): Promise<readonly number[]> {
  const table = decodeProfile(readFileSync(dump));
  const row = Array.from({ length: table.length }, (_, at) => at).find((at) => isWanted(standardName(table, at))) ?? 0;
  const view = sourceView(await bookOf(table, sources), row);
  if (view.kind === 'none') throw new Error(view.reason);
  const ordering = namedOrdering('cumulative');
  const start = openViewer({ table, title: dump, size, readsSources: true, ordering, isReversed: false });
  const theme = makeTheme({ color: 'truecolor', ascii: false });
  const times: number[] = [];
  let state = receiveSource(openFunction(start, row), table, view);
  for (let at = 0; at < TIMES; at++) {
    const from = performance.now();
    state = pressKey(state, KEYS[at % KEYS.length] ?? 'j');
    frameOf(state, theme);
    if (at >= WARM_UP) times.push(performance.now() - from);
  }
  return times;
}

function isWanted(name: string): boolean {
  return name.endsWith('(normalise)');
}

async function bookOf(table: ProfileTable, sources: string): Promise<SourceBook> {
  const places = { profileFolders: [], workingFolder: '', roots: [], maps: [{ from: '/srv/app', to: sources }] };
  const files = {
    read: (path: string) => (existsSync(path) ? readFileSync(path) : undefined),
    under: () => [],
  };
  return openSourceBook({ table, places, files, read: await loadSourceReader() });
}

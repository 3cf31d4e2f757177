import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHintPage } from '../../src/cli/output/hint-page.ts';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { decodeSnapshot } from '../../src/decode/pickle/decode-snapshot.ts';
import { findHints } from '../../src/hints/find-hints.ts';
import { liveMemory, memoryGrowth } from '../../src/profile/live-memory.ts';
import { mergeProfiles } from '../../src/profile/merge.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { askOverwrite, receiveHints, receiveSource, receiveSummary, resize } from '../../src/tui/events.ts';
import { offerCandidates } from '../../src/tui/overlays/command.ts';
import { showHintPage } from '../../src/tui/overlays/hint-page.ts';
import { reload } from '../../src/tui/replace-profile.ts';
import type { ThemeOptions } from '../../src/tui/theme.ts';
import type { ViewerState } from '../../src/tui/viewer.ts';
import { buildHintsView } from '../../src/views/hints-view.ts';
import { sourceView } from '../../src/views/source-view.ts';
import { buildSummary } from '../../src/views/summary/summary.ts';
import { STILL, snapshotFixture } from '../decode/pickle/snapshot-fixtures.ts';
import { bookFor, FIXTURES, hintsFor, hintsIn } from '../hints/hint-fixtures.ts';
import { bookOf, readProfile, rowOf } from '../source/profiled-app.ts';
import { tableWithGhost, tableWithHostileNames, tableWithHostileNumbers } from './made-tables.ts';
import { openFunctionOf, openWith, press, readTable } from './press.ts';

/** The viewer after some keys, as a test opens it; sizes and looks are the recorder's. */
export type Scene = { readonly name: string; readonly open: (columns: number, rows: number) => ViewerState };

/** The windows and the looks in which every scene is recorded. */
export const LOOKS: readonly { readonly columns: number; readonly rows: number; readonly theme: ThemeOptions }[] = [
  { columns: 40, rows: 10, theme: { color: false, ascii: true } },
  { columns: 80, rows: 24, theme: { color: 'truecolor', ascii: false } },
  { columns: 130, rows: 40, theme: { color: '16', ascii: false } },
];

const jsontool = readTable('jsontool-py36');
const recursion = readTable('recursion-py311');
const shop = readTable('shop-py38');
const merged = mergeProfiles([recursion, jsontool, readTable('words-py311')], ['runs/a.prof', 'json.prof', 'w.prof']);
const [before, after] = [readTable('words-py311'), readTable('words-py313')];

/** A scene of keys on a profile. */
function keysOn(name: string, table: ProfileTable, ...keys: readonly string[]): Scene {
  return { name, open: (columns, rows) => press(openWith({ table }, columns, rows), ...keys) };
}

function keysWith(name: string, start: Parameters<typeof openWith>[0], ...keys: readonly string[]): Scene {
  return { name, open: (columns, rows) => press(openWith(start, columns, rows), ...keys) };
}

/** With a snapshot of a real run, or with two. */
function onMemory(name: string, snapshots: 'one' | 'two', ...keys: readonly string[]): Scene {
  const { before: first, after: second, profile } = snapshotFixture('py312');
  const later = decodeSnapshot(second, STILL);
  const table = decodeProfile(profile);
  const memory = snapshots === 'one' ? liveMemory(later) : memoryGrowth(decodeSnapshot(first, STILL), later);
  const names = ['app.tracemalloc'];
  return keysWith(name, { table, memory: { memory, table, book: null, version: null, names } }, ...keys);
}

const logreport = readProfile('logreport-py311');
const add = rowOf(logreport, 'stats.py', 'add');

/** A function whose source has been read. */
function onSource(name: string, ...keys: readonly string[]): Scene {
  return {
    name,
    open: (columns, rows) => {
      const start = openFunctionOf(openWith({ table: logreport, readsSources: true }, columns, rows), add);
      return press(receiveSource(start, logreport, sourceView(bookOf(logreport), add)), ...keys);
    },
  };
}

const HINTED = 'hint-programs/graphs-py311.prof';
const hinted = decodeProfile(readFileSync(join(FIXTURES, HINTED)));

function onHints(name: string, ...keys: readonly string[]): Scene {
  return {
    name,
    open: (columns, rows) => {
      const state = press(openWith({ table: hinted, findsHints: true }, columns, rows), '4');
      const view = buildHintsView(hintsFor(HINTED), { level: 'likely', rules: [] });
      return press(receiveHints(state, { table: hinted, view, failure: null }), ...keys);
    },
  };
}

const practised = bookFor('hint-practices/article-py313.prof');
const collected = rowOf(practised.table, 'article.py', 'collected');

/** A function with practices: below its source, in its own pane or tab. */
const PRACTICES_SCENE: Scene = {
  name: 'practices-below-source',
  open: (columns, rows) => {
    const { table } = practised;
    const start = openWith({ table, readsSources: true, findsHints: true }, columns, rows);
    const result = findHints({ book: practised, allocationsOf: null });
    const view = buildHintsView(result, { level: 'likely', rules: [] });
    const state = openFunctionOf(receiveHints(start, { table, view, failure: null }), collected);
    return press(receiveSource(state, table, sourceView(practised, collected)), 'tab', 'end');
  },
};

/** With the summary above the list. */
function onSummary(name: string, table: ProfileTable, ...keys: readonly string[]): Scene {
  const open = (columns: number, rows: number): ViewerState =>
    press(receiveSummary(openWith({ table, findsSummary: true }, columns, rows), buildSummary(table, null)), ...keys);
  return { name, open };
}
const HINTS_SCENE = onHints('hints', 'down');

function typed(text: string): readonly string[] {
  return Array.from(text, (character) => (character === ' ' ? 'space' : character));
}

/** Every screen and every overlay, in the states that look different. */
export const SCENES: readonly Scene[] = [
  keysOn('functions', jsontool),
  keysOn('functions-moved', jsontool, 'pagedown', 'down'),
  keysOn('functions-by-ncalls', jsontool, '#', 'r'),
  keysOn('functions-by-percall', jsontool, 't', '>'),
  keysOn('functions-in-seconds', jsontool, 'U'),
  keysOn('functions-of-the-dump', jsontool, 's', 'end', 'enter'),
  keysOn('functions-scrolled', jsontool, 'l', 'l'),
  keysOn('functions-unicode', readTable('unicode-py311')),
  keysOn('functions-hostile-names', tableWithHostileNames()),
  keysOn('functions-hostile-numbers', tableWithHostileNumbers()),
  keysOn('functions-sampled', readTable('sampled-sudoku-pyo315')),
  keysOn('functions-filtered', shop, ...typed('/models.py:'), 'enter', 'down'),
  keysOn('functions-filtered-by-nothing', shop, ...typed('/nosuchthing'), 'enter'),
  keysOn('functions-only-mine', shop, 'm', 't'),
  keysOn('functions-all-hidden', jsontool, 'm'),
  keysOn('functions-refused', jsontool, '7'),
  keysWith('functions-changed', { table: after, baseline: before }),
  keysWith('functions-changed-without-columns', { table: after, baseline: before }, 'D'),
  {
    name: 'functions-reloaded',
    open: (columns, rows) => reload(press(openWith({ table: before }, columns, rows), 'w', 'j', 'j'), after),
  },
  onMemory('functions-with-memory', 'one', 'b'),
  keysWith('functions-adding-up', { table: shop, findsSummary: true }),
  onSummary('functions-with-summary', shop),
  onSummary('functions-with-summary-at-the-end', logreport, 'G'),
  onSummary('functions-with-folded-summary', shop, 'i'),
  keysOn('function', jsontool, 'down', 'down', 'down', 'enter'),
  keysOn('function-recursive', recursion, 't', 'enter'),
  keysOn('function-only-mine', shop, 'm', 'down', 'enter'),
  keysOn('function-callers', recursion, 't', 'enter', 'tab', 'down', '#'),
  keysOn('function-counted', readTable('profile-py311'), 'down', 'down', 'enter'),
  keysOn('function-ghost', tableWithGhost(), 'enter'),
  keysOn('function-deep', recursion, 'down', 'enter', 'tab', 'enter', 'down', 'enter'),
  onSource('source'),
  onSource('source-active', 'tab', 'down'),
  onSource('source-shifted', 'tab', 'l'),
  onSource('source-in-seconds', 'tab', 'G', 'U'),
  {
    name: 'source-reading',
    open: (columns, rows) =>
      press(openFunctionOf(openWith({ table: logreport, readsSources: true }, columns, rows), add), 'tab'),
  },
  {
    name: 'source-not-found',
    open: (columns, rows) => {
      const start = openFunctionOf(openWith({ table: logreport, readsSources: true }, columns, rows), add);
      return receiveSource(start, logreport, {
        kind: 'none',
        row: add,
        reason: 'source not found: looked for /srv/app/stats.py',
      });
    },
  },
  keysOn('tree', recursion, '3', '+', 'down'),
  keysOn('tree-estimates', jsontool, '3', 'p', 'left', '+'),
  keysOn('tree-chain', jsontool, '3', 'enter', 'down'),
  keysOn('tree-chain-unfolded', jsontool, '3', 'enter', 'down', 'right', 'right'),
  keysOn('tree-only-mine', shop, '3', 'm', 'p'),
  keysOn('tree-without-builtins', jsontool, '3', 'p', 'H', 'enter', 'escape'),
  keysOn('tree-inverted', jsontool, '3', 'i', 'down', 'p'),
  keysOn('tree-of-a-function', recursion, 't', 'u', '+'),
  keysOn('tree-counted', readTable('profile-py311'), '3', '+'),
  {
    name: 'hints-of-no-source',
    open: (columns, rows) => {
      const view = buildHintsView(hintsIn(shop, undefined), { level: 'likely', rules: [] });
      const state = press(openWith({ table: shop, findsHints: true }, columns, rows), '4');
      return receiveHints(state, { table: shop, view, failure: null });
    },
  },
  HINTS_SCENE,
  onHints('hints-marked', 'escape'),
  onHints('hints-marked-function', 'enter'),
  PRACTICES_SCENE,
  {
    name: 'hint-page',
    open: (columns, rows) => {
      const page = readHintPage('list-pop0', { packageFolder: join(import.meta.dirname, '../..') });
      return press(showHintPage(HINTS_SCENE.open(columns, rows), 'list-pop0', page), 'down', 'down');
    },
  },
  keysWith('hints-waiting', { table: hinted, findsHints: true }, '4'),
  keysOn('hints-of-nobody', hinted, '4'),
  onMemory('memory', 'one', '6', 'down'),
  onMemory('memory-by-line', 'one', '6', 'tab', 'tab'),
  onMemory('memory-by-traceback', 'one', '6', 'shift-tab'),
  onMemory('memory-grown', 'two', '6', '>'),
  onMemory('memory-filtered', 'one', '6', '/', ...typed('ledger'), 'enter'),
  onMemory('memory-filter-line', 'two', '6', '/', ...typed('/x/')),
  onMemory('memory-guide', 'one', '6', 'i', 'down'),
  onMemory('memory-help', 'one', '6', '?'),
  keysOn('modules', jsontool, '5', 'down'),
  keysOn('modules-by-package', jsontool, '5', 'tab', 'c'),
  keysOn('modules-by-file', jsontool, '5', 'tab', 'tab', 's', 'end', 'enter'),
  keysOn('modules-only-mine', shop, '5', 'm', 'down'),
  keysOn('module-only-mine', shop, 'm', '5', 'enter', 'down'),
  keysOn('module', jsontool, '5', 'down', 'enter', 'down'),
  keysWith('comparison', { table: after, baseline: before }, '7', 'down'),
  keysWith('comparison-by-ncalls', { table: after, baseline: before }, '7', '#', 'r'),
  keysOn('profiles', merged, '8', 'down'),
  keysOn('profiles-of-a-function', merged, 'F', 'c'),
  keysOn('profiles-sorted', merged, '8', 't', 'r'),
  keysOn('icicle', shop, '9'),
  keysOn('icicle-moved', shop, '9', 'down', 'down', 'down', 'right'),
  keysOn('icicle-zoomed', shop, '9', 'down', 'down', 'down', 'enter', 'down'),
  keysOn('icicle-inverted', shop, '9', 'i', 'right', 'down'),
  keysOn('icicle-only-mine', shop, '9', 'm', 'down', 'down'),
  keysOn('icicle-of-a-function', shop, 't', 'I', 'i', 'down'),
  keysOn('icicle-search-line', shop, '9', '/', ...typed('models')),
  keysOn('icicle-searched', shop, '9', '/', ...typed('models'), 'enter', 'n'),
  keysOn('icicle-of-recursion', recursion, '9', 'pagedown'),
  keysOn('icicle-counted', readTable('profile-py311'), '9', 'down'),
  keysOn('icicle-sampled', readTable('sampled-sudoku-pyo315'), '9', 'down'),
  keysOn('icicle-hostile-names', tableWithHostileNames(), '9', 'G'),
  keysOn('icicle-hostile-numbers', tableWithHostileNumbers(), '9', 'down'),
  keysOn('help-of-an-icicle', shop, '9', '?'),
  keysOn('help', jsontool, '?'),
  keysOn('help-scrolled', jsontool, '?', 'pagedown', 'down'),
  keysOn('help-searched', jsontool, '?', '/', ...typed('cumtime'), 'enter', 'n'),
  keysOn('help-search-line', jsontool, '?', '/', ...typed('xyzzy')),
  keysOn('help-of-a-function', jsontool, 'enter', '?', 'end'),
  keysOn('help-of-a-tree', jsontool, '3', '?'),
  keysOn('help-of-modules', jsontool, '5', '?', 'pagedown'),
  keysOn('sort-menu', recursion, 's', 'down'),
  keysOn('sort-menu-of-calls', recursion, 'enter', 's'),
  keysOn('sort-menu-of-a-tree', recursion, '3', 's'),
  keysOn('hide-menu', shop, 'H', 'enter', 'down'),
  keysOn('filter-line', shop, ...typed('/models /sa')),
  keysOn('filter-line-empty', shop, '/'),
  keysOn('command-line', jsontool, ':'),
  keysOn('command-line-completed', jsontool, ':', ...typed('call'), 'tab'),
  keysOn('command-help', jsontool, ':', ...typed('help sort'), 'enter'),
  keysOn('command-unknown', jsontool, ':', ...typed('frobnicate'), 'enter'),
  {
    name: 'command-line-files',
    open: (columns, rows) =>
      offerCandidates(press(openWith({ table: jsontool }, columns, rows), ':', ...typed('read d'), 'tab'), [
        'd1',
        'd2',
      ]),
  },
  keysOn('export-line', jsontool, 'e', 'left', 'left'),
  {
    name: 'overwrite-question',
    open: (columns, rows) => askOverwrite(press(openWith({ table: jsontool }, columns, rows), 'e', 'enter'), 'a.md'),
  },
  {
    name: 'too-small',
    open: (columns, rows) => resize(openWith({ table: jsontool }, columns, rows), { columns: 30, rows: 9 }),
  },
];

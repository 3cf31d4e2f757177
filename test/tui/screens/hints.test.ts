import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readHintPage } from '../../../src/cli/output/hint-page.ts';
import { decodeProfile } from '../../../src/decode/decode-profile.ts';
import { noHintsWords } from '../../../src/report/no-hints-words.ts';
import { receiveHints } from '../../../src/tui/events.ts';
import { screenMarkdown } from '../../../src/tui/markdown.ts';
import { namedOrdering } from '../../../src/tui/orders.ts';
import { showHintPage } from '../../../src/tui/overlays/hint-page.ts';
import * as functions from '../../../src/tui/screens/functions/functions.ts';
import { currentScreen } from '../../../src/tui/trail.ts';
import type { ViewerState } from '../../../src/tui/viewer.ts';
import { buildHintsView } from '../../../src/views/hints-view.ts';
import { FIXTURES, hintsFor, hintsIn } from '../../hints/hint-fixtures.ts';
import { textOf } from '../frame-of.ts';
import { functionScreenOf, openWith, press, readTable } from '../press.ts';

const PROFILE = 'hint-programs/graphs-py311.prof';
const table = decodeProfile(readFileSync(join(FIXTURES, PROFILE)));

function openHints(columns: number = 80, rows: number = 24): ViewerState {
  const size = { columns, rows };
  const ordering = namedOrdering('cumulative');
  return press(
    functions.openViewer({ table, title: 'out.prof', size, ordering, isReversed: false, findsHints: true }),
    '4',
  );
}

function withHints(state: ViewerState): ViewerState {
  const view = buildHintsView(hintsFor(PROFILE), { level: 'likely', rules: [] });
  return receiveHints(state, { table, view, failure: null });
}

describe('the hints screen', () => {
  test('says that the sources are being read, until the hints are there', () => {
    expect(textOf(openHints())).toContain('reading the sources…');
    expect(textOf(withHints(openHints()))).not.toContain('reading the sources');
  });

  test('lists the hints, the surest first, and tells all of the selected one', () => {
    const lines = textOf(withHints(openHints())).split('\n');
    expect(lines[2]).toMatch(/\d+ confirmed, \d+ likely; \d+ possible/);
    expect(lines[3]).toMatch(/^> confirmed +\d+(?:\.\d)? % +[\w-]+ +graphs\.py:\d+ \w+/);
    const text = lines.join('\n');
    expect(text).toMatch(/edge +[\d,]+ calls of/);
    expect(text).toMatch(/saving +/);
    expect(text).toMatch(/instead +/);
  });

  test('goes with Enter to the function, its source at the place, and back to the same hint', () => {
    const hints = press(withHints(openHints()), 'down');
    const opened = functionScreenOf(press(hints, 'enter'));
    expect(opened.source).toMatchObject({ isActive: true });
    expect(opened.source.list).not.toBeNull();
    expect(currentScreen(press(hints, 'enter', 'escape'))).toEqual(currentScreen(hints));
  });

  test('i asks for the page of the rule, which is shown over the hints and scrolls', () => {
    const hints = withHints(openHints());
    const rule = buildHintsView(hintsFor(PROFILE), { level: 'likely', rules: [] }).hints[0]?.rule ?? '';
    expect(press(hints, 'i').effect).toEqual({ kind: 'hint-page', rule });
    const page = readHintPage(rule, { packageFolder: join(import.meta.dirname, '../../..') });
    const shown = showHintPage(hints, rule, page);
    expect(textOf(shown)).toContain('What it finds');
    expect(textOf(press(shown, 'end'))).toMatch(/Python 3\.\S+ .*KiB before {2}KiB after/);
    expect(textOf(press(shown, 'end'))).not.toContain('| ---');
    expect(press(shown, 'end', 'escape').screens).toEqual(hints.screens);
    expect(press(openHints(), 'i').message).toBe('There is no hint to explain.');
  });

  test('keeps its selection in windows of all sizes', () => {
    for (const [columns, rows] of [
      [40, 10],
      [80, 24],
      [200, 60],
    ] as const) {
      const state = press(withHints(openHints(columns, rows)), 'end', 'pageup', 'down');
      const text = textOf(state).split('\n');
      expect(text.length).toBeLessThanOrEqual(rows);
      expect(text.filter((line) => line.startsWith('>'))).toHaveLength(1);
    }
  });

  test('says why nothing can be sorted', () => {
    expect(press(withHints(openHints()), 'r').message).toMatch(/ranked/);
  });

  describe('where nothing was found', () => {
    const shop = readTable('shop-py38');
    const view = buildHintsView(hintsIn(shop, undefined), { level: 'likely', rules: [] });
    const noHints = (columns: number, rows: number): ViewerState =>
      receiveHints(press(openWith({ table: shop, findsHints: true }, columns, rows), '4'), {
        table: shop,
        view,
        failure: null,
      });

    test('says what was looked at and what not, in the words of the command', () => {
      const words = noHintsWords(view);
      const text = textOf(noHints(200, 60));
      expect(words.unread).not.toEqual([]);
      expect(words.toTry).not.toEqual([]);
      for (const sentence of Object.values(words).flat()) expect(text).toContain(sentence);
      expect(text).toContain('No hints for the ');
    });

    test('scrolls through it in a window that is too low, and not beyond', () => {
      const start = noHints(40, 10);
      const last = noHintsWords(view).toTry.at(-1)?.split(' ').at(-1) ?? '';
      expect(textOf(start)).not.toContain(last);
      const end = press(start, 'end');
      expect(textOf(end)).toContain(last);
      expect(textOf(press(end, 'down', 'pagedown'))).toBe(textOf(end));
      expect(textOf(press(end, 'home'))).toBe(textOf(start));
    });
  });
});

describe('the mark of a hint', () => {
  const marked = (state: ViewerState): readonly string[] =>
    textOf(state)
      .split('\n')
      .filter((line) => /^[ >*]!/.test(line));

  test('stands before each function that has one, once the hints are there', () => {
    const list = press(withHints(openHints(120, 60)), 'escape');
    const names = new Set(
      buildHintsView(hintsFor(PROFILE), { level: 'likely', rules: [] }).hints.map(({ row }) => row),
    );
    expect(names.size).toBeGreaterThan(1);
    expect(marked(list)).toHaveLength(names.size);
    expect(marked(press(openHints(120, 60), 'escape'))).toEqual([]);
  });

  test('stands before the function that one has opened, too', () => {
    const opened = press(withHints(openHints(120, 60)), 'enter');
    expect(marked(opened).some((line) => line.startsWith('*!'))).toBe(true);
  });

  test('is of that profile only', () => {
    const other = decodeProfile(readFileSync(join(FIXTURES, PROFILE)));
    const state = { ...press(withHints(openHints(120, 60)), 'escape'), table: other };
    expect(marked(state)).toEqual([]);
  });
});

test('hints are written as the command writes them, and not before they are there', () => {
  const asked = press(openHints(), 'e');
  expect(asked).toMatchObject({ overlay: null, message: expect.stringContaining('still being looked for') });
  const found = withHints(openHints());
  expect(press(found, 'e').overlay?.kind).toBe('export-line');
  const markdown = screenMarkdown(found);
  expect(markdown).toMatch(/^<summary>1\. confirmed: .+ \[[\w-]+\], <code>/m);
  expect(markdown).toMatch(/^- instead: /m);
});

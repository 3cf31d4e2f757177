import { describe, expect, test } from 'vitest';
import { findHints } from '../../../src/hints/find-hints.ts';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../../src/profile/profile-table.ts';
import { phraseText } from '../../../src/report/phrase.ts';
import { summarySentences } from '../../../src/report/summary-words.ts';
import { receiveHints, receiveSummary, resize } from '../../../src/tui/events.ts';
import { functionsHeight, wantsSummary } from '../../../src/tui/screens/functions/summary-lines.ts';
import type { ViewerState } from '../../../src/tui/viewer.ts';
import { listHeight } from '../../../src/tui/window.ts';
import { buildHintsView } from '../../../src/views/hints-view.ts';
import { buildSummary } from '../../../src/views/summary/summary.ts';
import { hintsFor } from '../../hints/hint-fixtures.ts';
import { bookOf, readProfile } from '../../source/profiled-app.ts';
import { textOf } from '../frame-of.ts';
import { functionsScreenOf, openWith, press, readTable } from '../press.ts';

const shop = readTable('shop-py38');

function opened(table: ProfileTable, columns: number, rows: number): ViewerState {
  return openWith({ table, findsSummary: true, findsHints: true }, columns, rows);
}

function withSummary(table: ProfileTable, columns: number = 200, rows: number = 40): ViewerState {
  return receiveSummary(opened(table, columns, rows), buildSummary(table, null));
}

describe('the summary above the list of functions', () => {
  test('has the sentences of the command, but the totals that stand above it already', () => {
    const [totals, ...others] = summarySentences(buildSummary(shop, null)).map(phraseText);
    const text = textOf(withSummary(shop, 300));
    expect(others.length).toBeGreaterThan(1);
    for (const sentence of others) expect(text).toContain(sentence);
    expect(text).not.toContain(totals);
  });

  test('never takes more than a third of the rows, and nothing of a small window', () => {
    for (const name of ['shop-py38', 'jsontool-py36', 'recursion-py311', 'unicode-py311']) {
      const state = withSummary(readTable(name));
      for (let rows = 10; rows <= 60; rows++) {
        const sized = resize(state, { columns: 80, rows });
        const lines = listHeight(sized.size) - functionsHeight(sized);
        expect(lines).toBeLessThanOrEqual(rows / 3);
        expect(lines > 0).toBe(rows >= 24);
      }
    }
  });

  test('says how many sentences there was no room for', () => {
    expect(textOf(withSummary(readProfile('logreport-py311'), 80, 24))).toMatch(
      /^ \d+ more sentences?: pyprof-view summary/m,
    );
  });

  test('is wanted only where it is shown', () => {
    expect(wantsSummary(opened(shop, 80, 24))).toBe(true);
    expect(wantsSummary(opened(shop, 80, 23))).toBe(false);
    expect(wantsSummary(opened(shop, 59, 24))).toBe(false);
    expect(wantsSummary(press(opened(shop, 80, 24), 'i'))).toBe(false);
    expect(wantsSummary(press(opened(shop, 80, 24), '5'))).toBe(false);
    expect(wantsSummary(withSummary(shop))).toBe(false);
  });

  test('is folded by i and comes back, the cursor on the same function and in the window', () => {
    const end = press(withSummary(shop, 80, 24), 'G');
    const folded = press(end, 'i');
    expect(textOf(folded)).not.toContain('Own code:');
    expect(press(folded, 'i')).toMatchObject({ showsSummary: true });
    for (const state of [end, folded, press(folded, 'i')]) {
      const { list } = functionsScreenOf(state);
      expect(list.selected).toBe(shop.length - 1);
      expect(list.selected).toBeLessThan(list.top + functionsHeight(state));
      expect(textOf(state).match(/^>/gm)).toHaveLength(1);
    }
  });

  test('says in a small window why it cannot be shown', () => {
    expect(press(withSummary(shop, 80, 23), 'i').message).toBe('The summary needs a window of 60 columns and 24 rows.');
  });

  test('is not added up for more than 200,000 functions, where a key would wait for it', () => {
    const builder = new ProfileBuilder();
    const once = { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 };
    for (let line = 1; line <= 200_001; line++) {
      builder.setRow('a.py', line, 'f', once);
      builder.endEdges();
    }
    const state = opened(builder.finish('traced', []), 200, 40);
    expect(wantsSummary(state)).toBe(false);
    expect(functionsHeight(state)).toBe(listHeight(state.size));
    expect(press(state, 'i').message).toBe('The profile is too large for that here: pyprof-view summary adds it up.');
  });

  test('of another profile is not shown', () => {
    const other = receiveSummary(opened(shop, 200, 40), buildSummary(readTable('jsontool-py36'), null));
    expect(textOf(other)).toContain('adding up where the time is…');
  });

  test('tells the first hint once somebody has found it', () => {
    const profile = hintsFor('hint-programs/graphs-py311.prof');
    const before = withSummary(profile.table);
    expect(textOf(before)).not.toContain('First hint');
    const view = buildHintsView(profile, { level: 'likely', rules: [] });
    expect(textOf(receiveHints(before, { table: profile.table, view, failure: null }))).toContain('First hint');
  });

  test('calls a generator resumed once its source was read', () => {
    const profile = findHints({ book: bookOf(shop), allocationsOf: null });
    const before = withSummary(shop);
    expect(textOf(before)).toMatch(/orders \(main\.py:17\) takes about \d+ %, called [\d,]+ times/);
    const view = buildHintsView(profile, { level: 'likely', rules: [] });
    const after = textOf(receiveHints(before, { table: shop, view, failure: null }));
    expect(after).toMatch(/orders \(main\.py:17\) takes about \d+ %, resumed [\d,]+ times/);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import type { Hint } from '../../src/hints/hint.ts';
import { calleeEdges, calleeIndex } from '../../src/profile/callees.ts';
import { FIXTURES, hintsFor, PYTHONS } from './hint-fixtures.ts';

describe.each(PYTHONS)('on %s', (python) => {
  const profile = `hint-advice/advice-${python}.prof`;
  const { hints } = hintsFor(profile);

  function adviceFor(rule: string, qualname: string): string | undefined {
    return hintFor(rule, qualname)?.fix.after;
  }

  function hintFor(rule: string, qualname: string): Hint | undefined {
    return hints.find((hint) => hint.rule === rule && hint.qualname === qualname);
  }

  test('the flags of a pattern stay with it, and are never taken for a position', () => {
    expect(adviceFor('re-compile', 'compile_flags')).toBe("PATTERN = re.compile(r'X+', re.I)  # once\nPATTERN");
    expect(hintFor('re-compile', 'match_flags')).toBeDefined();
    expect(adviceFor('re-compile', 'match_flags')).toBeUndefined();
  });

  test('a choice among the pieces keeps its brackets', () => {
    expect(adviceFor('str-concat-quad', 'Page.choose')).toContain("append(('a' if row else 'b') + 'c')");
  });

  test('a dict of children is made of children alone', () => {
    const found = hintsFor(`hint-programs/trees-${python}.prof`).hints.find(({ rule }) => rule === 'element-search');
    expect(found?.fix.after).toBe(
      "by_id = {one.get('id'): one for one in root.findall('./item')}  # once\nby_id.get(str(key))",
    );
  });

  test('what is advised fits what is asked: one number of all rows, an argument that is made before', () => {
    const found = ['ledgers', 'sources'].flatMap((name) => hintsFor(`hint-programs/${name}-${python}.prof`).hints);
    const textOf = (rule: string, qualname: string): string | undefined =>
      found.find((hint) => hint.rule === rule && hint.qualname === qualname)?.fix.text;
    expect(textOf('sql-in-loop', 'visits')).toContain('keep the number along');
    expect(textOf('sql-in-loop', 'book')).toContain('executemany');
    expect(textOf('log-fstring', 'Worker.work')).toContain('log.isEnabledFor');
  });

  test('files that are appended to by key, thousands of times, are likely to come again', () => {
    const { hints: found } = hintsFor(`hint-programs/ledgers-${python}.prof`);
    const hint = found.find(({ rule, qualname }) => rule === 'open-in-loop' && qualname === 'Ledger.enter');
    expect(hint?.level).toBe('likely');
    expect(hint?.fix.text).toContain('Keep the open files in a dict');
  });

  test('a file that is read for each pair is read once, and saves no more than the other readings', () => {
    const { hints: found } = hintsFor(`hint-programs/harbour-${python}.prof`);
    const hint = found.find(({ rule, qualname }) => rule === 'open-in-loop' && qualname === 'digest');
    expect(hint?.fix.text).toBe('Read each file once, and keep what it gave, by path.');
    expect(hint?.saving?.basis).toContain('each file is opened once');
  });

  test('a search whose comparisons are calls of __eq__ takes no time of its own', () => {
    const { hints: found } = hintsFor(`hint-programs/clerks-${python}.prof`);
    expect(found.filter(({ rule, qualname }) => rule === 'list-scan' && qualname === 'Book.find')).toEqual([]);
  });

  test('a sorted listing is kept in order', () => {
    const { hints: found } = hintsFor(`hint-programs/albums-${python}.prof`);
    const hint = found.find(({ rule }) => rule === 'dir-again');
    expect(hint?.fix.text).toContain('keep the sorted list');
    expect(hint?.evidence.map(({ text }) => text)).toContainEqual(
      expect.stringContaining('calls from Album.pages that list or sort directories'),
    );
  });

  test('a file that each opening empties is not opened once instead', () => {
    const { hints: found } = hintsFor(`hint-programs/ledgers-${python}.prof`);
    expect(found.filter(({ qualname }) => qualname === 'Ledger.status')).toEqual([]);
  });

  test('a text that grows on both sides, or inside of another, is not rewritten as one list', () => {
    for (const name of ['Page.wrap', 'Page.inside']) {
      expect(hintFor('str-concat-quad', name)).toBeDefined();
      expect(adviceFor('str-concat-quad', name)).toBeUndefined();
    }
  });

  test('only the list becomes a set, not a name that begins like it', () => {
    expect(adviceFor('in-list', 'count_known')).toMatch(
      /^(?:rows_set = set\(rows\) {2}# after line \d+\n)?rows_wanted in rows_set$/,
    );
  });

  test('one pass that keeps what came before is advised for pairs that come once, not for those in both orders', () => {
    const textOf = (program: string, qualname: string): string | undefined =>
      hintsFor(`hint-programs/${program}-${python}.prof`).hints.find(
        (hint) => hint.rule === 'list-scan' && hint.qualname === qualname,
      )?.fix.text;
    expect(textOf('couples', 'repeated')).toMatch(/^Go through the list once/);
    expect(textOf('surveys', 'same_first')).toMatch(/^Keep a dict by what is asked for/);
  });

  test('a tuple is not told to extend itself', () => {
    expect(hintFor('list-plus', 'grow_tuple')).toBeDefined();
    expect(adviceFor('list-plus', 'grow_tuple')).toBeUndefined();
  });

  test('what a sum begins with is not dropped, and a reduce that adds nothing is no sum', () => {
    expect(hintFor('sum-lists', 'add_up')).toBeDefined();
    expect(adviceFor('sum-lists', 'add_up')).toBeUndefined();
    expect(hintFor('sum-lists', 'reduce_otherwise')).toBeUndefined();
  });

  test('a log message whose call has more to say keeps its form', () => {
    expect(hintFor('log-fstring', 'report')).toBeDefined();
    expect(adviceFor('log-fstring', 'report')).toMatch(
      /^if log\.isEnabledFor\(logging\.DEBUG\):\n {4}log\.debug\(f'.*extra=/,
    );
  });

  test('brackets stay where what they copy is changed, or where they wait', () => {
    expect(hintFor('gen-retain', 'prune')).toBeUndefined();
    expect(hintFor('gen-any', 'check')).toBeUndefined();
  });

  test('places that share calls share their time: no hint costs more than its function, or saves clearly more than it costs', () => {
    const table = decodeProfile(readFileSync(join(FIXTURES, profile)));
    for (const { cost, saving, row } of hints) {
      expect(cost).toBeLessThanOrEqual((table.cumtime[row] ?? 0) * 1.0001);
      // a fix also spares steps around what it mends: the range of an own time ends there (docs/hints/savings.md)
      if (saving.unit === 'seconds') expect(saving.high).toBeLessThanOrEqual(cost * 1.6001);
    }
    const parse = hintFor('strptime', 'parse');
    const row = parse?.row ?? -1;
    const index = calleeIndex(table);
    const isParsing = (edge: number): boolean =>
      table.strings.text(table.functions.name[index.callee[edge]!]!).includes('strptime');
    const seconds = [...calleeEdges(index, row)]
      .filter(isParsing)
      .reduce((sum, edge) => sum + table.edges().cumtime[edge]!, 0);
    expect(parse?.cost).toBeCloseTo(seconds, 9);
    expect(parse?.evidence.map(({ text }) => text)).toContain(
      '50 % of these calls are put down to this place: the function makes them at others too',
    );
  });
});

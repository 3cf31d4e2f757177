import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../../src/decode/decode-profile.ts';
import { standardName } from '../../../src/profile/function-name.ts';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import type { NumberColumns, ProfileTable } from '../../../src/profile/profile-table.ts';
import { groupOf } from '../../../src/report/html/page/page-model.ts';
import { readPageProfile } from '../../../src/report/html/page/read-profile.ts';
import { profileData } from '../../../src/report/html/profile-data.ts';
import { codeGroupOf } from '../../../src/views/icicle/frame-facts.ts';
import { fc } from '../../properties.ts';
import { anyTables } from '../../views/call-tree/made-programs.ts';
import { hostileName } from '../hostile-names.ts';
import { loadFixture } from '../made-diffs.ts';
import { reportOf } from '../made-report.ts';

const FIXTURES = readdirSync(join(import.meta.dirname, '../../../fixtures/profiles'));

function throughPage(table: ProfileTable, most?: number): ReturnType<typeof readPageProfile> {
  return readPageProfile(profileData(reportOf(table), most));
}

function namesOf(table: ProfileTable): readonly string[] {
  const functions = table.length + table.edges().ghosts.length;
  return Array.from({ length: functions }, (_, row) => standardName(table, row));
}

function countsOf({ ncalls, primitiveCalls }: NumberColumns): readonly unknown[] {
  return [ncalls, primitiveCalls].map(({ values, odd }) => [values, odd]);
}

function timesOf({ tottime, cumtime }: NumberColumns): readonly number[] {
  return [...tottime, ...cumtime];
}

function sumOfEdges(table: ProfileTable, row: number, column: 'tottime' | 'cumtime'): number {
  const edges = table.edges();
  return edges[column].slice(edges.start[row]!, edges.start[row + 1]!).reduce((sum, each) => sum + each, 0);
}

describe('a page has of a profile', () => {
  test.each(FIXTURES)('%s all functions, calls and numbers, to the last bit', (name) => {
    const table = loadFixture(name);
    const page = throughPage(table);
    const [ours, theirs] = [table.edges(), page.table.edges()];
    expect(namesOf(page.table)).toEqual(namesOf(table));
    expect(countsOf(page.table)).toEqual(countsOf(table));
    expect([...theirs.start, ...theirs.caller]).toEqual([...ours.start, ...ours.caller]);
    expect(countsOf(theirs)).toEqual(countsOf(ours));
    expect(theirs.countsOnly).toEqual(ours.countsOnly);
    expect(page.table.totals).toEqual(table.totals);
    const functions = Array.from({ length: namesOf(table).length }, (_, index) => index);
    expect(functions.map((index) => groupOf(page, index))).toEqual(functions.map((index) => codeGroupOf(table, index)));
    expect(page.facts.left).toBeNull();
    expect(timesOf(page.table)).toEqual(timesOf(table));
    expect(timesOf(theirs)).toEqual(timesOf(ours));
  });

  test('of any numbers all', () => {
    fc.assert(
      fc.property(anyTables, (table) => {
        const page = throughPage(table).table;
        expect([countsOf(page), countsOf(page.edges())]).toEqual([countsOf(table), countsOf(table.edges())]);
        expect([timesOf(page), timesOf(page.edges())]).toEqual([timesOf(table), timesOf(table.edges())]);
      }),
    );
  });

  test('numbers that no program leaves', () => {
    const times = [Number.NaN, Number.POSITIVE_INFINITY, -0, -1, 1e300, 5e-324, 2 ** 60];
    const counts = [2 ** 53 - 1, 2n ** 70n, -3, 0, 7.5, -1, 2 ** 53 - 2];
    const builder = new ProfileBuilder();
    for (const [at, time] of times.entries()) {
      const ncalls = counts[at % counts.length]!;
      builder.setRow('a.py', at, 'f', {
        ncalls,
        primitiveCalls: counts[(at + 1) % counts.length]!,
        tottime: time,
        cumtime: time,
      });
    }
    builder.setRow('a.py', 99, 'f', { ncalls: 5, primitiveCalls: -1, tottime: 1, cumtime: 1 });
    const table = builder.finish('traced', []);
    const page = throughPage(table).table;
    expect(countsOf(page)).toEqual(countsOf(table));
    expect(timesOf(page)).toEqual(timesOf(table));
  });

  test('any name', () => {
    fc.assert(
      fc.property(fc.uniqueArray(hostileName, { minLength: 1, maxLength: 5 }), (names) => {
        const builder = new ProfileBuilder();
        for (const name of names) {
          builder.setRow(name, 1, name, { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 });
        }
        const table = builder.finish('traced', []);
        expect(namesOf(throughPage(table).table)).toEqual(namesOf(table));
      }),
    );
  });

  test('that is too large the functions with most cumtime, and what the others took', () => {
    const table = decodeProfile(
      readFileSync(join(import.meta.dirname, '../../../fixtures/profiles/words-py311/out.prof')),
    );
    const { table: page, facts } = throughPage(table, 50);
    const least = Math.min(...page.cumtime);
    expect(page.length).toBe(50);
    expect(table.cumtime.filter((seconds) => seconds > least).length).toBeLessThan(50);
    expect(facts.left?.functions).toBe(table.length - 50);
    const kept = page.tottime.reduce((sum, seconds) => sum + seconds, 0);
    expect(kept + Number(facts.left?.tottime)).toBeCloseTo(table.totals.tottime, 9);
    const names = new Set(namesOf(page));
    expect([...names].filter((name) => !namesOf(table).includes(name))).toEqual(['functions that are left out']);
    for (const caller of page.edges().caller) expect(caller).toBeLessThan(50 + page.edges().ghosts.length);
  });

  test('that is too large of each function as many calls by others as there are, so that no path looks known that is not', () => {
    const table = loadFixture('shop-py38');
    const { table: page } = throughPage(table, 30);
    const rowOf = new Map(namesOf(table).map((name, row) => [name, row]));
    const leftOut = page.length + page.edges().ghosts.length - 1;
    expect(page.edges().caller).toContain(leftOut);
    for (let row = 0; row < page.length; row++) {
      const whole = rowOf.get(standardName(page, row))!;
      for (const column of ['tottime', 'cumtime'] as const)
        expect(sumOfEdges(page, row, column)).toBeCloseTo(sumOfEdges(table, whole, column), 9);
    }
  });
});

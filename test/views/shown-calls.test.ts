import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { standardName } from '../../src/profile/function-name.ts';
import { type CallNumbers, ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { callerEdges, type ProfileTable } from '../../src/profile/profile-table.ts';
import { finish } from '../../src/profile/steps.ts';
import { FOREIGN_ORIGINS } from '../../src/select/function-origin.ts';
import { callLines } from '../../src/views/call-list.ts';
import { callNumbers, callsView } from '../../src/views/function-view.ts';
import { type Hiding, hideFunctions } from '../../src/views/hiding.ts';
import { type ShownCalls, shownCalls } from '../../src/views/shown-calls.ts';

type Row = readonly [name: string, tottime: number, cumtime: number, ncalls?: number, primitiveCalls?: number];
type Call = readonly [caller: string, callee: string, tottime: number, cumtime: number, ncalls?: number];

function numbers(tottime: number, cumtime: number, ncalls = 1, primitiveCalls = ncalls): CallNumbers {
  return { ncalls, primitiveCalls, tottime, cumtime };
}

/** A profile in which functions with a capital letter are one's own, the others built-ins. */
function tableOf(rows: readonly Row[], calls: readonly Call[]): ProfileTable {
  const builder = new ProfileBuilder();
  const key = (name: string): [string, number, string] =>
    /^[A-Z]/.test(name) ? ['/srv/own.py', 1, name] : ['~', 0, `<built-in method ${name}>`];
  for (const [name, ...of] of rows) builder.setRow(...key(name), numbers(...of));
  for (const [name] of rows) {
    for (const [caller, callee, tottime, cumtime, ncalls] of calls) {
      if (callee === name) builder.setEdge(...key(caller), numbers(tottime, cumtime, ncalls), false);
    }
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

function hide(table: ProfileTable): Hiding {
  return finish(hideFunctions(table, ['builtin']));
}

function rowNamed(table: ProfileTable, name: string): number {
  return Array.from(table.functions.name).findIndex((id) => table.strings.text(id) === name);
}

/** The lines as a screen shows them. */
function linesOf(table: ProfileTable, name: string, direction: 'callers' | 'callees') {
  const view = callsView(table, rowNamed(table, name), direction, 'cumtime', false, hide(table));
  return callNumbers(view, 0, 99).map(({ other, ncalls, tottime, cumtime, estimates }) => {
    const caller = table.strings.text(table.functions.name[other]!);
    return [caller, ncalls, tottime, cumtime, estimates];
  });
}

describe('what a hidden function calls', () => {
  test('is called by its only caller, with the numbers of the dump', () => {
    const table = tableOf(
      [
        ['A', 1, 6],
        ['map', 2, 5],
        ['G', 3, 3, 7],
      ],
      [
        ['A', 'map', 2, 5],
        ['map', 'G', 3, 3, 7],
      ],
    );
    expect(linesOf(table, 'A', 'callees')).toEqual([['G', '7', 3, 3, 'none']]);
    expect(linesOf(table, 'G', 'callers')).toEqual([['A', '7', 3, 3, 'none']]);
  });

  test('is divided among its callers by the time below it in their calls, and marked', () => {
    const table = tableOf(
      [
        ['A', 1, 5],
        ['B', 1, 3],
        ['map', 2, 6, 2],
        ['G', 4, 4, 8],
      ],
      [
        ['A', 'map', 1, 4],
        ['B', 'map', 1, 2],
        ['map', 'G', 4, 4, 8],
      ],
    );
    expect(linesOf(table, 'A', 'callees')).toEqual([['G', '6', 3, 3, 'all']]);
    expect(linesOf(table, 'B', 'callees')).toEqual([['G', '2', 1, 1, 'all']]);
    expect(linesOf(table, 'G', 'callers')).toEqual([
      ['A', '6', 3, 3, 'all'],
      ['B', '2', 1, 1, 'all'],
    ]);
  });

  test('is one line with what is called without a detour', () => {
    const table = tableOf(
      [
        ['A', 1, 8],
        ['map', 2, 5],
        ['G', 5, 5, 9],
      ],
      [
        ['A', 'map', 2, 5],
        ['map', 'G', 3, 3, 7],
        ['A', 'G', 2, 2, 2],
      ],
    );
    expect(linesOf(table, 'A', 'callees')).toEqual([['G', '9', 5, 5, 'none']]);
    expect(linesOf(table, 'G', 'callers')).toEqual([['A', '9', 5, 5, 'none']]);
  });

  test('is itself where a hidden function calls back, and never goes round for ever', () => {
    const table = tableOf(
      [
        ['A', 3, 6, 4, 1],
        ['sorted', 1, 5],
        ['key', 1, 4, 3],
      ],
      [
        ['A', 'sorted', 1, 5],
        ['sorted', 'key', 1, 4, 3],
        ['key', 'sorted', 0, 0, 1],
        ['key', 'A', 2, 3, 3],
      ],
    );
    expect(linesOf(table, 'A', 'callees').map(([name]) => name)).toEqual(['A']);
    expect(linesOf(table, 'A', 'callers').map(([name]) => name)).toEqual(['A']);
  });

  test('is never itself where a function was never active twice, nor what was over before its only call', () => {
    const table = tableOf(
      [
        ['A', 1, 6],
        ['B', 1, 2],
        ['exec', 1, 7, 2],
      ],
      [
        ['A', 'exec', 1, 5],
        ['exec', 'A', 1, 6],
        ['exec', 'B', 1, 2],
        ['B', 'exec', 0, 1],
      ],
    );
    expect(linesOf(table, 'A', 'callees').map(([name]) => name)).toEqual(['B']);
    expect(linesOf(table, 'A', 'callers')).toEqual([]);
  });

  test('is said to be less than one call where its share is less', () => {
    const table = tableOf(
      [
        ['A', 4, 5],
        ['B', 4, 7],
        ['exec', 0, 4, 2],
        ['G', 4, 4],
      ],
      [
        ['A', 'exec', 0, 1],
        ['B', 'exec', 0, 3],
        ['exec', 'G', 4, 4],
      ],
    );
    expect(linesOf(table, 'G', 'callers')).toEqual([
      ['B', '<1', 3, 3, 'all'],
      ['A', '<1', 1, 1, 'all'],
    ]);
  });

  test('has with it the hidden time that was charged to it', () => {
    const table = tableOf(
      [
        ['A', 1, 9],
        ['B', 1, 5],
        ['G', 2, 12, 2],
        ['len', 10, 10],
      ],
      [
        ['A', 'G', 1, 8],
        ['B', 'G', 1, 4],
        ['G', 'len', 10, 10],
      ],
    );
    expect(linesOf(table, 'A', 'callees')).toEqual([['G', '1', 1 + 7, 8, 'tottime']]);
    expect(linesOf(table, 'B', 'callees')).toEqual([['G', '1', 1 + 3, 4, 'tottime']]);
  });

  test('is of nobody where nobody shown calls', () => {
    const table = tableOf(
      [
        ['exec', 1, 5],
        ['A', 4, 4],
      ],
      [['exec', 'A', 4, 4]],
    );
    const calls = shownCalls(table, hide(table), rowNamed(table, 'A'), 'callers');
    expect(calls.other).toEqual([]);
    expect(calls.hidden).toBe(1);
  });
});

test('an estimate of next to nothing is no line, but counted', () => {
  const table = tableOf(
    [
      ['A', 1, 5000],
      ['B', 1, 5000],
      ['exec', 0, 5000, 2],
      ['G', 4999, 4999],
      ['F', 1, 1],
    ],
    [
      ['A', 'exec', 0, 1],
      ['B', 'exec', 0, 4999],
      ['exec', 'G', 4999, 4999],
      ['exec', 'F', 1, 1],
    ],
  );
  expect(linesOf(table, 'A', 'callees')).toEqual([]);
  expect(linesOf(table, 'B', 'callees').map(([name]) => name)).toEqual(['G']);
  const view = callsView(table, rowNamed(table, 'B'), 'callees', 'cumtime', false, hide(table));
  expect(view.negligible).toBe(1);
  // what is measured is shown, however little it is
  expect(callsView(table, rowNamed(table, 'A'), 'callees', 'cumtime', false).calls.length).toBe(1);
});

test('a function that is hidden itself has all its calls', () => {
  const table = tableOf(
    [
      ['A', 1, 3],
      ['map', 1, 2],
      ['len', 1, 1],
    ],
    [
      ['A', 'map', 1, 2],
      ['map', 'len', 1, 1],
    ],
  );
  const map = Array.from({ length: 3 }, (_, row) => row).find((row) => standardName(table, row).includes('map')) ?? -1;
  const view = callsView(table, map, 'callees', 'cumtime', false, hide(table));
  expect(view.calls).toEqual(callLines(table, map, 'callees'));
  expect(view.hidden).toBe(0);
});

const PROFILES = join(import.meta.dirname, '../../fixtures/profiles');
const FOREIGN = FOREIGN_ORIGINS.map(({ origin }) => origin);

/** Lines from a function to another, as `function other`. */
type Lines = Map<string, { readonly calls: ShownCalls; readonly at: number }>;

describe.each(readdirSync(PROFILES))('in %s', (name) => {
  const table = decodeProfile(readFileSync(join(PROFILES, name, 'out.prof')));
  const edges = table.edges();

  test.each([[FOREIGN], [['builtin'] as const], [['stdlib', 'import'] as const]])('without %s', (hidden) => {
    const hiding = finish(hideFunctions(table, hidden));
    const shown = Array.from({ length: table.length }, (_, row) => row).filter((row) => hiding.isHidden[row] === 0);
    const down: Lines = new Map();
    const up: Lines = new Map();
    for (const row of shown) {
      const callees = shownCalls(table, hiding, row, 'callees');
      for (const [at, callee] of callees.other.entries()) down.set(`${row} ${callee}`, { calls: callees, at });
      const callers = shownCalls(table, hiding, row, 'callers');
      for (const [at, caller] of callers.other.entries()) {
        if (caller < table.length) up.set(`${caller} ${row}`, { calls: callers, at });
      }
    }
    // a callee stands with its caller as the caller stands with it
    expect([...up.keys()].sort()).toEqual([...down.keys()].sort());
    // asked once: asking of each of them takes longer than all the rest
    const different = [...up].filter(([key, { calls, at }]) => {
      const other = down.get(key)!;
      const isNear = (one: number, another: number): boolean => one === another || Math.abs(one - another) < 5e-10;
      return !(
        isNear(calls.tottime[at]!, other.calls.tottime[other.at]!) &&
        isNear(calls.cumtime[at]!, other.calls.cumtime[other.at]!) &&
        isNear(calls.ncalls.values[at]!, other.calls.ncalls.values[other.at]!) &&
        calls.isEstimate[at] === other.calls.isEstimate[other.at] &&
        calls.isTottimeEstimate[at] === other.calls.isTottimeEstimate[other.at]
      );
    });
    expect(different).toEqual([]);
    // nothing is made up: callers have no more of a function than its calls took, with what was charged to it;
    // the cumtime of calls that lie inside of each other is in each of them
    for (const row of shown) {
      const { start, end } = callerEdges(edges, row);
      const callers = shownCalls(table, hiding, row, 'callers');
      const sum = (column: 'tottime' | 'cumtime') => callers[column].reduce((total, time) => total + time, 0);
      const measured = (column: 'tottime' | 'cumtime') =>
        edges[column].subarray(start, end).reduce((total, time) => total + time, 0);
      const charged = hiding.table.tottime[row]! - table.tottime[row]!;
      expect(sum('tottime')).toBeLessThanOrEqual(measured('tottime') + charged + 1e-9);
      const most = measured('cumtime') + 1e-9;
      expect([...callers.cumtime].filter((time) => !(time <= most))).toEqual([]);
    }
  });
});

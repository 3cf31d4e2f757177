import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { finish } from '../../src/profile/steps.ts';
import { originCodes } from '../../src/select/whose-code.ts';
import { chargeHidden, type HiddenCharges } from '../../src/views/hidden-charges.ts';
import { fc } from '../properties.ts';

type Calls = Readonly<Record<string, readonly [caller: string, tottime: number, cumtime: number, ncalls?: number][]>>;

/** A profile of functions by name; the callers of each with the time of the calls, in it and with all below. */
function tableOf(tottimes: Readonly<Record<string, number>>, calls: Calls, cumtimes: Record<string, number> = {}) {
  const builder = new ProfileBuilder();
  const names = Object.keys(tottimes);
  for (const name of names) {
    const callers = calls[name] ?? [];
    const cumtime = cumtimes[name] ?? callers.reduce((sum, [, , time]) => sum + time, 0);
    builder.setRow('f.py', 1, name, { ncalls: 1, primitiveCalls: 1, tottime: tottimes[name] ?? 0, cumtime });
  }
  for (const name of names) {
    for (const [caller, tottime, cumtime, ncalls = 1] of calls[name] ?? []) {
      builder.setEdge('f.py', 1, caller, { ncalls, primitiveCalls: ncalls, tottime, cumtime }, false);
    }
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

function charge(table: ProfileTable, hidden: string): HiddenCharges & { readonly names: Record<string, number> } {
  const rows = Array.from({ length: table.length }, (_, row) => row);
  const nameOf = (row: number): string => table.strings.text(table.functions.name[row]!);
  const isHidden = Uint8Array.from(rows, (row) => (hidden.includes(nameOf(row)) ? 1 : 0));
  const charges = finish(chargeHidden(table, isHidden));
  const charged = rows.filter((row) => charges.charged[row] !== 0);
  return { ...charges, names: Object.fromEntries(charged.map((row) => [nameOf(row), charges.charged[row]!])) };
}

describe('hidden time', () => {
  test('goes to its callers as measured', () => {
    const table = tableOf(
      { A: 1, B: 1, h: 4 },
      {
        h: [
          ['A', 3, 3],
          ['B', 1, 1],
        ],
      },
    );
    const { names, estimated, remainder } = charge(table, 'h');
    expect(names).toEqual({ A: 3, B: 1 });
    expect(Array.from(estimated)).toEqual([0, 0, 0]);
    expect(remainder).toBe(0);
  });

  test('goes on through hidden callers to the nearest shown one', () => {
    const table = tableOf({ A: 1, h: 2, i: 4 }, { h: [['A', 2, 6]], i: [['h', 4, 4]] });
    expect(charge(table, 'hi').names).toEqual({ A: 6 });
    expect(charge(table, 'i').names).toEqual({ h: 4 });
  });

  test('is estimated where a hidden function with several callers passes it on', () => {
    const table = tableOf(
      { A: 1, B: 1, h: 2, i: 8 },
      {
        h: [
          ['A', 1, 7],
          ['B', 1, 3],
        ],
        i: [['h', 8, 8]],
      },
    );
    const { names, estimated } = charge(table, 'hi');
    expect(names).toEqual({ A: 1 + 6, B: 1 + 2 });
    expect(Array.from(estimated)).toEqual([6, 2, 0, 0]);
  });

  test('goes round among functions that call each other until it has left them', () => {
    const calls: Calls = {
      h: [
        ['A', 1, 5],
        ['i', 1, 2],
      ],
      i: [
        ['h', 1, 3],
        ['B', 1, 2],
      ],
    };
    const { names, remainder } = charge(tableOf({ A: 1, B: 1, h: 2, i: 2 }, calls), 'hi');
    // measured: 1 each. Of the other 2, 1 starts at h, which sends 4/5 to A and 1/5 to i, and 1 at i, which sends 2/3 to h
    // and 1/3 to B: through h pass 25/13, through i 18/13
    expect(names['A']).toBeCloseTo(1 + 20 / 13, 3);
    expect(names['B']).toBeCloseTo(1 + 6 / 13, 3);
    expect(remainder).toBeCloseTo(0, 12);
  });

  test('is never more than the calls took: what is too much goes to the others', () => {
    const calls: Calls = {
      h: [
        ['A', 0, 1],
        ['B', 0, 9],
      ],
      i: [['h', 8, 8]],
      k: [['A', 0, 2]],
      l: [['k', 4, 4]], // more than the 2 s that A's call of k took
    };
    const { names, estimated } = charge(tableOf({ A: 1, B: 1, h: 0, i: 8, k: 0, l: 4 }, calls), 'hikl');
    expect(names['A']).toBeLessThanOrEqual(3);
    expect((names['A'] ?? 0) + (names['B'] ?? 0)).toBeCloseTo(12, 12);
    expect(estimated[1]).toBeGreaterThan(0);
  });

  test('of a recursive function goes to who called it first', () => {
    const table = tableOf(
      { A: 1, h: 5 },
      {
        h: [
          ['A', 1, 5],
          ['h', 4, 4],
        ],
      },
      { h: 5 },
    );
    expect(charge(table, 'h').names).toEqual({ A: 5 });
  });

  test('that no shown function called for is the remainder', () => {
    const table = tableOf({ h: 3, A: 1, i: 2 }, { A: [['h', 1, 3]], i: [['A', 1.5, 1.5]] });
    const { names, remainder } = charge(table, 'hi');
    expect(names).toEqual({ A: 1.5 });
    expect(remainder).toBe(3.5); // h has no caller, and half a second of i was called from outside
  });

  test('of a caller without a row is the remainder', () => {
    expect(charge(tableOf({ h: 3 }, { h: [['gone', 3, 3]] }), 'h').remainder).toBe(3);
  });
});

/** How much longer the calls of hidden functions took than the caller was charged; by row. */
function roomOf(table: ProfileTable, isHidden: Uint8Array, charged: Float64Array): Float64Array {
  const edges = table.edges();
  const room = charged.map((seconds) => -seconds);
  for (let row = 0; row < table.length; row++) {
    for (let edge = edges.start[row] ?? 0; isHidden[row] === 1 && edge < (edges.start[row + 1] ?? 0); edge++) {
      const caller = edges.caller[edge] ?? 0;
      if (caller < table.length) room[caller] = (room[caller] ?? 0) + (edges.cumtime[edge] ?? 0);
    }
  }
  return room;
}

/** Everything adds up: to a billionth of the whole. One function alone is charged to the last bit as several together are. */
function expectConserved(table: ProfileTable, isHidden: Uint8Array): void {
  const { charged, estimated, remainder, parts } = finish(chargeHidden(table, isHidden));
  expect({ charged, estimated, remainder, parts }).toEqual(finish(chargeHidden(table, isHidden, 'together')));
  const all = table.tottime.reduce((sum, time) => sum + time, 0);
  const shown = table.tottime.reduce((sum, time, row) => (isHidden[row] === 1 ? sum : sum + time), 0);
  const sum = shown + charged.reduce((before, time) => before + time, 0) + remainder;
  expect(Math.abs(sum - all)).toBeLessThanOrEqual(1e-9 * Math.abs(all));
  expect(charged.every((time, row) => time >= 0 && (time === 0 || isHidden[row] === 0))).toBe(true);
  expect(estimated.every((time, row) => time >= 0 && time <= charged[row]! * (1 + 1e-9))).toBe(true);
}

const time = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 10, noNaN: true }));
const graph = fc.integer({ min: 1, max: 12 }).chain((length) => {
  const index = fc.nat({ max: length }); // one more: a caller without a row
  const edge = fc.record({ caller: index, callee: fc.nat({ max: length - 1 }), tottime: time, below: time });
  return fc.record({
    tottimes: fc.array(time, { minLength: length, maxLength: length }),
    edges: fc.array(edge, { maxLength: 40 }),
    hidden: fc.array(fc.boolean(), { minLength: length, maxLength: length }),
  });
});

type Edge = { readonly caller: number; readonly callee: number; readonly tottime: number; readonly below: number };

/** The callers of a function, each once. */
function callersOf(edges: readonly Edge[], callee: number): [string, number, number][] {
  const byCaller = new Map(edges.filter((edge) => edge.callee === callee).map((edge) => [edge.caller, edge]));
  return [...byCaller.values()].map(({ caller, tottime, below }) => [`f${caller}`, tottime, tottime + below]);
}

test('the total is kept whatever calls what', () => {
  fc.assert(
    fc.property(graph, ({ tottimes, edges, hidden }) => {
      const calls = tottimes.map((_, at) => [`f${at}`, callersOf(edges, at)] as const);
      const own = tottimes.map((value, at) => [`f${at}`, value] as const);
      const table = tableOf(Object.fromEntries(own), Object.fromEntries(calls));
      expectConserved(table, Uint8Array.from(hidden, Number));
    }),
    { numRuns: 500 },
  );
});

const CORPUS = process.env['PYPROF_CORPUS'];
const FIXTURES = join(import.meta.dirname, '../../fixtures/profiles');

describe.each([FIXTURES, ...(CORPUS === undefined ? [] : [CORPUS])])('in the dumps of %s', (folder) => {
  test.each(readdirSync(folder))('the total of %s is kept, whatever is hidden', (name) => {
    const table = decodeProfile(readFileSync(join(folder, name, 'out.prof')));
    const isForeign = originCodes(table).map((code) => (code === 0 ? 0 : 1));
    expectConserved(table, isForeign);
    if (table.edges().countsOnly === null) {
      const room = roomOf(table, isForeign, finish(chargeHidden(table, isForeign)).charged);
      expect(Math.min(...room)).toBeGreaterThan(-1e-6);
    }
    expectConserved(
      table,
      isForeign.map((flag) => 1 - flag),
    );
    for (const few of [2, 3])
      expectConserved(
        table,
        isForeign.map((_, row) => (row % few === 0 ? 1 : 0)),
      );
  });
});

test('a chain of a hundred thousand calls is no recursion for us', () => {
  const builder = new ProfileBuilder();
  const length = 100_000;
  for (let at = 0; at < length; at++) {
    builder.setRow('f.py', at, 'f', { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: length - at });
  }
  for (let at = 0; at < length; at++) {
    const numbers = { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: length - at };
    if (at > 0) builder.setEdge('f.py', at - 1, 'f', numbers, false);
    builder.endEdges();
  }
  const isHidden = new Uint8Array(length).fill(1, 1);
  expect(finish(chargeHidden(builder.finish('traced', []), isHidden)).charged[0]).toBeCloseTo(length - 1, 3);
});

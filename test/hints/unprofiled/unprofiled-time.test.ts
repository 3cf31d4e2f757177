import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../../src/decode/decode-profile.ts';
import { type UnprofiledModel, unprofiledSteps } from '../../../src/hints/unprofiled/unprofiled-time.ts';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../../src/profile/profile-table.ts';
import { finish } from '../../../src/profile/steps.ts';
import { fc } from '../../properties.ts';
import { FIXTURES } from '../hint-fixtures.ts';

const tableOf = (dump: string): ProfileTable => decodeProfile(readFileSync(join(FIXTURES, dump)));

type Told = UnprofiledModel & ReturnType<UnprofiledModel['program']>;

function modelsOf(table: ProfileTable): readonly Told[] {
  const time = finish(unprofiledSteps(table));
  return time.kind === 'told' ? time.models.map((model) => ({ ...model, ...model.program() })) : [];
}

function modelOf(table: ProfileTable): Told {
  const [model] = modelsOf(table);
  if (model === undefined) throw new Error('nothing is told of it');
  return model;
}

const REAL = [
  'profiles/jsontool-py36/out.prof',
  'profiles/shop-py38/out.prof',
  'profiles/logreport-py311/out.prof',
  'profiles/generators-py311/out.prof',
  'profiles/words-py313/out.prof',
  'profiles/sudoku-pyo314/out.prof',
  'hint-programs/service-py311.prof',
  'hint-programs/service-py313.prof',
];

describe.each(REAL)('of %s', (dump) => {
  const table = tableOf(dump);
  const models = modelsOf(table);

  test('no function takes more than with the profiler, and none less than nothing', () => {
    expect(models.length).toBeGreaterThan(0);
    for (const { own, left } of models) {
      expect(own.every((seconds, row) => seconds >= 0 && seconds <= table.tottime[row]!)).toBe(true);
      expect(left().every((part) => part >= 0 && part <= 1 + 1e-9)).toBe(true);
    }
  });

  test('a machine that is four times as slow makes it four times as much', () => {
    const slow = modelsOf(scaled(table, 4));
    for (const [at, model] of models.entries()) expect(slow[at]!.total / model.total).toBeCloseTo(4, 6);
  });
});

function scaled(table: ProfileTable, by: number): ProfileTable {
  const times = (column: Float64Array): Float64Array => column.map((seconds) => seconds * by);
  const edges = table.edges();
  const slow = { ...edges, tottime: times(edges.tottime), cumtime: times(edges.cumtime) };
  const totals = { ...table.totals, tottime: table.totals.tottime * by };
  const made = Object.assign(() => slow, { steps: table.edges.steps });
  made.steps = function* () {
    yield;
    return slow;
  };
  return { ...table, tottime: times(table.tottime), cumtime: times(table.cumtime), totals, edges: made };
}

type Made = {
  readonly python: string;
  readonly calls: number;
  readonly loop: number;
  readonly method: boolean;
  /** How many times as long all took, as the machine was busy. */
  readonly slowed?: number;
  /** Calls of one more such built-in, so few that nothing interrupted them. */
  readonly spared?: number;
};

/** A loop that takes `loop` seconds beside `calls` calls of a built-in that does nothing, as cProfile writes it. */
function madeTable({ python, calls, loop, method, slowed = 1, spared = 0 }: Made): ProfileTable {
  const builder = new ProfileBuilder();
  const cheap = method ? "<method 'append' of 'list' objects>" : '<built-in method builtins.len>';
  const callee = calls * 5e-8 * (method ? 1.5 : 1) * slowed;
  const own = (loop + calls * 8e-8) * slowed;
  const main = { ncalls: 1, primitiveCalls: 1, tottime: own, cumtime: own + callee };
  builder.setRow('/srv/app.py', 3, 'main', main);
  builder.setRow(`/usr/lib/${python}/abc.py`, 9, 'register', { ...main, tottime: 0, cumtime: 0 });
  builder.setRow('~', 0, cheap, { ncalls: calls, primitiveCalls: calls, tottime: callee, cumtime: callee });
  builder.endEdges();
  builder.endEdges();
  const edge = { ncalls: calls, primitiveCalls: calls, tottime: callee, cumtime: callee };
  builder.setEdge('/srv/app.py', 3, 'main', edge, false);
  builder.endEdges();
  if (spared > 0) {
    const seconds = spared * 5e-8;
    builder.setRow('/srv/app.py', 9, 'few', {
      ncalls: spared,
      primitiveCalls: spared,
      tottime: seconds,
      cumtime: seconds,
    });
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

describe('a made profile', () => {
  test('of calls that do nothing is mostly the profiler', () => {
    for (const python of ['python3.8', 'python3.11', 'python3.12', 'python3.13']) {
      const made = madeTable({ python, calls: 1_000_000, loop: 0.02, method: python > 'python3.12' });
      expect(modelOf(made).profilersPart, python).toBeGreaterThan(0.6);
    }
  });

  test('is as much the profiler on a busy machine, where only a row of few calls was not interrupted', () => {
    const made = { python: 'python3.13', calls: 1_000_000, loop: 0.02, method: false, spared: 300 } as const;
    expect(modelOf(madeTable({ ...made, slowed: 5 })).profilersPart).toBeCloseTo(
      modelOf(madeTable(made)).profilersPart,
      2,
    );
  });

  test('of a loop without calls is right as it is, but on 3.11, where it runs unspecialised', () => {
    const partOf = (python: string): number =>
      modelOf(madeTable({ python, calls: 1000, loop: 2, method: false })).profilersPart;
    expect(partOf('python3.13')).toBeLessThan(0.01);
    expect(partOf('python3.11')).toBeCloseTo(1 - 1 / 1.6, 2);
  });

  test('is never more than the profile, whatever the calls', () => {
    const calls = fc.integer({ min: 1, max: 5_000_000 });
    const loop = fc.double({ min: 0, max: 5, noNaN: true });
    const python = fc.constantFrom('python3.7', 'python3.11', 'python3.12', 'python3.14');
    fc.assert(
      fc.property(fc.record({ python, calls, loop, method: fc.boolean() }), (made) => {
        const table = madeTable(made);
        const { total } = modelOf(table);
        expect(total).toBeGreaterThanOrEqual(0);
        expect(total).toBeLessThanOrEqual(table.totals.tottime);
      }),
    );
  });
});

describe('the Python', () => {
  test('is told by the paths of its library', () => {
    expect(modelsOf(tableOf('profiles/logreport-py311/out.prof')).map(({ overheads }) => overheads.from)).toEqual([11]);
    expect(modelsOf(tableOf('profiles/words-py313/out.prof')).map(({ overheads }) => overheads.from)).toEqual([13]);
  });

  test('is one of several where only names tell it: a row of a list comprehension is of 3.11 at the latest', () => {
    const froms = modelsOf(tableOf('hints/in-list/bad-py311.prof')).map(({ overheads }) => overheads.from);
    expect(froms).toEqual([6, 11]);
  });

  test('is told by such a row together with a frozen file, which none before 3.11 writes', () => {
    const froms = modelsOf(tableOf('hint-programs/shapes-py311.prof')).map(({ overheads }) => overheads.from);
    expect(froms).toEqual([11]);
  });

  test('is any where nothing tells it', () => {
    expect(modelsOf(tableOf('hints/list-plus/bad-py313.prof'))).toHaveLength(4);
  });
});

test.each([
  ['profiles/profile-py311/out.prof', 'profiler'],
  ['profiles/yappi-deb/out.prof', 'profiler'],
  ['profiles/sampled-sudoku-pyo315/out.prof', 'profiler'],
  ['profiles/sudoku-pypy/out.prof', 'pypy'],
  ['profiles/words-py27/out.prof', 'python'],
  ['profiles/flags-py310/out.prof', 'no-builtins'],
])('nothing is told of %s: %s', (dump, why) => {
  expect(finish(unprofiledSteps(tableOf(dump)))).toEqual({ kind: 'untold', why });
});

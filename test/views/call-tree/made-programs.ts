import { type CallNumbers, ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../../src/profile/profile-table.ts';
import { fc } from '../../properties.ts';

/** A call as a program makes it: the function's number, the time in itself, and what it calls. Times are whole numbers. */
export type Call = { readonly of: number; readonly own: number; readonly calls: readonly Call[] };

const FUNCTIONS = 6;

/** Programs without recursion: each function calls only functions of higher numbers. */
export const programs: fc.Arbitrary<readonly Call[]> = fc.array(callFrom(0), { minLength: 1, maxLength: 4 });

function callFrom(lowest: number): fc.Arbitrary<Call> {
  return fc.integer({ min: lowest, max: FUNCTIONS - 1 }).chain((of) =>
    fc.record({
      of: fc.constant(of),
      own: fc.integer({ min: 0, max: 9 }),
      calls: of === FUNCTIONS - 1 ? fc.constant([]) : fc.array(callFrom(of + 1), { maxLength: 3 }),
    }),
  );
}

export function inclusive({ own, calls }: Call): number {
  return calls.reduce((sum, call) => sum + inclusive(call), own);
}

type Sums = { ncalls: number; tottime: number; cumtime: number };

/** The dump that cProfile would leave behind. */
export function dumpOf(program: readonly Call[]): ProfileTable {
  const rows = new Map<number, Sums>();
  const edges = new Map<string, Sums>();
  const add = <K>(sums: Map<K, Sums>, key: K, call: Call): void => {
    const sum = sums.get(key) ?? { ncalls: 0, tottime: 0, cumtime: 0 };
    sum.ncalls += 1;
    sum.tottime += call.own;
    sum.cumtime += inclusive(call);
    sums.set(key, sum);
  };
  const visit = (call: Call, caller: number | null): void => {
    add(rows, call.of, call);
    if (caller !== null) add(edges, `${caller} ${call.of}`, call);
    for (const next of call.calls) visit(next, call.of);
  };
  for (const call of program) visit(call, null);
  return tableOf(rows, edges);
}

function tableOf(rows: ReadonlyMap<number, Sums>, edges: ReadonlyMap<string, Sums>): ProfileTable {
  const builder = new ProfileBuilder();
  for (const [of, sums] of rows) builder.setRow('made.py', of, `f${of}`, numbers(sums));
  for (const callee of rows.keys()) {
    for (const caller of rows.keys()) {
      const sums = edges.get(`${caller} ${callee}`);
      if (sums !== undefined) builder.setEdge('made.py', caller, `f${caller}`, numbers(sums), false);
    }
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

function numbers(sums: Sums): CallNumbers {
  return { ...sums, primitiveCalls: sums.ncalls };
}

/** Any graph with any numbers, cycles and calls of itself among them: no program would leave such a dump. */
export const anyTables: fc.Arbitrary<ProfileTable> = fc
  .record({
    rows: fc.array(fc.record(anySums()), { minLength: 1, maxLength: 7 }),
    edges: fc.uniqueArray(
      fc.record({
        caller: fc.nat({ max: 6 }),
        callee: fc.nat({ max: 6 }),
        countsOnly: fc.nat({ max: 9 }),
        ...anySums(),
      }),
      { selector: ({ caller, callee }) => `${caller} ${callee}`, maxLength: 16 },
    ),
  })
  .map(({ rows, edges }) => {
    const builder = new ProfileBuilder();
    for (const [of, sums] of rows.entries()) builder.setRow('any.py', of, `f${of}`, numbers(sums));
    for (const row of rows.keys()) {
      for (const { caller, callee, countsOnly, ...sums } of edges) {
        if (callee === row) builder.setEdge('any.py', caller, `f${caller}`, numbers(sums), countsOnly === 0);
      }
      builder.endEdges();
    }
    return builder.finish('traced', []);
  });

function anySums() {
  const seconds = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 9, noNaN: true }));
  return { ncalls: fc.integer({ min: 0, max: 99 }), tottime: seconds, cumtime: seconds };
}

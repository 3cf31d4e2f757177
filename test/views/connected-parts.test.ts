import { expect, test } from 'vitest';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { EdgeTable } from '../../src/profile/profile-table.ts';
import { finish } from '../../src/profile/steps.ts';
import { type ConnectedParts, connectedParts } from '../../src/views/connected-parts.ts';
import { fc } from '../properties.ts';

const NUMBERS = { ncalls: 1, primitiveCalls: 1, tottime: 0, cumtime: 0 };

/** Who calls each function; one that is not among them has no row. */
function edgesOf(callers: readonly (readonly number[])[]): EdgeTable {
  const builder = new ProfileBuilder();
  callers.forEach((_, line) => void builder.setRow('x.py', line, 'f', NUMBERS));
  for (const lines of callers) {
    for (const line of lines) builder.setEdge('x.py', line, 'f', NUMBERS, false);
    builder.endEdges();
  }
  return builder.finish('traced', []).edges();
}

/** Tarjan's algorithm as the books have it. */
function plainParts({ start, caller }: EdgeTable, isMarked: Uint8Array): ConnectedParts {
  const seenAt = new Map<number, number>();
  const open: number[] = [];
  const order: number[] = [];
  const starts = [0];
  const partOf = new Int32Array(isMarked.length).fill(-1);
  const visit = (row: number): number => {
    const at = seenAt.size + 1;
    let reached = at;
    seenAt.set(row, at);
    open.push(row);
    for (const other of caller.subarray(start[row], start[row + 1])) {
      if (isMarked[other] !== 1) continue;
      if (!seenAt.has(other)) reached = Math.min(reached, visit(other));
      else if (open.includes(other)) reached = Math.min(reached, seenAt.get(other)!);
    }
    if (reached === at) closePart(row);
    return reached;
  };
  const closePart = (row: number): void => {
    const part = open.splice(open.indexOf(row)).reverse();
    for (const each of part) partOf[each] = starts.length - 1;
    starts.push(order.push(...part));
  };
  isMarked.forEach((flag, row) => void (flag === 1 && !seenAt.has(row) && visit(row)));
  return { order: Int32Array.from(order), start: Uint32Array.from(starts), partOf, count: starts.length - 1 };
}

const graph = fc.integer({ min: 1, max: 15 }).chain((length) =>
  fc.record({
    callers: fc.array(fc.uniqueArray(fc.nat({ max: length + 1 }), { maxLength: 4 }), {
      minLength: length,
      maxLength: length,
    }),
    marked: fc.array(fc.boolean(), { minLength: length, maxLength: length }),
  }),
);

test('the parts of any calls are those of the plain algorithm, in its order', () => {
  fc.assert(
    fc.property(graph, ({ callers, marked }) => {
      const edges = edgesOf(callers);
      for (const isMarked of [Uint8Array.from(marked, Number), new Uint8Array(marked.length).fill(1)]) {
        expect(finish(connectedParts(edges, isMarked))).toEqual(plainParts(edges, isMarked));
      }
    }),
    { numRuns: 500 },
  );
});

import type { FunctionIndex } from '../profile/function-keys.ts';
import { type EdgeIndex, type EdgeTable, edgeHasTimes } from '../profile/profile-table.ts';
import { inSlices, type Steps } from '../profile/steps.ts';
import type { ConnectedParts } from './connected-parts.ts';

/** The place of a hidden function among those that are charged: functions that call each other stand side by side. */
export type HiddenPlace = number;

/**
 * The calls of hidden functions, those of one after those of the other. Time goes round a circle of functions many times:
 * by rows and edges of the profile each look would be at another end of the memory.
 *
 *     place      0          1     2
 *     start      0          2     3 ...
 *     caller     2   ~17    0     ...        a place, or ~ and the index of a function that is not hidden
 *     below      0.5  0.1   0.2   ...        cumtime - tottime of the call
 */
export type HiddenCalls = {
  /** By place. */
  readonly rows: Int32Array;
  readonly firstEdge: Uint32Array;
  readonly start: Uint32Array;
  /** By call. */
  readonly caller: Int32Array;
  readonly below: Float64Array;
};

export function* hiddenCalls(edges: EdgeTable, isHidden: Uint8Array, { order }: ConnectedParts): Steps<HiddenCalls> {
  const { start, firstEdge } = yield* startsOf(edges, order);
  const placeOf = new Int32Array(isHidden.length);
  yield* inSlices(order.length, (from, to) => {
    for (let place = from; place < to; place++) placeOf[order[place]!] = place;
  });
  const caller = new Int32Array(start[order.length]!);
  const below = new Float64Array(caller.length);
  yield* inSlices(order.length, (from, to) => {
    for (let place = from; place < to; place++) {
      let edge = firstEdge[place]!;
      for (let call = start[place]!; call < start[place + 1]!; call++) {
        const index = edges.caller[edge]!;
        caller[call] = isHidden[index] === 1 ? placeOf[index]! : ~index;
        below[call] = timeBelow(edges, edge++);
      }
    }
  });
  return { rows: order, firstEdge, start, caller, below };
}

function* startsOf(edges: EdgeTable, order: Int32Array): Steps<Pick<HiddenCalls, 'start' | 'firstEdge'>> {
  const start = new Uint32Array(order.length + 1);
  const firstEdge = new Uint32Array(order.length);
  yield* inSlices(order.length, (from, to) => {
    for (let place = from; place < to; place++) {
      const row: FunctionIndex = order[place]!;
      firstEdge[place] = edges.start[row]!;
      start[place + 1] = start[place]! + edges.start[row + 1]! - edges.start[row]!;
    }
  });
  return { start, firstEdge };
}

/** What a call spent in other functions, as a weight: 0 where there is no time. */
export function timeBelow(edges: EdgeTable, edge: EdgeIndex): number {
  return edgeHasTimes(edges, edge) ? asWeight(edges.cumtime[edge]! - edges.tottime[edge]!) : 0;
}

/** Only a hand-made dump has other numbers; none of them may become a weight. */
export function asWeight(value: number): number {
  return value > 0 && value < Number.MAX_VALUE ? value : 0;
}

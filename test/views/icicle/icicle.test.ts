import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../../src/decode/decode-profile.ts';
import { finish } from '../../../src/profile/steps.ts';
import { FOREIGN_ORIGINS } from '../../../src/select/function-origin.ts';
import type { CallDirection } from '../../../src/views/call-list.ts';
import { hideFunctions } from '../../../src/views/hiding.ts';
import { isSelfKnown } from '../../../src/views/icicle/frame-facts.ts';
import { frameAlong, framesIn, type IcicleTree, pathOf } from '../../../src/views/icicle/icicle-tree.ts';
import {
  type FrameMove,
  frameBeside,
  frameInCell,
  listedFrames,
  type PlacedFrames,
  placeFrames,
} from '../../../src/views/icicle/place-frames.ts';
import { type IcicleRequest, zoomedIcicle } from '../../../src/views/icicle/zoomed-icicle.ts';
import { fc } from '../../properties.ts';

const PROFILES = join(import.meta.dirname, '../../../fixtures/profiles');
const NAMES = readdirSync(PROFILES);

function read(name: string) {
  return decodeProfile(readFileSync(join(PROFILES, name, 'out.prof')));
}

function request(name: string, direction: CallDirection, change: Partial<IcicleRequest> = {}): IcicleRequest {
  return { table: read(name), hiding: null, direction, start: null, zooms: [], width: 200, ...change };
}

function hidden(name: string): Partial<IcicleRequest> {
  const table = read(name);
  return {
    table,
    hiding: finish(
      hideFunctions(
        table,
        FOREIGN_ORIGINS.slice(0, 2).map(({ origin }) => origin),
      ),
    ),
  };
}

/** What must hold of any frames: asked once, since asking of each of them takes seconds. */
function check(tree: IcicleTree): void {
  const frames = [-1, ...tree.row.keys()];
  expect(frames.filter((frame) => !addsUp(tree, frame))).toEqual([]);
}

function addsUp(tree: IcicleTree, frame: number): boolean {
  const slack = 1e-9 * Math.max(tree.whole, Number.MIN_VALUE);
  const inside = [...framesIn(tree, frame)];
  const sum = inside.reduce((all, each) => all + tree.total[each]!, 0);
  const differs =
    frame < 0 ? sum - tree.whole : Math.abs(tree.self[frame]! + tree.rest[frame]! + sum - tree.total[frame]!);
  const isEachOnce = new Set(inside.map((each) => tree.row[each])).size === inside.length;
  return differs <= slack && isEachOnce && inside.every((each) => tree.total[each]! >= 0);
}

/** What must hold of any frames with places: asked once, as above. */
function checkPlaces(tree: IcicleTree, placed: PlacedFrames, width: number): void {
  const cellsOf = new Map(placed.flatMap((line) => line.map((place) => [place.frame, place] as const)));
  const wrong = placed.flatMap((line) =>
    line.filter(({ frame, from, to }, at) => {
      const around = cellsOf.get(tree.parent[frame]!);
      const isAround = around === undefined || (around.from <= from && to <= around.to);
      return !(from >= (line[at - 1]?.to ?? 0) && to > from && isAround);
    }),
  );
  expect(wrong).toEqual([]);
  expect(placed.filter((line) => (line.at(-1)?.to ?? 0) > width)).toEqual([]);
}

/** Each frame that is a cell wide, and what is seen once one has zoomed into it. */
function* zoomsOf(start: IcicleRequest): Generator<{ readonly frame: number; readonly zoomed: IcicleTree }> {
  const tree = zoomedIcicle(start);
  for (const { frame } of placeFrames(tree, 79).flat())
    yield { frame, zoomed: zoomedIcicle({ ...start, zooms: [pathOf(tree, frame)] }) };
}

/** The frames whose self time is shown as known and is neither the function's tottime nor that of the calls of one caller. */
function unmarkedGuesses(tree: IcicleTree): readonly { readonly row: number; readonly self: number }[] {
  const { tottime } = tree.table;
  const edges = tree.table.edges();
  const isRecorded = (row: number, self: number): boolean =>
    [tottime[row]!, ...edges.tottime.subarray(edges.start[row], edges.start[row + 1])].some(
      (seconds) => Math.abs(Math.max(0, seconds) - self) <= 1e-9 * self,
    );
  return Array.from(tree.row, (row, frame) => ({ frame, row, self: tree.self[frame]! })).filter(
    ({ frame, row, self }) => isSelfKnown(tree, frame) && !isRecorded(row, self),
  );
}

const MOVES: readonly FrameMove[] = ['up', 'down', 'left', 'right', 'first', 'last'];

/** The frames that keys lead to. */
function reached(tree: IcicleTree, placed: PlacedFrames): ReadonlySet<number> {
  const found = new Set<number>(placed[0]?.slice(0, 1).map(({ frame }) => frame));
  for (const frame of found) {
    for (const move of MOVES) {
      const next = frameBeside(placed, tree, frame, move);
      if (next !== null) found.add(next);
    }
  }
  return found;
}

describe.each(NAMES)('the icicle of %s', (name) => {
  const requests = (['callees', 'callers'] as const).flatMap((direction) => [
    request(name, direction),
    request(name, direction, hidden(name)),
  ]);
  const trees = requests.map(zoomedIcicle);

  test('has frames whose times add up, and never more in a frame than it has', () => {
    for (const tree of trees) check(tree);
  });

  test('has a place for each frame that is a cell wide, which keys and clicks lead to', () => {
    for (const tree of trees) {
      for (const width of [10, 79, 200]) {
        const placed = placeFrames(tree, width);
        checkPlaces(tree, placed, width);
        const drawn = placed.flatMap((line) => line.map(({ frame }) => frame));
        expect([...reached(tree, placed)].sort()).toEqual([...drawn].sort());
        expect(
          listedFrames(tree, placed)
            .map(({ frame }) => frame)
            .sort(),
        ).toEqual([...drawn].sort());
        const astray = placed.map((line, at) =>
          line.filter(({ frame, from }) => frameInCell(placed, at, from) !== frame),
        );
        expect(astray.flat()).toEqual([]);
      }
    }
  });

  test('zooms into each frame with just the time that it has', () => {
    for (const [at, tree] of trees.entries()) {
      for (const { frame, zoomed } of zoomsOf(requests[at]!)) {
        check(zoomed);
        expect(zoomed.row[0]).toBe(tree.row[frame]);
        expect(zoomed.whole / tree.total[frame]!).toBeCloseTo(1, 9);
        expect(zoomed.total[0]! / tree.total[frame]!).toBeCloseTo(1, 9);
      }
    }
  });

  test('marks each time that is not in the profile, in every zoom too, and no zoom marks what was known', () => {
    const [tree] = trees;
    expect(unmarkedGuesses(tree!)).toEqual([]);
    for (const { frame, zoomed } of zoomsOf(requests[0]!)) {
      expect(unmarkedGuesses(zoomed)).toEqual([]);
      if (isSelfKnown(tree!, frame)) expect(isSelfKnown(zoomed, 0)).toBe(true);
    }
  });
});

test('a zoomed frame shows what was too small before', () => {
  const start = request('logreport-py311', 'callees');
  const tree = zoomedIcicle(start);
  const left = ({ frame }: { readonly frame: number }): number => tree.rest[frame]! / tree.total[frame]!;
  const [most] = placeFrames(tree, 79)
    .flat()
    .toSorted((a, b) => left(b) - left(a));
  const path = pathOf(tree, most?.frame ?? -1);
  const zoomed = zoomedIcicle({ ...start, table: tree.table, zooms: [path] });
  const below = (frame: number): number => [...framesIn(tree, frame)].reduce((sum, each) => sum + below(each), 1);
  expect(zoomed.length).toBeGreaterThan(below(most?.frame ?? -1));
  expect(placeFrames(zoomed, 79).flat().length).toBeGreaterThan(1);
});

test('any path of functions leads as far as there are frames', () => {
  const tree = zoomedIcicle(request('shop-py38', 'callees'));
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: tree.table.length - 1 }), { maxLength: 6 }), (path) => {
      const found = pathOf(tree, frameAlong(tree, path));
      expect(path.slice(0, found.length)).toEqual(found);
    }),
  );
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../../src/decode/decode-profile.ts';
import { finish } from '../../../src/profile/steps.ts';
import { FOREIGN_ORIGINS } from '../../../src/select/function-origin.ts';
import type { CallDirection } from '../../../src/views/call-list.ts';
import { hideFunctions } from '../../../src/views/hiding.ts';
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

/** What must hold of any frames. */
function check(tree: IcicleTree): void {
  const slack = 1e-9 * Math.max(tree.whole, Number.MIN_VALUE);
  for (let frame = -1; frame < tree.length; frame++) {
    const inside = [...framesIn(tree, frame)];
    const sum = inside.reduce((all, each) => all + tree.total[each]!, 0);
    if (frame < 0) expect(sum).toBeLessThanOrEqual(tree.whole + slack);
    else expect(Math.abs(tree.self[frame]! + tree.rest[frame]! + sum - tree.total[frame]!)).toBeLessThanOrEqual(slack);
    expect(new Set(inside.map((each) => tree.row[each])).size).toBe(inside.length);
    for (const each of inside) expect(tree.total[each]).toBeGreaterThanOrEqual(0);
  }
}

/** What must hold of any frames with places. */
function checkPlaces(tree: IcicleTree, placed: PlacedFrames, width: number): void {
  const cellsOf = new Map(placed.flatMap((line) => line.map((place) => [place.frame, place] as const)));
  for (const line of placed) {
    let end = 0;
    for (const { frame, from, to } of line) {
      expect(from).toBeGreaterThanOrEqual(end);
      expect(to).toBeGreaterThan(from);
      end = to;
      const around = cellsOf.get(tree.parent[frame]!);
      if (around === undefined) continue;
      expect(from).toBeGreaterThanOrEqual(around.from);
      expect(to).toBeLessThanOrEqual(around.to);
    }
    expect(end).toBeLessThanOrEqual(width);
  }
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
  const trees = (['callees', 'callers'] as const).flatMap((direction) => [
    zoomedIcicle(request(name, direction)),
    zoomedIcicle(request(name, direction, hidden(name))),
  ]);

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
        for (const [at, line] of placed.entries())
          for (const { frame, from } of line) expect(frameInCell(placed, at, from)).toBe(frame);
      }
    }
  });

  test('zooms into a frame with just the time that it has', () => {
    for (const tree of trees.slice(0, 1)) {
      const placed = placeFrames(tree, 79);
      for (const { frame } of placed.flat().slice(0, 12)) {
        const path = pathOf(tree, frame);
        const zoomed = zoomedIcicle({
          table: tree.table,
          hiding: null,
          direction: 'callees',
          start: null,
          width: 200,
          zooms: [path],
        });
        check(zoomed);
        expect(zoomed.row[0]).toBe(tree.row[frame]);
        expect(zoomed.whole).toBeCloseTo(tree.total[frame]!, 9);
        expect(zoomed.total[0]).toBeLessThanOrEqual(zoomed.whole * (1 + 1e-9));
      }
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

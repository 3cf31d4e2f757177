import { describe, expect, test } from 'vitest';
import { frameText, frameTitle, shortWord, trustText } from '../../../src/report/html/page/frame-words.ts';
import {
  chooseFrame,
  type IcicleState,
  invert,
  moveTo,
  seeIcicle,
  WHOLE_ICICLE,
  zoomIn,
  zoomOut,
} from '../../../src/report/html/page/icicle.ts';
import { readPageProfile } from '../../../src/report/html/page/read-profile.ts';
import { profileData } from '../../../src/report/html/profile-data.ts';
import { framesIn } from '../../../src/views/icicle/icicle-tree.ts';
import { placeFrames } from '../../../src/views/icicle/place-frames.ts';
import { zoomedIcicle } from '../../../src/views/icicle/zoomed-icicle.ts';
import { tableWithHostileNames } from '../../tui/made-tables.ts';
import { loadFixture } from '../made-diffs.ts';
import { reportOf } from '../made-report.ts';

const table = loadFixture('shop-py38');
const page = readPageProfile(profileData(reportOf(table)));
const WIDTH = 800;

function see(state: IcicleState): ReturnType<typeof seeIcicle> {
  return seeIcicle(page, state, WIDTH);
}

describe('the picture of a page', () => {
  test.each(['callees', 'callers'] as const)('has the frames of the viewer: %s', (direction) => {
    const request = { table, hiding: null, direction, start: null, zooms: [], width: WIDTH } as const;
    const tree = zoomedIcicle(request);
    const seen = see({ ...WHOLE_ICICLE, direction });
    expect([...seen.tree.total]).toEqual([...tree.total]);
    expect([...seen.tree.isKnown]).toEqual([...tree.isKnown]);
    expect(seen.lines).toEqual(placeFrames(tree, WIDTH));
  });

  test('says of each frame what is known and what is estimated, in its name as well', () => {
    const { tree } = see(WHOLE_ICICLE);
    for (let frame = 0; frame < tree.length; frame++) {
      const isKnown = tree.isKnown[frame] === 1;
      expect(frameTitle(page, tree, frame).startsWith('~')).toBe(!isKnown);
      expect(frameText(page, tree, frame, WHOLE_ICICLE)).toContain(isKnown ? 'path known' : '~ path estimated');
    }
    expect(trustText(tree, 'the time')).toMatch(/^The path of calls is known for \d+\.\d % of the time\. /);
  });

  test('leads to every frame by keys', () => {
    const first = see(WHOLE_ICICLE);
    const reached = new Set<number>();
    const open: IcicleState[] = [chooseFrame(WHOLE_ICICLE, first, first.chosen)];
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      const seen = see(state);
      if (reached.has(seen.chosen)) continue;
      reached.add(seen.chosen);
      for (const move of ['up', 'down', 'left', 'right', 'first', 'last'] as const)
        open.push(moveTo(state, seen, move));
    }
    expect(reached.size).toBe(first.lines.flat().length);
  });

  test('zooms into a frame, which then has the whole width, and out again', () => {
    const seen = see(WHOLE_ICICLE);
    const [top] = framesIn(seen.tree, -1);
    const [inside] = framesIn(seen.tree, top!);
    const zoomed = zoomIn(chooseFrame(WHOLE_ICICLE, seen, inside!), { ...seen, chosen: inside! });
    const { tree, lines, chosen } = see(zoomed);
    expect(lines[0]).toEqual([expect.objectContaining({ frame: chosen, from: 0, to: WIDTH })]);
    expect(tree.row[chosen]).toBe(seen.tree.row[inside!]);
    expect(tree.total[chosen]).toBeCloseTo(seen.tree.total[inside!]!, 9);
    expect(zoomIn(zoomed, see(zoomed))).toBe(zoomed);
    const out = zoomOut(zoomed);
    expect(see(out).chosen).toBe(inside);
  });

  test('says of a function that is known as a caller only no more than that', () => {
    const hostile = readPageProfile(profileData(reportOf(tableWithHostileNames())));
    const state: IcicleState = { ...WHOLE_ICICLE, direction: 'callers' };
    const { tree } = seeIcicle(hostile, state, WIDTH);
    const frames = Array.from(tree.row.keys()).filter((frame) => tree.row[frame]! >= hostile.table.length);
    expect(frames.length).toBeGreaterThan(0);
    for (const frame of frames) expect(frameText(hostile, tree, frame, state)).toContain('known as a caller only');
  });

  test('says of what a share is, after a zoom as well', () => {
    const seen = see(WHOLE_ICICLE);
    const [inside] = framesIn(seen.tree, framesIn(seen.tree, -1)[0]!);
    const name = shortWord(page, seen.tree.row[inside!]!);
    const state = zoomIn(WHOLE_ICICLE, { ...seen, chosen: inside! });
    const zoomed = see(state);
    expect(frameText(page, seen.tree, inside!, WHOLE_ICICLE)).not.toContain(' % of ');
    expect(frameText(page, zoomed.tree, zoomed.chosen, state)).toContain(`(100.0 % of ${name})`);
  });

  test.each([null, 3])('turned round has the same function chosen: that of %j', (start) => {
    const state: IcicleState = { ...WHOLE_ICICLE, start };
    const seen = see(state);
    const turned = invert(page, state, seen, WIDTH);
    expect(turned).toMatchObject({ direction: 'callers', start, zooms: [] });
    for (const frame of seen.lines.flat().map((place) => place.frame)) {
      const other = see(invert(page, state, { ...seen, chosen: frame }, WIDTH));
      const rows = other.lines.flat().map((place) => other.tree.row[place.frame]!);
      const row = seen.tree.row[frame]!;
      expect(rows.includes(row) ? other.tree.row[other.chosen] : row).toBe(row);
    }
  });

  test('of one function is left as a zoom is', () => {
    const one: IcicleState = { ...WHOLE_ICICLE, start: 3, direction: 'callers', path: [3, 2], zooms: [2] };
    expect(zoomOut(one)).toEqual({ ...one, zooms: [] });
    expect(zoomOut(zoomOut(one))).toEqual({ ...WHOLE_ICICLE, direction: 'callers' });
    expect(zoomOut(WHOLE_ICICLE)).toBe(WHOLE_ICICLE);
  });
});

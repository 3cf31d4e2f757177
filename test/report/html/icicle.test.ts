import { describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import { frameText, frameTitle, shortWord, trustText } from '../../../src/report/html/page/frame-words.ts';
import { goOut, moveTo } from '../../../src/report/html/page/icicle.ts';
import { readPageProfile } from '../../../src/report/html/page/read-profile.ts';
import { profileData } from '../../../src/report/html/profile-data.ts';
import {
  chooseFrame,
  type IcicleState,
  type SeenIcicle,
  seeIcicle,
  WHOLE_ICICLE,
  zoomIn,
} from '../../../src/views/icicle/icicle-state.ts';
import { framesIn } from '../../../src/views/icicle/icicle-tree.ts';
import { tableWithHostileNames } from '../../tui/made-tables.ts';
import { loadFixture } from '../made-diffs.ts';
import { reportOf } from '../made-report.ts';

const table = loadFixture('shop-py38');
const page = readPageProfile(profileData(reportOf(table)));
const WIDTH = 800;

function see(state: IcicleState, of = page.table): SeenIcicle {
  return seeIcicle({ table: of, hiding: null, width: WIDTH }, state);
}

describe('the picture of a page', () => {
  test.each(['callees', 'callers'] as const)('has the frames of the viewer: %s', (direction) => {
    const state: IcicleState = { ...WHOLE_ICICLE, direction };
    const [ours, theirs] = [see(state), see(state, table)];
    expect([...ours.tree.total]).toEqual([...theirs.tree.total]);
    expect([...ours.tree.isKnown]).toEqual([...theirs.tree.isKnown]);
    expect(ours.placed).toEqual(theirs.placed);
  });

  test('says of each frame what is known and what is estimated, in its name as well', () => {
    const { tree } = see(WHOLE_ICICLE);
    for (let frame = 0; frame < tree.length; frame++) {
      const isKnown = tree.isKnown[frame] === 1;
      expect(frameTitle(page, tree, frame).startsWith('~')).toBe(!isKnown);
      expect(frameText(page, tree, frame, WHOLE_ICICLE)).toContain(isKnown ? 'path known' : '~ path estimated');
    }
    expect(trustText(tree, true, 'the time')).toMatch(/^The path of calls is known for \d+\.\d % of the time\. ~ and /);
  });

  test('says of a part of the time that it is estimated wherever the time is', () => {
    const { tree } = see(WHOLE_ICICLE);
    const texts = Array.from({ length: tree.length }, (_, frame) => frameText(page, tree, frame, WHOLE_ICICLE));
    const parts = texts.flatMap((text) => text.match(/(?:total|self) \S+ \S+ \(\S+/g) ?? []);
    expect(parts.length).toBe(2 * tree.length);
    for (const part of parts) expect(part).toMatch(/^\w+ (?:~[\d.]+ m?s \(~|[\d.]+ m?s \([\d>])/);
  });

  test('says that all paths are known where they are, and nothing of a rest', () => {
    const builder = new ProfileBuilder();
    builder.setRow('a.py', 1, 'f', { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 });
    builder.endEdges();
    const { tree } = see(WHOLE_ICICLE, builder.finish('traced', []));
    expect(trustText(tree, true, 'the time')).toBe('The path of calls is known for all of the time.');
  });

  test('says where there is time and no frame', () => {
    const { tree } = see(WHOLE_ICICLE);
    expect(trustText(tree, false, 'the time')).toBe(
      'There is no picture: each function is too small for a frame. The list below has them all.',
    );
  });

  test('leads to every frame by keys', () => {
    const first = see(WHOLE_ICICLE);
    const reached = new Set<number>();
    const open: IcicleState[] = [chooseFrame(WHOLE_ICICLE, first.tree, first.chosen)];
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      const seen = see(state);
      if (reached.has(seen.chosen)) continue;
      reached.add(seen.chosen);
      for (const move of ['up', 'down', 'left', 'right', 'first', 'last'] as const)
        open.push(moveTo(state, seen, move));
    }
    expect(reached.size).toBe(first.placed.flat().length);
  });

  test('says of a function that is known as a caller only no more than that', () => {
    const hostile = readPageProfile(profileData(reportOf(tableWithHostileNames())));
    const state: IcicleState = { ...WHOLE_ICICLE, direction: 'callers' };
    const { tree } = see(state, hostile.table);
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
    expect(frameText(page, zoomed.tree, zoomed.chosen, state)).toContain(`100.0 % of ${name})`);
  });

  test('of one function is left as a zoom is', () => {
    const one: IcicleState = { ...WHOLE_ICICLE, start: 3, direction: 'callers', path: [3, 2], zooms: [2] };
    expect(goOut(one)).toEqual({ ...one, zooms: [] });
    expect(goOut(goOut(one))).toEqual({ ...WHOLE_ICICLE, direction: 'callers' });
    expect(goOut(WHOLE_ICICLE)).toBe(WHOLE_ICICLE);
  });
});

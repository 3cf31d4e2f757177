import { describe, expect, test } from 'vitest';
import { type FrameStyle, frameWords } from '../../../src/views/icicle/frame-words.ts';
import {
  chooseFrame,
  type IcicleState,
  type SeenIcicle,
  seeIcicle,
  turnRound,
  WHOLE_ICICLE,
  zoomIn,
  zoomOut,
} from '../../../src/views/icicle/icicle-state.ts';
import { framesIn, type IcicleFrame } from '../../../src/views/icicle/icicle-tree.ts';
import { loadFixture } from '../../report/made-diffs.ts';

const WINDOW = { table: loadFixture('shop-py38'), hiding: null, width: 800 };
const CALLERS: IcicleState = { ...WHOLE_ICICLE, direction: 'callers' };

const see = (state: IcicleState): SeenIcicle => seeIcicle(WINDOW, state);

function zoomInto(state: IcicleState, frame: IcicleFrame): IcicleState {
  const seen = see(state);
  return zoomIn(chooseFrame(state, seen.tree, frame), { ...seen, chosen: frame });
}

describe('a picture', () => {
  test('zooms into a frame, which then has the whole width, and out again', () => {
    const seen = see(WHOLE_ICICLE);
    const [top] = framesIn(seen.tree, -1);
    const [inside] = framesIn(seen.tree, top!);
    const zoomed = zoomInto(WHOLE_ICICLE, inside!);
    const { tree, placed, chosen } = see(zoomed);
    expect(placed[0]).toEqual([expect.objectContaining({ frame: chosen, from: 0, to: WINDOW.width })]);
    expect(tree.row[chosen]).toBe(seen.tree.row[inside!]);
    expect(tree.total[chosen]).toBeCloseTo(seen.tree.total[inside!]!, 9);
    expect(zoomIn(zoomed, see(zoomed))).toBe(zoomed);
    expect(see(zoomOut(zoomed)).chosen).toBe(inside);
  });

  test.each([null, 3])('turned round has the same function chosen: that of %j', (start) => {
    const state: IcicleState = { ...WHOLE_ICICLE, start };
    const seen = see(state);
    expect(turnRound(WINDOW, state, 5)).toEqual({ ...state, direction: 'callers' });
    for (const frame of seen.placed.flat().map((place) => place.frame)) {
      const row = seen.tree.row[frame]!;
      const other = see(turnRound(WINDOW, chooseFrame(state, seen.tree, frame), row));
      const rows = other.placed.flat().map((place) => other.tree.row[place.frame]!);
      expect(rows.includes(row) ? other.tree.row[other.chosen] : row).toBe(row);
    }
  });
});

describe('a frame of callers', () => {
  const style: FrameStyle = { time: String, share: () => '', digits: String, name: String };
  const wordsOf = (state: IcicleState, frame: IcicleFrame): string =>
    frameWords(state, see(state).tree, frame, style).total;

  test('has the time of the function at the top, however far one has zoomed in', () => {
    const { tree, placed } = see(CALLERS);
    const top = placed[0]![0]!.frame;
    const [caller] = framesIn(tree, top);
    const name = String(tree.row[top]);
    expect(wordsOf(CALLERS, top)).toMatch(/^self /);
    expect(wordsOf(CALLERS, caller!)).toMatch(new RegExp(` for ${name}$`));
    const zoomed = zoomInto(CALLERS, caller!);
    for (const { frame } of see(zoomed).placed.flat())
      expect(wordsOf(zoomed, frame)).toMatch(new RegExp(` for ${name}$`));
    const whole = zoomInto(CALLERS, top);
    expect(wordsOf(whole, see(whole).chosen)).toMatch(/^self /);
  });

  test('has all the time of a function in the picture of that one', () => {
    expect(wordsOf({ ...CALLERS, start: 3 }, 0)).toMatch(/^total /);
  });
});

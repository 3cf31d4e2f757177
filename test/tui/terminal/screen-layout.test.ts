import { expect, test } from 'vitest';
import Yoga from 'yoga-layout';
import { SCREEN_LAYOUT, ScreenNode } from '../../../src/tui/terminal/screen-layout.ts';
import { fc } from '../../properties.ts';

type Size = { readonly width: number; readonly height: number };

/** What Ink asks a node for, of yoga's or of ours. */
type Laid = Record<'getComputedLeft' | 'getComputedTop' | 'getComputedWidth' | 'getComputedHeight', () => number>;

const laidOut = (nodes: readonly Laid[]): readonly (readonly number[])[] =>
  nodes.map((node) => [
    node.getComputedLeft(),
    node.getComputedTop(),
    node.getComputedWidth(),
    node.getComputedHeight(),
  ]);

/** The tree of a picture as Ink builds it: the terminal's width, the box of the viewer, a text of blanks. */
function layByYoga(terminal: number, box: Size): readonly (readonly number[])[] {
  const nodes = [Yoga.Node.create(), Yoga.Node.create(), Yoga.Node.create()] as const;
  const [root, frame, text] = nodes;
  text.setMeasureFunc(() => ({ width: 1, height: box.height }));
  frame.insertChild(text, 0);
  frame.setFlexDirection(Yoga.FLEX_DIRECTION_ROW);
  frame.setFlexShrink(1);
  frame.setWidth(box.width);
  frame.setHeight(box.height);
  root.insertChild(frame, 0);
  root.setWidth(terminal);
  root.calculateLayout(undefined, undefined, Yoga.DIRECTION_LTR);
  return laidOut(nodes);
}

function layByOurs(terminal: number, box: Size): readonly (readonly number[])[] {
  const nodes = [new ScreenNode(), new ScreenNode(), new ScreenNode()] as const;
  const [root, frame, text] = nodes;
  text.setMeasureFunc(() => ({ width: 1, height: box.height }));
  frame.insertChild(text);
  frame.setWidth(box.width);
  frame.setHeight(box.height);
  root.insertChild(frame);
  root.setWidth(terminal);
  return laidOut(nodes);
}

test("every node of a picture lies where yoga puts it, and is as large as yoga's", () => {
  const cells = fc.integer({ min: 1, max: 400 });
  fc.assert(
    fc.property(cells, cells, cells, (terminal, width, height) => {
      expect(layByOurs(terminal, { width, height })).toEqual(layByYoga(terminal, { width, height }));
    }),
  );
});

test('an empty root is as high as nothing', () => {
  const root = new ScreenNode();
  root.insertChild(new ScreenNode());
  root.removeChild();
  root.setWidth(80);
  expect([root.getComputedWidth(), root.getComputedHeight(), root.getChildCount()]).toEqual([80, 0, 0]);
});

test('a second node in a node is refused, for it would be drawn over the first', () => {
  const root = new ScreenNode();
  root.insertChild(new ScreenNode());
  expect(() => root.insertChild(new ScreenNode())).toThrow('the layout of the viewer has no rows');
});

test('the values that Ink compares with are those of yoga', () => {
  expect(Yoga).toMatchObject(SCREEN_LAYOUT);
  expect(new ScreenNode().getDisplay()).toBe(Yoga.DISPLAY_FLEX);
});

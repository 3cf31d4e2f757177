import { oncePer } from '../../text/lazily.ts';
import { type FrameCode, framesInside, nodesOf } from './module-code.ts';
import { resolve } from './names.ts';

/** The first of some names that means nothing yet in a frame; undefined where all of them do. */
export function freeName(names: readonly string[], frame: FrameCode): string | undefined {
  return names.find((name) => /^\w+$/.test(name) && resolve(name, frame).length === 0 && !namesUsed(frame).has(name));
}

/** In a frame and in the functions that are defined there: built-ins are bound nowhere. */
const namesUsed = oncePer((frame: FrameCode): ReadonlySet<string> => {
  return new Set([frame, ...framesInside(frame)].flatMap((each) => nodesOf(each, 'Name').map(({ node }) => node.id)));
});

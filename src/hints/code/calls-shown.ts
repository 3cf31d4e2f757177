import type { NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { type CodeNode, type FrameCode, groupBy, nodesOf } from './module-code.ts';
import { bareName } from './names.ts';

/** The calls of a frame of which a profile shows the same name, as they stand. */
export function callsShownAs(name: string, frame: FrameCode): readonly CodeNode<NodeOf<'Call'>>[] {
  return callsByName(frame).get(name) ?? [];
}

const callsByName = oncePer((frame: FrameCode) =>
  groupBy(nodesOf(frame, 'Call'), ({ node }) => [bareName(node, frame)]),
);

import type { Expression } from '../../../source/syntax.ts';
import { oncePer, oncePerName } from '../../../text/lazily.ts';
import {
  type CodeNode,
  type FrameCode,
  type LoopNode,
  type ModuleCode,
  nodesInLoop,
  readsOfAttribute,
} from '../module-code.ts';
import { bindingsOf } from '../names.ts';
import { callsOneOf, framesThatReach } from '../steady/pure-frame.ts';
import { callsTo } from '../values/call-arguments.ts';
import { readsOf } from './consumption.ts';

/**
 * Whether a value is only put into a name or an attribute that nobody reads in the same loop, or in the same call of the
 * function and the loop around that.
 */
export function isKeptUnread({ node, parent, loops }: CodeNode<Expression>, frame: FrameCode): boolean {
  const around = parent?.node;
  const [target, ...others] = around?.nodeType === 'Assign' && around.value === node ? around.targets : [];
  if (target === undefined || others.length > 0) return false;
  const loop = loops.at(-1);
  if (target.nodeType === 'Name') return loop !== undefined && isNameUnread(target.id, loop, frame);
  if (target.nodeType !== 'Attribute') return false;
  const isRead = isAttributeRead(target.attr, loop === undefined ? frame.nodes : nodesInLoop(loop, frame), frame);
  return !isRead && (loop !== undefined || !isReadByLoopsAround(target.attr, frame));
}

/** What another function reads or binds may be asked for at any time. */
function isNameUnread(name: string, loop: LoopNode, frame: FrameCode): boolean {
  const inside = new Set(nodesInLoop(loop, frame).map(({ node }) => node));
  const isOwn = frame.parent !== null && bindingsOf(name, frame).length > 0;
  return isOwn && readsOf(name, frame).every((read) => read.frame === frame && !inside.has(read.node));
}

/** Whether some nodes read an attribute of that name, or call what does. */
function isAttributeRead(attribute: string, nodes: readonly CodeNode[], frame: FrameCode): boolean {
  const readers = readersOf(attribute, frame.module);
  return nodes.some(({ node }) => {
    if (node.nodeType === 'Attribute') return node.attr === attribute && node.ctx.nodeType === 'Load';
    return callsOneOf(readers, node, frame);
  });
}

function isReadByLoopsAround(attribute: string, frame: FrameCode): boolean {
  return callsTo(frame).some((call) => {
    const loop = call.loops.at(-1);
    return loop !== undefined && readsIn(call.frame)(loop).has(attribute);
  });
}

/** By loop: the attributes that it reads itself. */
const readsIn = oncePer((frame: FrameCode) =>
  oncePer(
    (loop: LoopNode): ReadonlySet<string> =>
      new Set(
        nodesInLoop(loop, frame).flatMap(({ node }) =>
          node.nodeType === 'Attribute' && node.ctx.nodeType === 'Load' ? [node.attr] : [],
        ),
      ),
  ),
);

const readersOf = oncePerName((attribute, module: ModuleCode) => {
  const reading = new Set(readsOfAttribute(attribute, module).map(({ frame }) => frame));
  return framesThatReach((frame) => reading.has(frame));
});

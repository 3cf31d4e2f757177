import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { type CodeNode, type FrameCode, nodesInLoop, nodesOf } from '../module-code.ts';
import { bindingsOf, calledName, methodCalled } from '../names.ts';
import { kindOf } from '../values/value-kind.ts';
import { readsOf } from './consumption.ts';
import { targetText } from './copied-whole.ts';

/** A list that begins empty in a function, gets an item at each step of a loop, and is then written to a file whole. */
export function onlyWritten(frame: FrameCode): readonly CodeNode<NodeOf<'Call'>>[] {
  return nodesOf(frame, 'Call').filter((append) => {
    const list = listOf(append);
    const bound = list === undefined ? [] : bindingsOf(list.id, frame);
    const value = bound[0]?.binding.value;
    if (list === undefined || bound.length !== 1 || value?.nodeType !== 'List' || value.elts.length > 0) return false;
    const reads = readsOf(list.id, frame).filter((read) => read.node !== list);
    const [only, ...others] = reads.filter((read) => read.frame === frame);
    const isAlone = only !== undefined && others.length === 0 && reads.length === 1;
    return isAlone && only.loops.length === 0 && isWritten(only) && !mustBeWhole(append);
  });
}

/** What the loop may leave half-way would leave a part of the file; and what it reads may be what is written anew. */
function mustBeWhole({ loops: [outermost], frame }: CodeNode): boolean {
  const inside = outermost === undefined ? [] : nodesInLoop(outermost, frame);
  const paths = new Set(
    nodesOf(frame, 'Call').flatMap(({ node }) =>
      calledName(node, frame) === 'open' ? node.args.slice(0, 1).map(targetText) : [],
    ),
  );
  return inside.some(({ node }) => LEAVING.has(node.nodeType) || (node.nodeType === 'Name' && paths.has(node.id)));
}

const LEAVING: ReadonlySet<string> = new Set(['Return', 'Raise', 'Try']);

/** `lines` of `lines.append(...)` in a loop */
function listOf({ node, parent, loops }: CodeNode<NodeOf<'Call'>>): NodeOf<'Name'> | undefined {
  const isStep = parent?.node.nodeType === 'Expr' && loops.length > 0 && node.args.length === 1;
  const { func } = node;
  const isAppend = isStep && func.nodeType === 'Attribute' && func.attr === 'append';
  return isAppend && func.value.nodeType === 'Name' ? func.value : undefined;
}

/** `file.writelines(lines)`, `file.write('\n'.join(lines))`, also with an end behind it */
function isWritten({ node, parent }: CodeNode): boolean {
  if (parent?.node.nodeType !== 'Call' || !parent.node.args.some((given) => given === node)) return false;
  const method = methodCalled(parent.node, parent.frame);
  if (method?.name === 'writelines') return isFile(method.receiver, method.frame);
  if (method?.name !== 'join' || parent.parent === null) return false;
  const around = parent.parent.node.nodeType === 'BinOp' ? parent.parent.parent : parent.parent;
  const writing = around?.node.nodeType === 'Call' ? methodCalled(around.node, around.frame) : undefined;
  return writing?.name === 'write' && isFile(writing.receiver, writing.frame);
}

function isFile(receiver: Expression, frame: FrameCode): boolean {
  return kindOf(receiver, frame) === 'file';
}

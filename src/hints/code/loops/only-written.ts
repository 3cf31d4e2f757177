import { type Expression, isEmptyList, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { type CodeNode, type FrameCode, nodesInLoop, nodesOf } from '../module-code.ts';
import { bindingsOf, calledName, methodCalled, selfName } from '../names.ts';
import { kindOf } from '../values/value-kind.ts';
import { readsOf } from './consumption.ts';
import { targetText } from './copied-whole.ts';

/** A list that begins empty in a function, gets an item at each step of a loop, and is then written to a file whole. */
export function onlyWritten(frame: FrameCode): readonly CodeNode<NodeOf<'Call'>>[] {
  return nodesOf(frame, 'Call').filter((append) => {
    const list = listOf(append);
    const bound = list === undefined ? [] : bindingsOf(list.id, frame);
    if (list === undefined || bound.length !== 1 || !isEmptyList(bound[0]?.binding.value)) return false;
    const reads = readsOf(list.id, frame).filter((read) => read.node !== list);
    const [only, ...others] = reads.filter((read) => read.frame === frame);
    const isAlone = only !== undefined && others.length === 0 && reads.length === 1;
    return isAlone && only.loops.length === 0 && isWritten(only) && !mustBeWhole(append) && !needsTheLoop(only, append);
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

const LEAVING: ReadonlySet<string> = new Set(['Return', 'Raise', 'Try', 'TryStar', 'Assert']);

/** What stands between the loop and the list in the file may leave, or read what only the loop finds out: `if bad: return`, a head with the total. */
function needsTheLoop(written: CodeNode, { loops: [outermost], frame }: CodeNode): boolean {
  const inside = outermost === undefined ? [] : nodesInLoop(outermost, frame);
  const [last] = inside.slice(-1);
  const places = frame.nodes.map(({ node }) => node);
  const between = frame.nodes.slice(places.indexOf(last?.node ?? written.node) + 1, places.indexOf(written.node));
  const found = new Set(inside.flatMap((code) => (isOfField(code) ? [] : (partOf(code.node, frame) ?? []))));
  return between.some(({ node }) => LEAVING.has(node.nodeType) || found.has(partOf(node, frame) ?? ''));
}

/** What a node reads or sets: a name that the function has, an attribute. */
function partOf(node: SyntaxNode, frame: FrameCode): string | undefined {
  if (node.nodeType === 'Attribute') return `.${node.attr}`;
  return node.nodeType === 'Name' && bindingsOf(node.id, frame).length > 0 ? node.id : undefined;
}

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

/** `self` of `self.total`, where the rest of the object stays as it is: a method may change all of it. */
function isOfField({ node, parent, frame }: CodeNode): boolean {
  const isOwn = node.nodeType === 'Name' && node.id === selfName(frame) && parent?.node.nodeType === 'Attribute';
  return isOwn && parent?.parent?.node.nodeType !== 'Call';
}

import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { readsOf } from '../loops/consumption.ts';
import {
  type CodeNode,
  callOf,
  type FrameCode,
  isLoop,
  iterablesOf,
  placesOfAttribute,
  readsOfAttribute,
} from '../module-code.ts';
import { calledName, methodCalled, resolve } from '../names.ts';
import { madeAt } from './made-at.ts';

/** All places where the file reads a list that it makes itself, in one place: then nobody else has it unseen. */
export function usesOfList(list: Expression, frame: FrameCode): readonly CodeNode[] | undefined {
  if (!NEW_LIST.test(madeAt(list, frame)?.value ?? '')) return undefined; // `ids = given` is a list of another name
  if (list.nodeType === 'Attribute') {
    const isSetOnce = placesOfAttribute(list.attr, frame.module).filter(isStored).length === 1;
    return isSetOnce ? readsOfAttribute(list.attr, frame.module) : undefined;
  }
  const [only, ...others] = list.nodeType === 'Name' ? resolve(list.id, frame) : [];
  if (only === undefined || others.length > 0 || list.nodeType !== 'Name') return undefined;
  return readsOf(list.id, only.frame).filter((one) => resolve(list.id, one.frame)[0]?.binding === only.binding);
}

const NEW_LIST = /^(?:\[|(?:list|sorted)\()/;

function isStored({ node: { ctx } }: CodeNode<NodeOf<'Attribute'>>): boolean {
  return ctx.nodeType !== 'Load';
}

/** The method that is called on a list where it is read: `append` of `rows.append(row)`. */
export function methodAt({
  node,
  parent,
}: CodeNode): { readonly name: string; readonly call: CodeNode<NodeOf<'Call'>> } | undefined {
  const call = parent?.node.nodeType === 'Attribute' ? callOf(parent) : undefined;
  const method = call === undefined ? undefined : methodCalled(call.node, call.frame);
  return call !== undefined && method?.receiver === node ? { name: method.name, call } : undefined;
}

/** Whether a use changes nothing of the list and hands it to nobody who could. */
export function isOnlyAsked(use: CodeNode): boolean {
  const { node, parent } = use;
  switch (parent?.node.nodeType) {
    case 'Attribute':
      return LEAVING.has(methodAt(use)?.name ?? '');
    case 'Call':
      return parent.node.func !== node && ASKING.has(calledName(parent.node, parent.frame));
    case 'Compare':
      return true;
    case 'Subscript':
      return parent.node.value === node && parent.node.ctx.nodeType === 'Load';
    default:
      return isAskedForAny(use) || isWalked(use);
  }
}

const LEAVING: ReadonlySet<string> = new Set(['index', 'count', 'copy']);

/** They ask for its items alone. */
const ASKING: ReadonlySet<string> = new Set(
  'len sum min max any all sorted list tuple set frozenset enumerate zip statistics.mean math.fsum .extend .update .join'.split(
    ' ',
  ),
);

/** `for row in rows`, of a loop or a comprehension */
export function isWalked({ node, parent }: CodeNode): boolean {
  return parent !== null && isLoop(parent.node) && iterablesOf(parent.node).some((one) => one === node);
}

/** `if queue:`, `while not queue:` */
export function isAskedForAny(use: CodeNode): boolean {
  let at = use;
  while (at.parent?.node.nodeType === 'BoolOp' || at.parent?.node.nodeType === 'UnaryOp') at = at.parent;
  const around = at.parent?.node;
  if (around?.nodeType === 'If' || around?.nodeType === 'While' || around?.nodeType === 'IfExp')
    return around.test === at.node;
  return at.node.nodeType === 'UnaryOp' && at.node.op.nodeType === 'Not';
}

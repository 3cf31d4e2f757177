import { type Expression, isComprehension, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type CodeNode, type FrameCode, groupBy, type LoopNode, nodesOf } from '../module-code.ts';
import { calledName, methodCalled } from '../names.ts';
import { namesIn } from '../names-in.ts';
import { isExpiry } from './age-test.ts';
import { targetText } from './copied-whole.ts';

/** A walk of a whole table for what is too old, which is then deleted from it. */
export type Expiry = {
  readonly code: CodeNode;
  /** What walks it. */
  readonly walk: LoopNode;
  readonly table: Expression;
  readonly test: Expression;
  /** The loop that deletes what was found; the walk itself where it does. */
  readonly deleting: LoopNode;
};

/** `gone = [s for s in self.open.values() if now - s.last > GAP]` with `del self.open[s.ip]` for each, or a loop over a copy. */
export const expiriesIn: (frame: FrameCode) => readonly Expiry[] = oncePer((frame: FrameCode) => {
  const loops = nodesOf(frame, 'For');
  const byWalked = groupBy(loops, ({ node: { iter } }) => [iter.nodeType === 'Name' ? iter.id : iter]);
  const walked = loops.flatMap((code) => expiryOfLoop(code, frame) ?? []);
  const collected = nodesOf(frame, 'ListComp').flatMap((code) => expiryOfList(code, byWalked, frame) ?? []);
  return [...walked, ...collected];
});

/** `for key, at in list(self.seen.items()): if now - at > GAP: del self.seen[key]` */
function expiryOfLoop(code: CodeNode<NodeOf<'For'>>, frame: FrameCode): Expiry | undefined {
  const { node } = code;
  const table =
    node.iter.nodeType === 'Call' && COPYING.has(calledName(node.iter, frame)) ? tableOf(node.iter) : undefined;
  const [test, ...others] = node.body;
  if (table === undefined || test?.nodeType !== 'If' || others.length + test.orelse.length > 0) return undefined;
  if (!isExpiry(test.test, namesIn(node.target), frame)) return undefined;
  return isDeletedIn(node, table, frame) ? { code, walk: node, table, test: test.test, deleting: node } : undefined;
}

function expiryOfList(
  code: CodeNode<NodeOf<'ListComp'>>,
  loops: ReadonlyMap<string | Expression, readonly CodeNode<NodeOf<'For'>>[]>,
  frame: FrameCode,
): Expiry | undefined {
  const { node, parent } = code;
  const [clause, ...others] = node.generators;
  if (clause === undefined || others.length > 0) return undefined;
  const table = tableOf(clause.iter);
  const items = namesIn(clause.target);
  const old = clause.ifs.find((test) => isExpiry(test, items, frame));
  if (table === undefined || old === undefined) return undefined;
  const [target] = parent?.node.nodeType === 'Assign' ? parent.node.targets : [];
  const name = target?.nodeType === 'Name' ? target.id : undefined;
  const [{ node: deleting } = { node: undefined }] = loops.get(name ?? node) ?? [];
  if (deleting === undefined || !isDeletedIn(deleting, table, frame)) return undefined;
  return { code, walk: node, table, test: old, deleting };
}

const COPYING: ReadonlySet<string> = new Set(['list', 'tuple', 'sorted', '.copy']);

/** `self.open` of `self.open.values()`, `list(self.open.items())` and `list(self.open)` */
function tableOf(walked: Expression): Expression | undefined {
  if (walked.nodeType !== 'Call') return targetText(walked) === '' ? undefined : walked;
  const { func, args } = walked;
  const isView = func.nodeType === 'Attribute' && VIEWS.has(func.attr) && args.length === 0;
  const inner = isView ? func.value : args[0];
  return inner === undefined || args.length > 1 ? undefined : tableOf(inner);
}

const VIEWS: ReadonlySet<string> = new Set(['values', 'items', 'keys', 'copy']);

/** `del self.open[session.ip]`, `self.open.pop(key)`, `timers.remove(timer)` */
function isDeletedIn(loop: NodeOf<'For'>, table: Expression, frame: FrameCode): boolean {
  const isTable = (one: Expression): boolean => targetText(one) === targetText(table);
  const isDeleted = (node: SyntaxNode): boolean => {
    if (node.nodeType === 'Delete')
      return node.targets.some((one) => one.nodeType === 'Subscript' && isTable(one.value));
    const method = node.nodeType === 'Call' ? methodCalled(node, frame) : undefined;
    return method !== undefined && TAKING.has(method.name) && isTable(method.receiver);
  };
  return loop.body.some((step) => [...walkSyntax(step)].some(isDeleted));
}

const TAKING: ReadonlySet<string> = new Set(['pop', 'remove', 'discard']);

/** Whether nothing but the walk and the deleting may have taken time that no call tells. */
export function isAllOfFrame({ walk, deleting }: Expiry, frame: FrameCode): boolean {
  const loops = loopsOf(frame);
  return loops.length <= 2 && loops.every(({ node }) => node === walk || node === deleting);
}

const loopsOf = oncePer(({ nodes }: FrameCode) =>
  nodes.filter(({ node }) => node.nodeType === 'For' || node.nodeType === 'While' || isComprehension(node)),
);

export function expiryAt(node: SyntaxNode, frame: FrameCode): Expiry | undefined {
  return expiriesByNode(frame).get(node);
}

const expiriesByNode = oncePer(
  (frame: FrameCode): ReadonlyMap<SyntaxNode, Expiry> => new Map(expiriesIn(frame).map((one) => [one.code.node, one])),
);

import { type Expression, isEmptyList, type NodeOf } from '../../../source/syntax.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../module-code.ts';
import { bindingsOf } from '../names.ts';

/** A loop that appends one thing in each pass, or in each pass that a condition lets through. */
export type AppendingLoop = {
  readonly code: CodeNode<NodeOf<'For'>>;
  readonly call: NodeOf<'Call'>;
  readonly list: string;
  readonly item: Expression;
  readonly condition: Expression | null;
};

/** Those of a frame that append to a list that it begins empty. */
export function appendingLoops(frame: FrameCode): readonly AppendingLoop[] {
  return nodesOf(frame, 'For').flatMap((code) => {
    const [only, ...others] = code.node.body;
    if (only === undefined || others.length > 0 || code.node.orelse.length > 0) return [];
    if (only.nodeType !== 'If') return appending(code, only, null, frame);
    const [inner, ...more] = only.body;
    return inner === undefined || more.length > 0 || only.orelse.length > 0
      ? []
      : appending(code, inner, only.test, frame);
  });
}

function appending(
  code: CodeNode<NodeOf<'For'>>,
  statement: CodeNode['node'],
  condition: Expression | null,
  frame: FrameCode,
): readonly AppendingLoop[] {
  if (statement.nodeType !== 'Expr' || statement.value.nodeType !== 'Call') return [];
  const { value: call } = statement;
  const { func, args } = call;
  const [item, ...others] = args;
  if (func.nodeType !== 'Attribute' || func.attr !== 'append' || func.value.nodeType !== 'Name') return [];
  if (item === undefined || item.nodeType === 'Starred' || others.length > 0 || waits(item, frame)) return [];
  const list = func.value.id;
  return isBegunEmpty(list, frame) ? [{ code, call, list, item, condition }] : [];
}

/** A comprehension that yields or waits means something else. */
function waits(item: Expression, frame: FrameCode): boolean {
  const stopping = [...nodesOf(frame, 'Await'), ...nodesOf(frame, 'Yield'), ...nodesOf(frame, 'YieldFrom')];
  return stopping.some((code) => {
    for (let at: CodeNode | null = code; at !== null; at = at.parent) if (at.node === item) return true;
    return false;
  });
}

function isBegunEmpty(list: string, frame: FrameCode): boolean {
  const bound = bindingsOf(list, frame);
  return bound.length > 0 && bound.every(({ binding: { value } }) => isEmptyList(value));
}

import { type Expression, isFunctionNode, type NodeOf } from '../../../source/syntax.ts';
import { oncePer, oncePerName } from '../../../text/lazily.ts';
import { type CodeNode, type FrameCode, groupBy, type ModuleCode, nodesOf } from '../module-code.ts';
import { ownCallee } from '../own-callee.ts';
import { callsTo } from '../values/call-arguments.ts';
import { readsOf } from './consumption.ts';

/**
 * Whether somebody takes single items out of a list by places that are worked out: `states[step]`. Then each item must be
 * there as it was; `states[-1]`, a `pop` and a walk are no such thing.
 */
export function isTakenByPlace(list: Expression, frame: FrameCode): boolean {
  if (list.nodeType === 'Attribute') return placedAttributes(frame.module).has(list.attr);
  return list.nodeType === 'Name' && isNameTaken(list.id, frame);
}

const placedAttributes = oncePer(
  ({ frames }: ModuleCode): ReadonlySet<string> =>
    new Set(
      frames
        .flatMap((frame) => nodesOf(frame, 'Subscript'))
        .flatMap(({ node }) => (isByPlace(node) && node.value.nodeType === 'Attribute' ? [node.value.attr] : [])),
    ),
);

/**
 * Here, or by those who get it from here: `back(shortest(a, b))`, `trace = shortest(a, b)`. A function may put things into
 * one list at hundreds of places.
 */
const isNameTaken = oncePerName((name: string, frame: FrameCode): boolean => {
  if (readsOf(name, frame).some((read) => isTakenFrom(read))) return true;
  const isReturned = nodesOf(frame, 'Return').some(
    ({ node: { value } }) => value?.nodeType === 'Name' && value.id === name,
  );
  return isReturned && isFunctionNode(frame.node) && callsTo(frame).some(isResultTaken);
});

function isResultTaken(call: CodeNode<NodeOf<'Call'>>): boolean {
  const around = call.parent?.node;
  const [target] = around?.nodeType === 'Assign' ? around.targets : [];
  if (target?.nodeType === 'Name') return readsOf(target.id, call.frame).some((read) => isTakenFrom(read));
  return isTakenFrom(call);
}

/** `states[step]` itself, or the same in the function of the file that gets `states`. */
function isTakenFrom({ node, parent, frame }: CodeNode): boolean {
  const around = parent?.node;
  if (around?.nodeType === 'Subscript') return around.value === node && isByPlace(around);
  if (around?.nodeType !== 'Call') return false;
  const callee = ownCallee(around, frame);
  if (callee === undefined || !isFunctionNode(callee.node)) return false;
  const { posonlyargs, args } = callee.node.args;
  const placed = placedNames(callee);
  return [...posonlyargs, ...args].some(({ arg }, at) => around.args[at] === node && placed.has(arg));
}

const placedNames = oncePer((frame: FrameCode) =>
  groupBy(nodesOf(frame, 'Subscript'), ({ node }) =>
    isByPlace(node) && node.value.nodeType === 'Name' ? [node.value.id] : [],
  ),
);

function isByPlace({ slice, ctx }: NodeOf<'Subscript'>): boolean {
  if (ctx.nodeType !== 'Load' || slice.nodeType === 'Slice' || slice.nodeType === 'Constant') return false;
  return slice.nodeType !== 'UnaryOp' || slice.operand.nodeType !== 'Constant';
}

import { dottedText } from '../../../source/dotted-text.ts';
import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type CodeNode, type FrameCode, groupBy, type ModuleCode, nodesOf } from '../module-code.ts';
import { attributeBindings, calledName, methodCalled, resolve, selfAttribute } from '../names.ts';
import { SHRINKING } from '../set-beside.ts';
import { LENGTHENING } from '../steady/changing-methods.ts';
import { lengthOf } from './static-length.ts';

/** So few are searched as quickly as a set is asked. */
export const FEW_ITEMS = 16;

/** A list that is written out with a few items and never grows. */
export function isShortList(list: Expression, frame: FrameCode): boolean {
  if (isCutAtFew(list, frame) || isDequeOfFew(list, frame)) return true;
  const length = lengthOf(list, frame);
  if (length !== undefined) return length <= FEW_ITEMS;
  if (isFewWrittenOut(list)) return true;
  if (list.nodeType !== 'Name') return false;
  const bound = resolve(list.id, frame);
  const isFew = bound.every(({ binding: { value } }) => isFewWrittenOut(value));
  return bound.length > 0 && isFew && !isGrown(list.id, frame);
}

/** `self.last = deque(maxlen=8)` */
function isDequeOfFew(list: Expression, frame: FrameCode): boolean {
  const attribute = selfAttribute(list, frame);
  const bound = attribute !== null ? attributeBindings(attribute, frame) : resolve(dottedText(list), frame);
  return bound.some(({ binding: { value } }) => {
    const most =
      value?.nodeType === 'Call'
        ? (value.keywords.find(({ arg }) => arg === 'maxlen')?.value ?? value.args[1])
        : undefined;
    return most?.nodeType === 'Constant' && typeof most.value === 'number' && most.value <= FEW_ITEMS;
  });
}

/** `if len(self.last) > 12: self.last.pop(0)` */
function isCutAtFew(list: Expression, { module }: FrameCode): boolean {
  return dottedText(list) !== '' && listsCutAtFew(module).has(dottedText(list));
}

const listsCutAtFew = oncePer(
  ({ frames }: ModuleCode): ReadonlySet<string> =>
    new Set(
      frames.flatMap((frame) =>
        [...nodesOf(frame, 'If'), ...nodesOf(frame, 'While')].flatMap(({ node: { test, body } }) => {
          const cut = body.flatMap((step) =>
            step.nodeType === 'Expr' && step.value.nodeType === 'Call' ? [step.value] : [],
          );
          const names = cut.flatMap((call) => {
            const method = methodCalled(call, frame);
            return method !== undefined && SHRINKING.has(method.name) ? [dottedText(method.receiver)] : [];
          });
          return names.filter((name) => isLengthAboveFew(test, name, frame));
        }),
      ),
    ),
);

function isLengthAboveFew(test: Expression, name: string, frame: FrameCode): boolean {
  if (test.nodeType !== 'Compare' || test.left.nodeType !== 'Call' || calledName(test.left, frame) !== 'len')
    return false;
  const [asked] = test.left.args;
  const [most] = test.comparators;
  const isAbove = test.ops[0]?.nodeType === 'Gt' || test.ops[0]?.nodeType === 'GtE';
  const isFew = most?.nodeType === 'Constant' && typeof most.value === 'number' && most.value <= FEW_ITEMS;
  return isAbove && isFew && asked !== undefined && dottedText(asked) === name;
}

function isFewWrittenOut(value: Expression | null): boolean {
  if (value?.nodeType !== 'List' && value?.nodeType !== 'Tuple') return false;
  return (
    value.elts.length > 0 &&
    value.elts.length <= FEW_ITEMS &&
    value.elts.every(({ nodeType }) => nodeType !== 'Starred')
  );
}

function isGrown(name: string, frame: FrameCode): boolean {
  return growingCalls(name, frame).length > 0;
}

/** Where the file makes a list longer that it calls so. */
export function growingCalls(name: string, frame: FrameCode): readonly CodeNode<NodeOf<'Call'>>[] {
  return callsThatGrow(frame.module).get(name) ?? [];
}

/** By what they make longer. */
const callsThatGrow = oncePer(({ frames }: ModuleCode) =>
  groupBy(
    frames.flatMap((frame) => nodesOf(frame, 'Call')),
    ({ node, frame }) => {
      const method = methodCalled(node, frame);
      return method !== undefined && LENGTHENING.has(method.name) ? [dottedText(method.receiver)] : [];
    },
  ),
);

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
function isCutAtFew(list: Expression, frame: FrameCode): boolean {
  const most = cutAt(list, frame);
  return most?.nodeType === 'Constant' && typeof most.value === 'number' && most.value <= FEW_ITEMS;
}

/** `ways` of `if len(tags) > ways: tags.pop()`: the list never has many more. */
export function cutAt(list: Expression, { module }: FrameCode): Expression | undefined {
  return dottedText(list) === '' ? undefined : limitsOfLists(module).get(dottedText(list));
}

const limitsOfLists = oncePer(
  ({ frames }: ModuleCode): ReadonlyMap<string, Expression> =>
    new Map(
      frames.flatMap((frame) =>
        [...nodesOf(frame, 'If'), ...nodesOf(frame, 'While')].flatMap(({ node: { test, body } }) => {
          const cut = body.flatMap((step) =>
            step.nodeType === 'Expr' && step.value.nodeType === 'Call' ? [step.value] : [],
          );
          return cut.flatMap((call): (readonly [string, Expression])[] => {
            const method = methodCalled(call, frame);
            if (method === undefined || !SHRINKING.has(method.name)) return [];
            const name = dottedText(method.receiver);
            const most = limitOfLength(test, name, frame);
            return most === undefined ? [] : [[name, most]];
          });
        }),
      ),
    ),
);

/** `ways` of `len(tags) > ways` */
function limitOfLength(test: Expression, name: string, frame: FrameCode): Expression | undefined {
  if (test.nodeType !== 'Compare' || test.left.nodeType !== 'Call' || calledName(test.left, frame) !== 'len')
    return undefined;
  const [asked] = test.left.args;
  const isAbove = test.ops[0]?.nodeType === 'Gt' || test.ops[0]?.nodeType === 'GtE';
  return isAbove && asked !== undefined && dottedText(asked) === name ? test.comparators[0] : undefined;
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

import type { Expression } from '../../../source/syntax.ts';
import { oncePerName } from '../../../text/lazily.ts';
import { readsOf } from '../loops/consumption.ts';
import { type CodeNode, type FrameCode, type ModuleCode, readsOfAttribute } from '../module-code.ts';
import { calledName, resolve } from '../names.ts';
import { shortText } from '../source-text.ts';

/** What is done with a list that a deque cannot stand for, as it is written; undefined where there is no such use. */
export function usesOnlyOfLists(list: Expression, frame: FrameCode): string | undefined {
  if (list.nodeType === 'Attribute') return ofAttribute(list.attr, frame.module);
  return list.nodeType === 'Name' ? ofName(list.id, resolve(list.id, frame)[0]?.frame ?? frame) : undefined;
}

const ofAttribute = oncePerName((attribute: string, module: ModuleCode) =>
  firstOfLists(readsOfAttribute(attribute, module)),
);

const ofName = oncePerName((name: string, frame: FrameCode) => firstOfLists(readsOf(name, frame)));

function firstOfLists(reads: readonly CodeNode[]): string | undefined {
  const use = reads.find((one) => !isOfDequesToo(one))?.parent;
  return use == null ? undefined : shortText(use.node, use.frame);
}

/** `rows` of `queue = rows`: who has the list by that name sees what is taken out of it. */
export function otherOwnerOf(list: Expression, frame: FrameCode): string | undefined {
  const bound = list.nodeType === 'Name' ? resolve(list.id, frame) : [];
  const held = bound.find(
    ({ binding: { kind, value } }) =>
      kind === 'assignment' && (value?.nodeType === 'Name' || value?.nodeType === 'Attribute'),
  );
  return held?.binding.value == null ? undefined : shortText(held.binding.value, held.frame);
}

/** They ask for the items alone. */
const WALKING: ReadonlySet<string> = new Set(
  'len bool sum min max any all sorted list tuple set enumerate iter reversed zip map .extend .update .join collections.deque'.split(
    ' ',
  ),
);

const ASKING: ReadonlySet<string> = new Set(
  'For While If BoolOp UnaryOp Expr Starred Comprehension AugAssign Delete ListComp SetComp DictComp GeneratorExp'.split(
    ' ',
  ),
);

function isOfDequesToo({ node, parent }: CodeNode): boolean {
  const around = parent?.node;
  switch (around?.nodeType) {
    case undefined:
      return true;
    case 'IfExp':
      return around.test === node;
    case 'Subscript':
      return around.value !== node || around.slice.nodeType !== 'Slice';
    case 'Compare':
      return around.left !== node && around.ops.every(({ nodeType }) => nodeType === 'In' || nodeType === 'NotIn');
    case 'Call':
      return parent !== null && WALKING.has(calledName(around, parent.frame));
    case 'Attribute': {
      // a deque's `pop` takes the last one alone; its copy is a deque
      const call = around.attr === 'pop' ? parent?.parent?.node : undefined;
      const [at] = call?.nodeType === 'Call' ? call.args : [];
      return around.attr !== 'copy' && (at === undefined || (at.nodeType === 'Constant' && at.value === 0));
    }
    default:
      return around !== undefined && ASKING.has(around.nodeType);
  }
}

import { type Expression, isComprehension } from '../../../source/syntax.ts';
import { readsOf } from '../loops/consumption.ts';
import { type CodeNode, type FrameCode, readsOfAttribute } from '../module-code.ts';
import { calledName, resolve } from '../names.ts';
import { shortText } from '../source-text.ts';

/** What is done with a list that a deque cannot stand for, as it is written; undefined where there is no such use. */
export function usesOnlyOfLists(list: Expression, frame: FrameCode): string | undefined {
  const uses = usesOf(list, frame).filter((use) => !isOfDequesToo(use));
  const texts = [
    ...new Set(uses.flatMap(({ parent }) => (parent === null ? [] : shortText(parent.node, parent.frame)))),
  ];
  return texts.length === 0 ? undefined : texts.slice(0, MOST_TEXTS).join(' and ');
}

const MOST_TEXTS = 2;

/** `rows` of `queue = rows`: who has the list by that name sees what is taken out of it. */
export function otherOwnerOf(list: Expression, frame: FrameCode): string | undefined {
  if (list.nodeType !== 'Name') return undefined;
  const held = resolve(list.id, frame).flatMap(({ binding: { kind, value }, frame: at }) =>
    kind === 'assignment' && value !== null && HELD.has(value.nodeType) ? [shortText(value, at)] : [],
  );
  return held[0];
}

const HELD: ReadonlySet<string> = new Set(['Name', 'Attribute']);

function usesOf(list: Expression, frame: FrameCode): readonly CodeNode[] {
  if (list.nodeType === 'Attribute') return readsOfAttribute(list.attr, frame.module);
  const owner = list.nodeType === 'Name' ? (resolve(list.id, frame)[0]?.frame ?? frame) : frame;
  return list.nodeType === 'Name' ? readsOf(list.id, owner) : [];
}

const METHODS: ReadonlySet<string> = new Set(
  'append appendleft clear count extend extendleft index insert remove reverse rotate pop popleft'.split(' '),
);

/** They ask for the items alone. */
const WALKING: ReadonlySet<string> = new Set(
  `len sum min max any all sorted list tuple set frozenset dict bool enumerate iter reversed zip map filter .join .extend
  .update collections.deque collections.Counter heapq.nsmallest heapq.nlargest random.choice itertools.chain
  itertools.islice`.split(/\s+/),
);

function isOfDequesToo({ node, parent }: CodeNode): boolean {
  const around = parent?.node;
  switch (around?.nodeType) {
    case undefined:
    case 'For':
    case 'AsyncFor':
    case 'While':
    case 'If':
    case 'IfExp':
    case 'BoolOp':
    case 'UnaryOp':
    case 'Assert':
    case 'Expr':
    case 'Starred':
    case 'Comprehension':
    case 'AugAssign':
    case 'Delete':
      return around?.nodeType !== 'IfExp' || around.test === node;
    case 'Subscript':
      return around.value !== node || around.slice.nodeType !== 'Slice';
    case 'Compare':
      return around.left !== node && around.ops.every(({ nodeType }) => nodeType === 'In' || nodeType === 'NotIn');
    case 'Call':
      return parent !== null && WALKING.has(calledName(around, parent.frame));
    case 'Attribute':
      return METHODS.has(around.attr) && !takesFromWithin(parent);
    default:
      return around !== undefined && isComprehension(around);
  }
}

/** `queue.pop(3)`: a deque's `pop` takes the last one alone. */
function takesFromWithin(code: CodeNode | null): boolean {
  const call = code?.parent?.node;
  const [at] =
    call?.nodeType === 'Call' && code?.node.nodeType === 'Attribute' && code.node.attr === 'pop' ? call.args : [];
  return at !== undefined && !(at.nodeType === 'Constant' && at.value === 0);
}

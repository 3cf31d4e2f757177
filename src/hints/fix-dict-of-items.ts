import { lastName } from '../source/dotted-text.ts';
import { type Expression, lineOf, type NodeOf } from '../source/syntax.ts';
import { errorsCaught } from './code/caught.ts';
import { type CodeNode, isWithin, methodsNamed } from './code/module-code.ts';
import { calledName, methodCalled, resolve } from './code/names.ts';
import { sourceText } from './code/source-text.ts';
import { madeAt } from './code/values/made-at.ts';
import { isAskedForAny, isWalked, methodAt, usesOfList } from './code/values/uses-of-list.ts';
import type { Fix } from './rule.ts';

type Snippets = Required<Pick<Fix, 'before' | 'after'>>;

/**
 * A dict of the items in the place of a list that loses some: `del queue[item]` for `queue.remove(item)`, with all else that
 * the file does with it. undefined where it does what a dict cannot stand for.
 */
export function dictOfItems(list: Expression, removal: CodeNode<NodeOf<'Call'>>): Snippets | undefined {
  const { frame } = removal;
  const made = madeAt(list, frame);
  const uses = usesOfList(list, frame);
  if (made === undefined || made.value.includes('\n') || resolve('dict', frame).length > 0) return undefined;
  const own = stepOfCall(removal, removal.node);
  const others = uses?.filter((use) => use.parent?.parent?.node !== removal.node).map(stepFor);
  const steps = others?.flatMap((step) => step || []) ?? [];
  if (own === undefined || others === undefined || others.includes(undefined) || steps.length > MOST_STEPS)
    return undefined;
  const after = [`${sourceText(list, frame)} = ${begun(made.value)}  # line ${made.line}`, ...steps, own];
  return { before: sourceText(removal.node, frame), after: after.join('\n') };
}

const MOST_STEPS = 4;

function begun(value: string): string {
  if (value === '[]' || value === 'list()') return '{}';
  const [, copied = value] = /^list\(([\w.]+(?:\([^()]*\))?)\)$/.exec(value) ?? [];
  return `dict.fromkeys(${copied})`;
}

/** What takes the place of a use of the list: nothing where a dict does the same; undefined where it does something else. */
function stepFor(read: CodeNode): string | undefined {
  const around = read.parent;
  switch (around?.node.nodeType) {
    case 'Attribute': {
      const call = methodAt(read)?.call;
      const step = call === undefined ? undefined : stepOfCall(call, call.node);
      return step && call !== undefined ? `${step}  # line ${lineOf(call.node)}` : step;
    }
    case 'Call':
      return ASKING.has(calledName(around.node, around.frame)) && around.node.func !== read.node ? '' : undefined;
    case 'Compare':
      return around.node.left !== read.node &&
        around.node.ops.every(({ nodeType }) => nodeType === 'In' || nodeType === 'NotIn')
        ? ''
        : undefined;
    default:
      return isAskedForAny(read) || isWalkedAlone(read) ? '' : undefined;
  }
}

/** `queue[item] = None` for `queue.append(item)`, which stands alone. */
function stepOfCall(code: CodeNode, call: NodeOf<'Call'>): string | undefined {
  const method = methodCalled(call, code.frame);
  const [item, ...others] = call.args;
  if (method === undefined || method.frame !== code.frame || code.parent?.node.nodeType !== 'Expr') return undefined;
  const name = sourceText(method.receiver, code.frame);
  if (method.name === 'clear') return '';
  if (item === undefined || item.nodeType === 'Starred' || others.length > 0) return undefined;
  const key = sourceText(item, code.frame);
  if (method.name === 'append') return `${name}[${key}] = None`;
  // a dict raises another error
  return method.name === 'remove' && errorsCaught(code).size === 0 ? `del ${name}[${key}]` : undefined;
}

/** They ask for all items, at once and in their order. */
const ASKING: ReadonlySet<string> = new Set(
  'len sum min max any all sorted list tuple set frozenset .extend .join'.split(' '),
);

/** Nothing of the walk can change the list: a dict that is changed while it is walked raises an error. */
function isWalkedAlone(use: CodeNode): boolean {
  const { node, parent: whole } = use;
  if (whole === null || !isWalked(use)) return false;
  if (whole.node.nodeType === 'GeneratorExp' && !isAskedAtOnce(whole)) return false;
  const name = node.nodeType === 'Name' ? node.id : node.nodeType === 'Attribute' ? node.attr : '';
  return whole.frame.nodes.every((code) => !isWithin(code, whole.node) || leavesAlone(code, name));
}

function isAskedAtOnce({ parent }: CodeNode): boolean {
  return parent?.node.nodeType === 'Call' && ASKING.has(calledName(parent.node, parent.frame));
}

/** No call of the program's own functions, none of the list's methods, and nothing that lets others go on. */
function leavesAlone({ node, frame }: CodeNode, list: string): boolean {
  if (LETTING.has(node.nodeType)) return false;
  if (node.nodeType !== 'Call') return true;
  const name = calledName(node, frame);
  const receiver = methodCalled(node, frame)?.receiver;
  const isOnList = receiver !== undefined && lastName(receiver) === list;
  return !name.startsWith('def:') && !isOnList && methodsNamed(name.replace(/^.*\./, ''), frame).length === 0;
}

const LETTING: ReadonlySet<string> = new Set(['Yield', 'YieldFrom', 'Await']);

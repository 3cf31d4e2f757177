import type { PythonSource } from '../python-source.ts';
import type { ScopeIndex } from '../scope.ts';
import type { Expression, NodeOf } from '../syntax.ts';
import type { FrameSite } from './frame-sites.ts';
import { builtinName, containerType, hasTupleItems, isPlainIterable } from './plain-container.ts';

type Names = ReadonlySet<string>;

const NOTHING: Names = new Set();

/** The methods that a dict or a set calls on its keys. */
const OF_KEYS: Names = new Set(['__hash__', '__eq__']);

const OF_ITEMS: Names = new Set(['__eq__']);

const OF_INDEX: Names = new Set(['__index__']);

/** Formatting a container shows its items. Some classes have one method under both names. */
const OF_SHOWN: Names = new Set(['__repr__', '__str__']);

/** `dict(rows)` iterates over each row as well. */
const OF_PAIRS: Names = new Set(['__hash__', '__eq__', '__iter__', '__next__', '__getitem__', '__len__']);

const KEYED: ReadonlySet<string> = new Set(['dict', 'set', 'frozenset']);

const TEXTS: ReadonlySet<string> = new Set(['str', 'bytes', 'bytearray']);

/** Types that iterate over what they are given, and the methods that they call on the items. */
const COPIERS: ReadonlyMap<string, Names> = new Map([
  ['dict', OF_PAIRS],
  ['list', NOTHING],
  ['tuple', NOTHING],
  ['set', OF_KEYS],
  ['frozenset', OF_KEYS],
  ['enumerate', NOTHING],
  ['reversed', NOTHING],
  ['zip', NOTHING],
  ['bool', NOTHING],
]);

/**
 * The Python functions that an operation on a plain container can still call, by name: those of its keys and items,
 * never its own (`table[key]` asks the key for its hash). null where the operation may call anything.
 */
export function plainCalls(source: PythonSource, scope: ScopeIndex, { key, node }: FrameSite): Names | null {
  const type = (expression: Expression): string | null => containerType(source, scope, expression);
  const nothingIf = (isPlain: boolean): Names | null => (isPlain ? NOTHING : null);
  switch (node.nodeType) {
    case 'Name':
      return nothingIf(type(node) !== null);
    case 'Attribute':
      return nothingIf(key.startsWith('op:') && type(node.value) !== null);
    case 'Subscript':
      return ofItem(type(node.value), node.slice);
    case 'Compare':
      return ofMembership(node, type);
    case 'BinOp':
      return nothingIf(node.op.nodeType !== 'Mod' && isInert(node.left, type) && isInert(node.right, type));
    case 'AugAssign':
      return nothingIf(node.op.nodeType !== 'Mod' && type(node.target) !== null && isInert(node.value, type));
    case 'UnaryOp':
      return nothingIf(node.op.nodeType === 'Not' && hasPlainTruth(node.operand, type));
    case 'BoolOp':
      return nothingIf(node.values.slice(0, -1).every((value) => hasPlainTruth(value, type))); // the last is not asked
    case 'If':
    case 'While':
    case 'IfExp':
    case 'Assert':
      return nothingIf(hasPlainTruth(node.test, type));
    case 'For':
      return nothingIf(isPlainLoop(source, scope, node));
    case 'Starred':
      return nothingIf(isPlainIterable(source, scope, node.value));
    case 'YieldFrom':
      return nothingIf(node.value !== undefined && isPlainIterable(source, scope, node.value));
    case 'Assign':
      return nothingIf(type(node.value) !== null && node.targets.every(isFlat));
    case 'FormattedValue':
      return type(node.value) === null ? null : OF_SHOWN;
    case 'Call':
      return ofCopy(source, scope, node);
    default:
      return null;
  }
}

type TypeOf = (expression: Expression) => string | null;

/** Whether testing its truth calls nothing: a plain container, or what is True or False already. */
function hasPlainTruth(expression: Expression, type: TypeOf): boolean {
  if (expression.nodeType === 'UnaryOp') return expression.op.nodeType === 'Not';
  if (expression.nodeType === 'BoolOp') return expression.values.every((value) => hasPlainTruth(value, type));
  if (expression.nodeType !== 'Compare') return type(expression) !== null;
  return expression.ops.length === 1 && expression.ops.every(({ nodeType }) => BOOLEAN.has(nodeType));
}

/** Operators whose result is True or False whatever the operands make of them. */
const BOOLEAN: ReadonlySet<string> = new Set(['Is', 'IsNot', 'In', 'NotIn']);

function ofItem(type: string | null, slice: Expression): Names | null {
  if (type === null) return null;
  if (slice.nodeType === 'Constant' || slice.nodeType === 'JoinedStr') return NOTHING;
  return KEYED.has(type) ? OF_KEYS : OF_INDEX;
}

/** A chain of comparisons is not judged: all its operators are one node. */
function ofMembership({ ops, comparators }: NodeOf<'Compare'>, type: TypeOf): Names | null {
  const [op, ...more] = ops;
  const [container] = comparators;
  if (op === undefined || container === undefined || more.length > 0) return null;
  if (op.nodeType !== 'In' && op.nodeType !== 'NotIn') return null;
  const its = type(container);
  if (its === null) return null;
  if (TEXTS.has(its)) return NOTHING;
  return KEYED.has(its) ? OF_KEYS : OF_ITEMS;
}

/** The other side of an operator may be an object with an `__radd__`. */
function isInert(operand: Expression, type: TypeOf): boolean {
  return operand.nodeType === 'Constant' || type(operand) !== null;
}

function isPlainLoop(source: PythonSource, scope: ScopeIndex, { iter, target }: NodeOf<'For'>): boolean {
  const isUnpacking = target.nodeType === 'Tuple' || target.nodeType === 'List';
  if (isUnpacking && !(isFlat(target) && hasTupleItems(source, scope, iter))) return false;
  return isPlainIterable(source, scope, iter);
}

/** `a, b`, and not `a, (b, c)`, which unpacks an item too. */
function isFlat(target: Expression): boolean {
  if (target.nodeType !== 'Tuple' && target.nodeType !== 'List') return true;
  return target.elts.every(({ nodeType }) => nodeType !== 'Tuple' && nodeType !== 'List');
}

function ofCopy(source: PythonSource, scope: ScopeIndex, { func, args, keywords }: NodeOf<'Call'>): Names | null {
  const names = COPIERS.get(builtinName(source, scope, func) ?? '');
  if (names === undefined || keywords.length > 0) return null;
  if (args.length === 0) return NOTHING;
  return args.every((arg) => isPlainIterable(source, scope, arg)) ? names : null;
}

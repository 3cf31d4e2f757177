import { fieldNodes } from '../../../source/child-nodes.ts';
import { dottedText } from '../../../source/dotted-text.ts';
import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';

/** The text of a target, with what stands between brackets: two items of one dict are two targets. */
export function targetText(expression: Expression): string {
  if (expression.nodeType === 'Subscript') return itemText(expression.value, expression.slice);
  if (expression.nodeType === 'Attribute') return `${targetText(expression.value)}.${expression.attr}`;
  return dottedText(expression);
}

function itemText(container: Expression, key: Expression): string {
  return `${targetText(container)}[${sliceText(key)}]`;
}

/** A key as text; of a constant with quotes, of what has no name by its parts: `n % 2` and `n % 3` are two keys. */
export function sliceText(slice: Expression): string {
  if (slice.nodeType === 'Constant') return JSON.stringify(String(slice.value));
  return NAMED.has(slice.nodeType) ? targetText(slice) : partsText(slice);
}

const NAMED: ReadonlySet<SyntaxNode['nodeType']> = new Set(['Name', 'Attribute', 'Subscript'] as const);

function partsText(node: SyntaxNode): string {
  const own = 'id' in node ? node.id : 'attr' in node ? node.attr : 'value' in node ? String(node.value) : '';
  return `${node.nodeType} ${String(own)}(${fieldNodes(node).map(partsText).join(',')})`;
}

/**
 * The text of what an expression gives or copies whole: `rows` of `rows`, `list(rows)`, `rows[:]`, `rows.copy()` and
 * `rows or []`, `groups[key]` of `groups.get(key, [])`.
 */
export function wholeText(expression: Expression): string {
  if (expression.nodeType === 'BoolOp' && expression.values[0] !== undefined) return wholeText(expression.values[0]);
  const copied = copiedBy(expression);
  if (copied !== undefined) return wholeText(copied);
  const key = keyAskedFor(expression);
  if (key !== undefined && expression.nodeType === 'Call' && expression.func.nodeType === 'Attribute') {
    return itemText(expression.func.value, key);
  }
  return targetText(expression);
}

/** `key` of `groups.get(key, [])` */
function keyAskedFor(expression: Expression): Expression | undefined {
  if (expression.nodeType !== 'Call' || expression.func.nodeType !== 'Attribute') return undefined;
  return expression.func.attr === 'get' || expression.func.attr === 'setdefault' ? expression.args[0] : undefined;
}

const CONTAINERS: ReadonlySet<string> = new Set(['list', 'tuple', 'dict', 'set', 'frozenset']);

/** What an expression is a copy of, and nothing more: `rows` of `list(rows)`, `rows[:]`, `rows.copy()`, `copy.copy(rows)`. */
export function copiedBy(expression: Expression): Expression | undefined {
  if (expression.nodeType === 'Subscript') return isWholeSlice(expression.slice) ? expression.value : undefined;
  if (expression.nodeType !== 'Call' || expression.keywords.length > 0) return undefined;
  const { func, args } = expression;
  const [only, ...others] = args;
  if (others.length > 0) return undefined;
  if (func.nodeType === 'Attribute' && func.attr === 'copy') return only ?? func.value;
  const isCopying = func.nodeType === 'Name' && (CONTAINERS.has(func.id) || func.id === 'copy');
  return isCopying && only?.nodeType !== 'Starred' ? only : undefined;
}

function isWholeSlice(slice: Expression): boolean {
  return slice.nodeType === 'Slice' && [slice.lower, slice.upper, slice.step].every((part) => part === undefined);
}

/** The operands of `a + b + c` or `a | b | c`, from the left. */
export function operandsOf(value: Expression, operator: 'Add' | 'BitOr' = 'Add'): readonly Expression[] {
  const operands: Expression[] = [];
  let at = value;
  while (at.nodeType === 'BinOp' && at.op.nodeType === operator) {
    operands.unshift(at.right);
    at = at.left;
  }
  return [at, ...operands];
}

/** Methods that give a new set. */
const SET_METHODS: ReadonlySet<string> = new Set(['union', 'difference', 'symmetric_difference']);

/**
 * What a value is made of that is written out, but for sums: the parts of `f'{t}{x}'`, `[*t, x]`, `{**t, k: x}`, `t | x`,
 * `t - x`, `'%s%s' % (t, x)`, `''.join([t, x])`, `dict(t, k=x)`, `t.union(x)`; and `t` of its copy.
 */
export function partsInside(value: Expression): readonly Expression[] {
  const copied = copiedBy(value);
  if (copied !== undefined) return [copied];
  switch (value.nodeType) {
    case 'JoinedStr':
      return value.values.flatMap((part) => (part.nodeType === 'FormattedValue' ? [part.value] : [part]));
    case 'List':
    case 'Tuple':
    case 'Set':
      return partsOfDisplay(value.elts);
    case 'Dict':
      return value.values.filter((_, at) => value.keys[at] == null);
    case 'BinOp':
      return partsOfOperation(value);
    case 'Call':
      return partsOfCall(value);
    default:
      return [];
  }
}

function partsOfDisplay(items: readonly Expression[]): readonly Expression[] {
  const hasStar = items.some(({ nodeType }) => nodeType === 'Starred');
  return hasStar ? items.map((item) => (item.nodeType === 'Starred' ? item.value : item)) : [];
}

function partsOfOperation(value: NodeOf<'BinOp'>): readonly Expression[] {
  if (value.op.nodeType === 'BitOr') return operandsOf(value, 'BitOr');
  if (value.op.nodeType === 'Sub') return [value.left];
  if (value.op.nodeType !== 'Mod' || !isText(value.left)) return [];
  return value.right.nodeType === 'Tuple' ? value.right.elts : [value.right];
}

function partsOfCall({ func, args, keywords }: NodeOf<'Call'>): readonly Expression[] {
  if (func.nodeType === 'Name' && func.id === 'dict') {
    return [...args, ...keywords.filter(({ arg }) => arg == null).map(({ value }) => value)];
  }
  if (func.nodeType !== 'Attribute') return [];
  if (SET_METHODS.has(func.attr)) return [func.value, ...args];
  if (!isText(func.value)) return [];
  if (func.attr === 'format') return args;
  const [list] = args;
  const isJoin = func.attr === 'join' && (list?.nodeType === 'List' || list?.nodeType === 'Tuple');
  return isJoin ? list.elts : [];
}

function isText(node: Expression): boolean {
  return node.nodeType === 'Constant' && typeof node.value === 'string';
}

import { type Expression, givenValues, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import type { FrameCode } from '../module-code.ts';
import { calledName, resolve, selfName } from '../names.ts';
import { attributesSetLater } from '../steady/set-later.ts';

/** Types written in C of which the same arguments make the same, and as how many items of a dict one takes. */
const MADE: ReadonlyMap<string, number> = new Map([
  ['decimal.Decimal', 8],
  ['datetime.date', 5],
  ['datetime.time', 5],
  ['datetime.datetime', 6],
  ['datetime.timedelta', 8],
]);

/** A table that is written out: its items, and those that are no constants of the code (see {@link MADE}). */
export type WrittenTable = {
  /** What it takes to make it, in items of a dict. */
  readonly items: number;
  /** What its items are made of. */
  readonly leaves: readonly Expression[];
  readonly calls: number;
};

/** `{'I': 1, 'V': 5}`, `[(Decimal('0'), Decimal('0.10')), (LIMIT, Decimal('0.12'))]`; undefined where anything else is in it. */
export function writtenTable(
  table: NodeOf<'Dict' | 'Set' | 'List' | 'Tuple'>,
  frame: FrameCode,
): WrittenTable | undefined {
  const leaves: Expression[] = [];
  const open: Expression[] = [...itemsOf(table)];
  let [items, calls] = [0, 0];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (isDisplay(at)) {
      open.push(...itemsOf(at));
      continue;
    }
    const made =
      at.nodeType === 'Call' ? madeBy(at, frame) : at.nodeType === 'Lambda' ? lambdaOf(at, frame) : undefined;
    if (made === undefined && !isPlain(at, frame)) return undefined;
    items += made?.items ?? 1;
    calls += made === undefined ? 0 : 1;
    leaves.push(...(made?.leaves ?? [at]));
  }
  return { items, leaves, calls };
}

export function isDisplay(node: SyntaxNode): node is NodeOf<'Dict' | 'Set' | 'List' | 'Tuple'> {
  return node.nodeType === 'Dict' || node.nodeType === 'Set' || node.nodeType === 'List' || node.nodeType === 'Tuple';
}

function itemsOf(table: NodeOf<'Dict' | 'Set' | 'List' | 'Tuple'>): readonly Expression[] {
  return table.nodeType === 'Dict' ? [...table.keys.flatMap((key) => key ?? []), ...table.values] : table.elts;
}

/** A constant, a name, `operator.add`, `self.push` */
function isPlain(node: Expression, { module }: FrameCode): boolean {
  if (node.nodeType === 'Attribute') return isDotted(node) && !attributesSetLater(module).has(node.attr);
  return node.nodeType === 'Constant' || node.nodeType === 'Name' || isNumber(node);
}

function isDotted({ value }: NodeOf<'Attribute'>): boolean {
  return value.nodeType === 'Name' || (value.nodeType === 'Attribute' && isDotted(value));
}

/** To make a function, as items of a dict. */
const LAMBDA = 2;

/** `lambda a, b: a + b`: one that uses nothing of the function around it but its object does the same wherever it was made. */
function lambdaOf(made: NodeOf<'Lambda'>, frame: FrameCode): Made | undefined {
  const own = new Set<string>();
  const read = new Set<string>();
  for (const node of walkSyntax(made)) {
    if (node.nodeType === 'Arg') own.add(node.arg);
    else if (node.nodeType === 'Name') (node.ctx.nodeType === 'Load' ? read : own).add(node.id);
  }
  const isFree = (name: string): boolean =>
    own.has(name) || name === selfName(frame) || resolve(name, frame).every(({ frame: at }) => at.parent === null);
  const { defaults, kw_defaults: named } = made.args;
  const leaves = [...defaults, ...named.flatMap((value) => value ?? [])];
  const isOfConstants = leaves.every(({ nodeType }) => nodeType === 'Constant');
  return isOfConstants && [...read].every(isFree) ? { items: LAMBDA, leaves } : undefined;
}

/** `-1` */
function isNumber(node: Expression): boolean {
  return node.nodeType === 'UnaryOp' && node.operand.nodeType === 'Constant';
}

type Made = Pick<WrittenTable, 'items' | 'leaves'>;

function madeBy(call: NodeOf<'Call'>, frame: FrameCode): Made | undefined {
  const items = MADE.get(calledName(call, frame));
  const given = givenValues(call);
  const hasCalls = given.some((value) => [...walkSyntax(value)].some((node) => node.nodeType === 'Call'));
  return items === undefined || given.length === 0 || hasCalls ? undefined : { items, leaves: given };
}

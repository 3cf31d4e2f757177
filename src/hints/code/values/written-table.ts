import { type Expression, givenValues, type NodeOf } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import type { FrameCode } from '../module-code.ts';
import { calledName } from '../names.ts';

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
    const made = at.nodeType === 'Call' ? madeBy(at, frame) : undefined;
    if (made === undefined && at.nodeType !== 'Constant' && at.nodeType !== 'Name' && !isNumber(at)) return undefined;
    items += made?.items ?? 1;
    calls += made === undefined ? 0 : 1;
    leaves.push(...(made?.leaves ?? [at]));
  }
  return { items, leaves, calls };
}

function isDisplay(node: Expression): node is NodeOf<'Dict' | 'Set' | 'List' | 'Tuple'> {
  return node.nodeType === 'Dict' || node.nodeType === 'Set' || node.nodeType === 'List' || node.nodeType === 'Tuple';
}

function itemsOf(table: NodeOf<'Dict' | 'Set' | 'List' | 'Tuple'>): readonly Expression[] {
  return table.nodeType === 'Dict' ? [...table.keys.flatMap((key) => key ?? []), ...table.values] : table.elts;
}

/** `-1` */
function isNumber(node: Expression): boolean {
  return node.nodeType === 'UnaryOp' && node.operand.nodeType === 'Constant';
}

function madeBy(call: NodeOf<'Call'>, frame: FrameCode): Pick<WrittenTable, 'items' | 'leaves'> | undefined {
  const items = MADE.get(calledName(call, frame));
  const given = givenValues(call);
  const isPlain = given.every((value) => [...walkSyntax(value)].every((node) => node.nodeType !== 'Call'));
  return items === undefined || given.length === 0 || !isPlain ? undefined : { items, leaves: given };
}

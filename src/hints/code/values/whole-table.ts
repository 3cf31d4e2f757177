import { type Expression, isComprehension, type NodeOf } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { readsOf } from '../loops/consumption.ts';
import { targetText } from '../loops/copied-whole.ts';
import { type CodeNode, type FrameCode, type LoopNode, nodesOf } from '../module-code.ts';
import { bindingsOf } from '../names.ts';
import { namesBoundBy } from '../steady/invariance.ts';
import { callsTo } from './call-arguments.ts';
import { constantText } from './constant-text.ts';

/** Whether a call of `fetchall`, or of `execute` itself, gives the rows of a query that leaves none of a table out. */
export function givesWholeTable(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  const text = queryOf(call, frame);
  return text !== undefined && WHOLE.test(text) && !CHOOSING.test(text);
}

/** The text of the query, as far as the source says it. */
export function queryOf(call: NodeOf<'Call'>, frame: FrameCode): string | undefined {
  const { func } = call;
  const isFetched = func.nodeType === 'Attribute' && func.attr === 'fetchall';
  const executed = isFetched ? statementBehind(func.value, frame) : executedBy(call);
  return executed === undefined ? undefined : constantText(executed, frame);
}

const WHOLE = /^\s*select\b[\s\S]*\bfrom\s+\w+/i;
const CHOOSING = /\b(?:where|limit|having|distinct|group\s+by)\b/i;

/** What was executed: `db.execute(sql)` itself, `rows` after `rows = db.execute(sql)`, `cursor` after `cursor.execute(sql)`. */
function statementBehind(cursor: Expression, frame: FrameCode): Expression | undefined {
  if (cursor.nodeType === 'Call') return executedBy(cursor);
  const text = targetText(cursor);
  const [only, ...others] = nodesOf(frame, 'Call').filter(
    ({ node: { func } }) => func.nodeType === 'Attribute' && func.attr === 'execute' && targetText(func.value) === text,
  );
  if (only !== undefined) return others.length > 0 ? undefined : executedBy(only.node);
  const [bound, ...more] = cursor.nodeType === 'Name' ? bindingsOf(cursor.id, frame) : [];
  const value = bound?.binding.kind === 'assignment' && more.length === 0 ? bound.binding.value : null;
  return value?.nodeType === 'Call' ? executedBy(value) : undefined;
}

function executedBy({ func, args }: NodeOf<'Call'>): Expression | undefined {
  return func.nodeType === 'Attribute' && func.attr === 'execute' ? args[0] : undefined;
}

/**
 * Whether all that is done with some rows is to choose among them as SQL can: `for row in rows: if row[2] == site: ...`, also
 * by the callers of a function that returns them.
 */
export function areRowsChosen(rows: CodeNode, depth: number = 0): boolean {
  const { node, parent, frame } = rows;
  const around = parent?.node;
  if (around === undefined) return false;
  if (around.nodeType === 'For') return around.iter === node && isChoice(around);
  if (isComprehension(around)) return around.generators[0]?.iter === node && isChoice(around);
  if (around.nodeType === 'Return') return depth === 0 && areAllChosen(callsTo(frame), depth + 1);
  const [target, ...others] = around.nodeType === 'Assign' ? around.targets : [];
  if (target?.nodeType !== 'Name' || others.length > 0 || bindingsOf(target.id, frame).length !== 1) return false;
  return areAllChosen(readsOf(target.id, frame), depth);
}

function areAllChosen(uses: readonly CodeNode[], depth: number): boolean {
  return uses.length > 0 && uses.every((use) => areRowsChosen(use, depth));
}

/** A loop that does nothing with rows which do not pass a test. */
function isChoice(loop: LoopNode): boolean {
  const names = namesBoundBy(loop);
  return testsOf(loop).some((test) => isOfSql(test, names));
}

function testsOf(loop: LoopNode): readonly Expression[] {
  if (isComprehension(loop)) return loop.generators.length === 1 ? (loop.generators[0]?.ifs ?? []) : [];
  const [first, ...others] = loop.body;
  if (first?.nodeType !== 'If' || first.orelse.length > 0) return [];
  return others.length === 0 || first.body[0]?.nodeType === 'Continue' ? [first.test] : [];
}

/** Columns against values, without a call. */
function isOfSql(test: Expression, names: ReadonlySet<string>): boolean {
  if (test.nodeType === 'BoolOp') {
    const isOne = (one: Expression): boolean => isOfSql(one, names);
    return test.op.nodeType === 'And' ? test.values.some(isOne) : test.values.every(isOne);
  }
  if (test.nodeType === 'UnaryOp') return isOfSql(test.operand, names);
  if (test.nodeType !== 'Compare') return false;
  const nodes = [...walkSyntax(test)];
  return (
    nodes.every(({ nodeType }) => nodeType !== 'Call') &&
    nodes.some((node) => node.nodeType === 'Name' && names.has(node.id))
  );
}

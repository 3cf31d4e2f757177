import type { FunctionIndex } from '../../profile/function-keys.ts';
import { functionKey, isBuiltinPlace } from '../../profile/function-name.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { SyntaxNode } from '../../source/syntax.ts';
import { durationText, writeCount, writePercent } from '../amounts.ts';
import type { FrameCode } from '../code/module-code.ts';
import { selfAttribute } from '../code/names.ts';
import { sourceText } from '../code/source-text.ts';
import { callsTo as callSitesOf } from '../code/values/call-arguments.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { callsInto } from '../evidence/times-called.ts';
import { savingByCount } from '../expected-saving.ts';
import { SHARES } from '../level-of-share.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { edgeFinding, shareOfTotal } from '../weigh.ts';

/**
 * A tiny function called for each of very many items
 *
 * ## What it finds
 *
 * A plain function or method that only computes one expression of a few steps and calls nothing, is called from loops
 * of the same file, and takes a good part of the whole time by the number of its calls alone. Calls that a built-in makes
 * (the key of a sort) do not count: there is no loop to write the expression into. Nor does a method that only gives back
 * an attribute: that is how a program was meant to be written, not a place that is slow.
 *
 * ## Why it costs
 *
 * A call in Python makes a frame, binds the arguments and comes back, which takes longer than a few additions.
 *
 * ## Example
 *
 *     for value in data:
 *         total = clamp(total + value)
 *
 * ## Instead
 *
 *     for value in data:
 *         total = (total + value) & 255
 *
 * Or give the function the whole list, so that the loop is inside of it.
 *
 * ## When it does not matter
 *
 * Almost always: a name for an idea is worth more than 30 ns. The profiler makes calls look dearer than they are, often
 * three times; without it the loop gets some 20 to 30 % faster.
 * Nor does a profile show whether the function is worth its name: this is never more than possible (`--level possible`).
 */
export const callOverhead: HintRule = {
  id: 'call-overhead',
  title: 'a tiny function called for each of very many items',
  article: 'built-ins',
  priority: 3,
  fix: 'Write its expression into the loop, or give the function the whole list.',
  callees: [],
  time: ({ ncalls }) => ncalls >= LEAST_CALLS,
  match: (frame) => siteOf(frame),
  weigh,
};

const MOST_NODES = 14;

function siteOf(frame: FrameCode): readonly Site[] {
  const { node } = frame;
  if (node.nodeType !== 'FunctionDef' || node.decorator_list.length > 0 || isSpecial(node.name)) return [];
  const body = node.body.filter((statement) => !isDocstring(statement));
  const [only] = body;
  if (body.length !== 1 || only?.nodeType !== 'Return' || only.value == null) return [];
  if (selfAttribute(only.value, frame) !== null) return [];
  const steps = frame.nodes.filter(({ node: step }) => !isDocstring(step));
  const isLeaf = steps.every(({ node: step }) => LEAF.has(step.nodeType));
  const isTiny = steps.length <= MOST_NODES;
  const at = frame.nodes.find((code) => code.node === only);
  const isInLoop = callSitesOf(frame).some(({ loops }) => loops.length > 0);
  if (!isLeaf || !isTiny || at === undefined || !isInLoop) return [];
  return [{ code: at, subject: sourceText(only, frame) }];
}

const LEAF: ReadonlySet<SyntaxNode['nodeType']> = new Set([
  'Return',
  'BinOp',
  'UnaryOp',
  'BoolOp',
  'Compare',
  'Name',
  'Constant',
  'Subscript',
  'Attribute',
  'IfExp',
  'Tuple',
]);

function isSpecial(name: string): boolean {
  return name.startsWith('__') && name.endsWith('__');
}

function isDocstring(node: SyntaxNode): boolean {
  return node.nodeType === 'Expr' && node.value.nodeType === 'Constant';
}

const LEAST_CALLS = 50_000;

/** What a call takes of its caller's own time under the profiler. */
const CALLING = 1e-7;

/** A call that takes longer does more than its expression says (an operator of some class). */
const MOST_PER_CALL = 3e-7;

function weigh(_: Site, evidence: FrameEvidence): Verdict {
  const { pace, code } = evidence;
  const ncalls = callsFromPython(evidence);
  if (ncalls < LEAST_CALLS) return refused(`${writeCount(ncalls)} calls from Python: not very many`);
  const tottime = evidence.tottime * (ncalls / evidence.ncalls);
  const cost = tottime + ncalls * CALLING * pace;
  const share = shareOfTotal(cost, evidence);
  if (share < SHARES.habit) return refused(`it and its calling are ${writePercent(share)} of the profile`);
  const perCall = tottime / ncalls;
  if (perCall > MOST_PER_CALL * pace)
    return refused(`a call takes ${durationText(perCall)}: it is its work, not the calling`);
  const basis = 'what a call of a function takes without the profiler, which shows several times as much';
  return edgeFinding(
    'possible',
    cost,
    evidence,
    [
      {
        kind: 'edge',
        text: `${writeCount(ncalls)} calls of ${code.scope.qualname}, ${durationText(perCall)} each under the profiler`,
      },
    ],
    savingByCount([{ times: ncalls, step: 'python-call' }], basis, evidence),
  );
}

/** The key of a sort, and what else a built-in calls, cannot be written into a loop. */
function callsFromPython({ table, row, ncalls }: FrameEvidence): number {
  const fromBuiltins = callsInto(row, (caller) => caller < table.length && isBuiltin(table, caller), table);
  return Math.max(0, ncalls - fromBuiltins);
}

function isBuiltin(table: ProfileTable, row: FunctionIndex): boolean {
  const { file, line } = functionKey(table, row);
  return isBuiltinPlace(table.strings.text(file), line);
}

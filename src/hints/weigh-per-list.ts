import { writeCount } from './amounts.ts';
import { depthOfMaking } from './code/loops/searched-once.ts';
import { type CodeNode, resumption } from './code/module-code.ts';
import { methodCalled } from './code/names.ts';
import { type FrameEvidence, sumCallsTo } from './evidence/frame-evidence.ts';
import { passesOf } from './evidence/passes.ts';
import { type Refusal, refused } from './rule.ts';

/** A Counter of all items takes as long as so many searches of `count`, the places of all as at least so many of `index`. */
const SEARCHES_OF_TABLE: ReadonlyMap<string, number> = new Map([
  ['count', 8],
  ['index', 20],
]);

/** A table of a list that is made anew for a few searches takes longer than they do, however long the list. */
export function tooFewPerList(
  method: string,
  { node, loops, frame }: CodeNode,
  evidence: FrameEvidence,
): Refusal | undefined {
  const list = node.nodeType === 'Call' ? methodCalled(node, frame)?.receiver : undefined;
  const depth = list === undefined ? undefined : depthOfMaking(list, frame);
  if (depth === undefined || resumption(frame) !== null) return undefined;
  const around = loops[depth - 1];
  const lists = around === undefined ? evidence.ncalls : passesOf(around, evidence)?.least;
  const searches = sumCallsTo(evidence, [`list.${method}`, `tuple.${method}`]).ncalls;
  if (lists === undefined || searches >= (SEARCHES_OF_TABLE.get(method) ?? 0) * lists) return undefined;
  return refused(`${writeCount(searches)} searches in ${writeCount(lists)} lists: a table for each would take longer`);
}

import { lineOf, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { type CodeNode, type FrameCode, groupBy, nodesOf } from '../code/module-code.ts';
import { bareName } from '../code/names.ts';
import { callsByBareName, type FrameEvidence } from './frame-evidence.ts';
import { callsByName, isAlwaysReached, mayFailBefore, type Passes } from './passes.ts';
import { seenCallsIn } from './reached.ts';

/** A call that stands nowhere else in the function, and how often it was made. */
export type Told = { readonly times: number; readonly by: string };

/** How often a handler ran, told by a call in it, or by one that comes only where nothing was raised. */
export function timesRaised(site: CodeNode, passes: Passes | undefined, evidence: FrameEvidence): Told | undefined {
  if (site.node.nodeType !== 'Try') return undefined;
  for (const handler of site.node.handlers) {
    for (const call of lonelyCalls(evidence.code).get(handler) ?? []) {
      const by = bareName(call.node, evidence.code);
      const { ncalls } = callsByBareName(evidence, [by]);
      // a loop of the handler makes it more often than the handler runs
      const isOnce = call.loops.length === site.loops.length && isAlwaysReached(call, handler);
      if (ncalls > 0 && isOnce) return { times: ncalls, by: `calls of ${by} in it` };
    }
  }
  if (passes?.isExact !== true) return undefined;
  const done = callsIfNothingIsRaised(site.node, site, evidence.code)[0];
  if (done === undefined) return undefined;
  const by = bareName(done.node, evidence.code);
  const times = Math.max(0, passes.least - callsByBareName(evidence, [by]).ncalls);
  return { times, by: `the calls of ${by} that are missing` };
}

/** Each pass comes to them, but for those in which something is raised before. */
function callsIfNothingIsRaised(
  { body, orelse }: NodeOf<'Try'>,
  site: CodeNode,
  frame: FrameCode,
): readonly CodeNode<NodeOf<'Call'>>[] {
  const steps = [...body, ...orelse];
  const isStraight = steps.every(({ nodeType }) => SIMPLE.has(nodeType));
  if (!isStraight || !isAlwaysReached(site, site.loops.at(-1) ?? null) || mayLeaveBefore(site, frame)) return [];
  const names = namesOnce(frame);
  return steps
    .flatMap((step) => seenCallsIn(step, frame))
    .filter(
      (call) => names.has(bareName(call.node, frame)) && (call.parent?.node !== body[0] || mayFailBefore(call.node)),
    );
}

const SIMPLE: ReadonlySet<SyntaxNode['nodeType']> = new Set([
  'Expr',
  'Assign',
  'AugAssign',
  'AnnAssign',
  'Return',
  'Pass',
]);

/** `if not text: continue` above: then a pass without the call is not one that raised. */
function mayLeaveBefore(site: CodeNode, frame: FrameCode): boolean {
  const leaving = [...nodesOf(frame, 'Continue'), ...nodesOf(frame, 'Break'), ...nodesOf(frame, 'Return')];
  return leaving.some(({ node }) => lineOf(node) < lineOf(site.node));
}

/** What a function calls in one place only. */
export const namesOnce: (frame: FrameCode) => ReadonlySet<string> = oncePer((frame: FrameCode): ReadonlySet<string> => {
  return new Set([...callsByName(frame)].flatMap(([name, calls]) => (name !== '' && calls.length === 1 ? [name] : [])));
});

/** By the innermost handler around it: each call of what is called nowhere else in the function. */
const lonelyCalls = oncePer((frame: FrameCode) => {
  const lonely = [...callsByName(frame)].flatMap(([name, calls]) => (name !== '' && calls.length === 1 ? calls : []));
  return groupBy(lonely, (call) => handlersAround(call).slice(0, 1));
});

/** From the innermost. */
function handlersAround(code: CodeNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let at: CodeNode | null = code; at !== null; at = at.parent) {
    if (at.node.nodeType === 'ExceptHandler') found.push(at.node);
  }
  return found;
}

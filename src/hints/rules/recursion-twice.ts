import {
  type Expression,
  isComprehension,
  isFunctionNode,
  lineOf,
  type NodeOf,
  type SyntaxNode,
} from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { writeCount, writePercent } from '../amounts.ts';
import { type CodeNode, type FrameCode, groupBy, nodesOf } from '../code/module-code.ts';
import { bindingsOf } from '../code/names.ts';
import { isPureFrame, isRecursiveCall } from '../code/pure-frame.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { savingOfFunction } from '../expected-saving.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { shareOfTotal } from '../weigh.ts';

/**
 * A recursion that computes the same part twice
 *
 * ## What it finds
 *
 * A function or method that walks a structure, changes nothing, and has the same call of itself twice on one way through its
 * body: `depth(node.left)` in a condition and again in the result.
 *
 * ## Why it costs
 *
 * Each level doubles the calls for all levels below it: a tree of n levels takes two to the power of n calls, where one call
 * for each node would do.
 *
 * ## Example
 *
 *     def depth(node):
 *         if node is None:
 *             return 0
 *         return 1 + (depth(node.left) if depth(node.left) > depth(node.right) else depth(node.right))
 *
 * ## Instead
 *
 *     def depth(node):
 *         if node is None:
 *             return 0
 *         left, right = depth(node.left), depth(node.right)
 *         return 1 + (left if left > right else right)
 *
 * ## When it does not matter
 *
 * In structures of two or three levels.
 */
export const recursionTwice: HintRule = {
  id: 'recursion-twice',
  title: 'a recursion that computes the same part twice',
  article: 'evaluations-outside-loop',
  priority: 1,
  fix: 'Keep the result of the call in a local name.',
  callees: [],
  match: (frame) => siteOf(frame),
  weigh,
};

type Call = CodeNode<NodeOf<'Call'>>;

function siteOf(frame: FrameCode): readonly Site[] {
  const { node } = frame;
  if (!isFunctionNode(node) || node.decorator_list.some(({ nodeType }) => nodeType !== 'Name')) return [];
  const calls = nodesOf(frame, 'Call').filter((call) => isRecursiveCall(call.node, frame) && isOfPart(call.node));
  const alike = [...groupBy(calls, (call) => [sourceText(call.node, frame)]).values()];
  const again = alike.flatMap((same) => same.slice(1).filter((later) => isKnownBy(same[0]!, later, frame)));
  const [first] = again;
  if (first === undefined || node.decorator_list.some(isCaching) || !isPureFrame(frame)) return [];
  const lines = [
    ...new Set(alike.filter((same) => same.length > 1).flatMap((same) => same.map((one) => lineOf(one.node)))),
  ];
  const call = shortText(first.node, frame);
  return [
    { code: first, subject: call, lines, fix: { text: `Keep what ${call} gives in a local name, and use that.` } },
  ];
}

function isCaching(decorator: Expression): boolean {
  return decorator.nodeType === 'Name' && /cache|memo/i.test(decorator.id);
}

/** `depth(node.left)`, `node.left.depth()`, `sum_of(pair[0])` */
function isOfPart({ func, args }: NodeOf<'Call'>): boolean {
  const given = [...args, ...(func.nodeType === 'Attribute' ? [func.value] : [])];
  return given.some((one) =>
    [...walkSyntax(one)].some((node) => node.nodeType === 'Attribute' || node.nodeType === 'Subscript'),
  );
}

/** Whoever comes to the later call has made the first, and nothing in it has been bound since. */
function isKnownBy(first: Call, later: Call, frame: FrameCode): boolean {
  const arms = new Set(armsAround(later));
  if (first.loops.at(-1) !== later.loops.at(-1) || !armsAround(first).every((arm) => arms.has(arm))) return false;
  const names = [...walkSyntax(first.node)].flatMap((node) => (node.nodeType === 'Name' ? [node.id] : []));
  return names.every((name) => bindingsOf(name, frame).every(({ binding }) => binding.line <= lineOf(first.node)));
}

/** The lists of statements and the expressions around a node that run only sometimes, each by what stands first in it. */
function armsAround(code: CodeNode): readonly SyntaxNode[] {
  const arms: SyntaxNode[] = [];
  for (let at: CodeNode = code; at.parent !== null; at = at.parent) {
    const arm = armOf(at.node, at.parent.node);
    if (arm !== undefined) arms.push(arm);
  }
  return arms;
}

function armOf(child: SyntaxNode, parent: SyntaxNode): SyntaxNode | undefined {
  switch (parent.nodeType) {
    case 'IfExp':
    case 'If':
    case 'While':
      return parent.test === child ? undefined : firstBeside(child, parent);
    case 'BoolOp':
      return parent.values[0] === child ? undefined : child;
    case 'Try':
    case 'ExceptHandler':
    case 'MatchCase':
    case 'Lambda':
      return child;
    default:
      return isComprehension(parent) ? child : undefined;
  }
}

function firstBeside(child: SyntaxNode, parent: NodeOf<'IfExp' | 'If' | 'While'>): SyntaxNode {
  if (parent.nodeType === 'IfExp') return child;
  const isIn = (statements: readonly SyntaxNode[]): boolean => statements.includes(child);
  return (isIn(parent.body) ? parent.body[0] : parent.orelse[0]) ?? child;
}

const LEAST_CALLS = 1000;
const LEAST_PER_RUN = 20;
const LEAST_SHARE = 0.05;

const BASIS = 'each level doubles the calls; how many levels there are the profile does not show';

function weigh(_: Site, evidence: FrameEvidence): Verdict {
  const { ncalls, primitiveCalls, cumtime, code } = evidence;
  const counted = `${writeCount(ncalls)} calls of ${code.scope.qualname} for ${writeCount(primitiveCalls)} from outside`;
  if (ncalls < LEAST_CALLS || ncalls < LEAST_PER_RUN * primitiveCalls) return refused(`${counted}: few levels`);
  const share = shareOfTotal(cumtime, evidence);
  if (share < LEAST_SHARE) return refused(`the function is ${writePercent(share)} of the profile`);
  return {
    verdict: 'reported',
    level: 'likely',
    cost: cumtime,
    share,
    of: 'edge',
    evidence: [{ kind: 'edge', text: `${counted}: ${writePercent(share)} of the profile` }],
    saving: savingOfFunction(cumtime, { least: 0.4, most: 1 }, BASIS, evidence),
  };
}

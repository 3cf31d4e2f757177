import { isFunctionNode, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { type CodeNode, type FrameCode, groupBy, nodesOf } from '../code/module-code.ts';
import { resolve } from '../code/names.ts';
import { callsByBareName, type FrameEvidence } from './frame-evidence.ts';
import { calleeNames } from './passes.ts';

/**
 * Whether the branch in which a node stands was certainly never taken: it makes a call that a profile would show, and
 * the profile has none. Branches without such calls say nothing.
 */
export function isNeverReached(code: CodeNode, evidence: FrameEvidence): boolean {
  for (let at = code; at.parent !== null; at = at.parent) {
    const branch = branchOf(at.node, at.parent.node);
    if (branch !== null && hasMissingCall(at.node, branch, evidence)) return true;
  }
  return false;
}

/** The statements that run together with a child of an `if`, a loop or a handler. */
export function branchOf(child: SyntaxNode, parent: SyntaxNode): readonly SyntaxNode[] | null {
  if (parent.nodeType === 'If' || parent.nodeType === 'For' || parent.nodeType === 'While') {
    return [parent.body, parent.orelse].find((body) => body.some((node) => node === child)) ?? null;
  }
  if (parent.nodeType === 'ExceptHandler' || parent.nodeType === 'MatchCase') return parent.body;
  return null;
}

/** Of the statements of a branch: the first that has a call which was not made, and where after each something may leave. */
type Ways = { readonly missing: number; readonly leaves: ReadonlyMap<SyntaxNode, number> };

const waysOf = oncePer((_: FrameEvidence) => new Map<readonly SyntaxNode[], Ways>());

/** What ran if the statement did: all before it, and what follows until something may go on or leave. */
function hasMissingCall(statement: SyntaxNode, branch: readonly SyntaxNode[], evidence: FrameEvidence): boolean {
  const known = waysOf(evidence);
  const ways = known.get(branch) ?? findWays(branch, evidence);
  known.set(branch, ways);
  return ways.missing <= (ways.leaves.get(statement) ?? branch.length - 1);
}

/** Once for each branch: it may have thousands of statements. */
function findWays(branch: readonly SyntaxNode[], evidence: FrameEvidence): Ways {
  const hasMissing = (one: SyntaxNode): boolean =>
    seenCallsIn(one, evidence.code).some((call) => !wasCalled(call, evidence));
  const found = branch.findIndex(hasMissing);
  const leaves = new Map<SyntaxNode, number>();
  let next = branch.length - 1;
  for (const [at, statement] of [...branch.entries()].reverse()) {
    if (mayLeave(statement)) next = at;
    leaves.set(statement, next);
  }
  return { missing: found < 0 ? branch.length : found, leaves };
}

export function mayLeave(statement: SyntaxNode): boolean {
  return [...walkSyntax(statement)].some(({ nodeType }) => LEAVING.has(nodeType));
}

const LEAVING: ReadonlySet<SyntaxNode['nodeType']> = new Set(['Continue', 'Break', 'Return', 'Raise']);

/** The calls that a statement makes whenever it runs to its end, and that a profile would show under their own names. */
export function seenCallsIn(statement: SyntaxNode, frame: FrameCode): readonly CodeNode<NodeOf<'Call'>>[] {
  return (straightCalls(frame).get(statement) ?? []).filter(isSeen);
}

/** The calls of each statement with nothing between that would decide about them. */
const straightCalls = oncePer((frame: FrameCode) =>
  groupBy(nodesOf(frame, 'Call'), (call) => {
    let at: CodeNode | null = call;
    while (at !== null && STRAIGHT.has(at.node.nodeType)) at = at.parent;
    return at !== null && SIMPLE.has(at.node.nodeType) ? [at.node] : [];
  }),
);

const SIMPLE: ReadonlySet<SyntaxNode['nodeType']> = new Set(['Expr', 'Assign', 'AugAssign']);

const STRAIGHT: ReadonlySet<SyntaxNode['nodeType']> = new Set([
  'Call',
  'Attribute',
  'BinOp',
  'Subscript',
  'Tuple',
  'List',
  'Keyword',
  'Compare',
]);

/** Methods of built-in types: nothing but a call of exactly that name can come of them. */
const KNOWN_METHODS: ReadonlySet<string> = new Set(
  `append extend insert pop add update setdefault get join strip split splitlines startswith endswith lower upper replace
  encode decode write readline readlines format items keys values remove sort index count`.split(/\s+/),
);

const KNOWN_FUNCTIONS: ReadonlySet<string> = new Set(
  'abs all any ascii chr divmod format getattr hasattr hash isinstance iter len max min next ord pow print repr round setattr sorted sum'.split(
    ' ',
  ),
);

/** Whether a profile would show the call under its own name: a known method or built-in, or a function of the same file. */
function isSeen({ node, frame }: CodeNode<NodeOf<'Call'>>): boolean {
  if (node.func.nodeType === 'Attribute') return KNOWN_METHODS.has(node.func.attr);
  if (node.func.nodeType !== 'Name') return false;
  const [only, ...others] = resolve(node.func.id, frame);
  if (only === undefined) return KNOWN_FUNCTIONS.has(node.func.id);
  if (others.length > 0 || !isFunctionNode(only.binding.node)) return false;
  return only.binding.node.decorator_list.length === 0;
}

function wasCalled({ node }: CodeNode<NodeOf<'Call'>>, evidence: FrameEvidence): boolean {
  const names = calleeNames(node, evidence.code);
  // the calls of a function by itself are no edge of it here
  const isOwn = names.includes(evidence.code.scope.name) && evidence.ncalls > evidence.primitiveCalls;
  return isOwn || callsByBareName(evidence, names).ncalls > 0;
}

import type { NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { writePercent } from '../amounts.ts';
import { readsOf } from '../code/loops/consumption.ts';
import { type CodeNode, type FrameCode, groupBy, nodesOf } from '../code/module-code.ts';
import { bareName, bindingsOf, calledName, statementAround } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
import { savingOfCallsTo } from '../expected-saving.ts';
import { levelOfShare, SHARES } from '../level-of-share.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { edgeFinding, edgeLine, isRepeated, NOT_REPEATED, shareOfTotal } from '../weigh.ts';

/**
 * A message that is made before it is needed
 *
 * ## What it finds
 *
 * A name that is bound to something dear (`pprint.pformat(...)`, `'\n'.join(difflib.unified_diff(...))`, `json.dumps(...)`) and read
 * only where an exception is raised: `message = ...; if actual != expected: raise Failure(message)`, or in an `assert`, also
 * over several names of which one is made of the other, where the calls take 5 % of the time or more.
 *
 * ## Why it costs
 *
 * Python makes the text before it asks whether anybody will read it. A check that holds throws it away.
 *
 * ## Example
 *
 *     message = pprint.pformat(actual)
 *     if actual != expected:
 *         raise AssertionError(message)
 *
 * ## Instead
 *
 *     if actual != expected:
 *         raise AssertionError(pprint.pformat(actual))
 *
 * ## When it does not matter
 *
 * Where the check fails most of the time: how often it raises is in no profile. And where the check changes what the
 * message shows, it has to be made before.
 */
export const earlyMessage: HintRule = {
  id: 'early-message',
  title: 'a message that is made before it is needed',
  article: 'beyond',
  priority: 2,
  fix: 'Make the message where it is raised, below the test.',
  callees: [
    'pprint.pformat',
    'str.join',
    'json.dumps',
    'difflib.unified_diff',
    'difflib.ndiff',
    'builtins.repr',
    'repr',
  ],
  time: 'known',
  match: (frame) => siteOf(frame),
  weigh,
};

type Bound = CodeNode<NodeOf<'Assign'>>;

/** One place for a function: what is bound first of all that only an exception needs. */
function siteOf(frame: FrameCode): readonly Site[] {
  const first = messagesOf(frame).find((code) => callsIn(code).length > 0);
  return first === undefined ? [] : [{ code: first, subject: shortText(first.node, frame) }];
}

/** From the last to the first, since one message is made of the others before it. */
const messagesOf = oncePer((frame: FrameCode): readonly Bound[] => {
  const found: Bound[] = [];
  const values = new Set<SyntaxNode>();
  for (const code of [...nodesOf(frame, 'Assign')].reverse()) {
    if (!isForExceptions(code, values, frame)) continue;
    found.unshift(code);
    values.add(code.node);
  }
  return found;
});

function isForExceptions(code: Bound, values: ReadonlySet<SyntaxNode>, frame: FrameCode): boolean {
  const [target, ...others] = code.node.targets;
  if (target?.nodeType !== 'Name' || others.length > 0 || bindingsOf(target.id, frame).length > 1) return false;
  const reads = readsOf(target.id, frame);
  const isRead = reads.length > 0 && reads.every((one) => one.frame === frame && isReadForException(one, values, code));
  return isRead && callsIn(code).every(({ node }) => MAKING.has(calledName(node, frame)));
}

/** What makes a text and does nothing else: the answer of a server that is only shown where it is bad was asked for. */
const MAKING: ReadonlySet<string> = new Set(
  `pprint.pformat difflib.unified_diff difflib.context_diff difflib.ndiff json.dumps repr str list sorted map len zip vars
  reprlib.repr ast.dump textwrap.indent textwrap.dedent textwrap.fill textwrap.shorten dataclasses.asdict .join .format .splitlines
  .items .keys .values .rstrip .strip .ljust .rjust traceback.format_stack`.split(/\s+/),
);

/** It stands in a `raise` below an `if` that comes after the message, in the message of an `assert`, or in another message. */
function isReadForException(read: CodeNode, values: ReadonlySet<SyntaxNode>, message: Bound): boolean {
  let isRaised = false;
  for (let at = read; at.parent !== null; at = at.parent) {
    const around = at.parent.node;
    if (values.has(around)) return true;
    if (around.nodeType === 'Assert') return around.test !== at.node;
    if (around.nodeType === 'Raise') isRaised = true;
    if (around.nodeType === 'If') return isRaised && around.test !== at.node && !isWithin(message, new Set([around]));
  }
  return false;
}

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
  const names = namesCalledFor(evidence.code);
  const callees = evidence.calls.flatMap(({ name: { full, bare } }) => (full !== '' && names.has(bare) ? [full] : []));
  const known = [...new Set(callees)];
  const { ncalls, cumtime } = sumCallsTo(evidence, known);
  const share = shareOfTotal(cumtime, evidence);
  const level = levelOfShare('likely', share, SHARES.sure);
  if (level === undefined) return refused(`what makes the message is ${writePercent(share)} of the profile`);
  const basis = 'all of it where the check hardly ever fails; the profile does not tell how often it raises';
  const lines = [edgeLine([...names].join(', '), ncalls, cumtime, evidence)];
  return edgeFinding(level, cumtime, evidence, lines, savingOfCallsTo(known, null, basis, evidence));
}

/** What is called for messages and for nothing else in the function. */
function namesCalledFor(frame: FrameCode): ReadonlySet<string> {
  const messages = new Set<SyntaxNode>(messagesOf(frame).map(({ node }) => node));
  const names = new Set<string>();
  const elsewhere = new Set<string>();
  for (const call of nodesOf(frame, 'Call')) {
    const name = bareName(call.node, frame);
    (isWithin(call, messages) ? names : elsewhere).add(name);
  }
  return new Set([...names].filter((name) => name !== '' && !elsewhere.has(name)));
}

const callsByMessage = oncePer((frame: FrameCode) =>
  groupBy(nodesOf(frame, 'Call'), (call) => {
    const { node } = statementAround(call);
    return node.nodeType === 'Assign' ? [node] : [];
  }),
);

function callsIn({ node, frame }: Bound): readonly CodeNode<NodeOf<'Call'>>[] {
  return callsByMessage(frame).get(node) ?? [];
}

function isWithin(code: CodeNode, nodes: ReadonlySet<SyntaxNode>): boolean {
  for (let at: CodeNode | null = code; at !== null; at = at.parent) if (nodes.has(at.node)) return true;
  return false;
}

import { type Expression, lineOf, type NodeOf } from '../../source/syntax.ts';
import { nameOfValue } from '../code/free-name.ts';
import { isConstant, readsOf } from '../code/loops/consumption.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { bindingsOf } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { callsNamed, isInvariantIn, loopThatRepeats } from '../code/steady/invariance.ts';
import { argumentsFor } from '../code/values/call-arguments.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { SHARES } from '../level-of-share.ts';
import type { HintRule, Site, Verdict } from '../rule.ts';
import { atMostLikely, weighEdge } from '../weigh.ts';

/**
 * A SequenceMatcher that does more than each comparison needs
 *
 * ## What it finds
 *
 * `difflib.SequenceMatcher(None, word, name)` in a loop where one of the two sequences is the same in each pass, or its callers'
 * loop. Also `ratio() > limit` in a function that asks for neither of the bounds.
 *
 * ## Why it costs
 *
 * A matcher writes an index of its second sequence before it compares anything. It keeps that index while only the first
 * sequence changes. `ratio()` looks for the longest common part again and again; `real_quick_ratio()` looks at the lengths alone and
 * `quick_ratio()` counts items, and neither is ever below it.
 *
 * ## Example
 *
 *     for name in names:
 *         score = difflib.SequenceMatcher(None, word, name).ratio()
 *
 * ## Instead
 *
 *     matcher = difflib.SequenceMatcher(b=word)
 *     for name in names:
 *         matcher.set_seq1(name)
 *         score = matcher.ratio()
 *
 * Where only good scores count, as in `difflib.get_close_matches`:
 *
 *     if matcher.real_quick_ratio() > least and matcher.quick_ratio() > least and matcher.ratio() > least:
 *         found.append(name)
 *
 * ## When it does not matter
 *
 * Where `ratio()` itself takes most of the time and nearly all pairs are alike. It may differ a little if the sequences change places.
 */
export const sequenceMatcher: HintRule = {
  id: 'sequence-matcher',
  title: 'a SequenceMatcher that does more than each comparison needs',
  article: 'evaluations-outside-loop',
  priority: 3,
  fix: 'Make it once with the sequence that stays as the second, and change the first with set_seq1().',
  callees: ['difflib.__init__', 'difflib.ratio'],
  time: 'callees',
  match: (frame) => callsNamed(frame, MATCHER).flatMap((code) => surestSite(code, frame) ?? []),
  weigh: (site, evidence) => (site.variant === RATIO ? weighRatio(site, evidence) : weighMade(site, evidence)),
};

const RATIO = 'ratio';

function weighMade(site: Site, evidence: FrameEvidence): Verdict {
  return weighEdge(site, evidence, {
    callees: ['difflib.__init__'],
    called: 'difflib.SequenceMatcher',
    time: 'whole',
    leastCalls: 50,
    gain: 'sequence-matcher/made',
  });
}

/** How many pairs the bounds settle only the data say: no ratio can be measured. */
function weighRatio(site: Site, evidence: FrameEvidence): Verdict {
  return atMostLikely(
    weighEdge(site, evidence, {
      callees: ['difflib.ratio'],
      called: 'ratio() of difflib',
      time: 'whole',
      leastCalls: 50,
      leastShare: SHARES.sure,
      gain: null,
      whatRemains: 'the calls for pairs that one of the bounds rules out',
    }),
  );
}

const MATCHER: ReadonlySet<string> = new Set(['difflib.SequenceMatcher']);

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const [first, second] = [givenAs('a', 1, code.node), givenAs('b', 2, code.node)];
  if (first === undefined || second === undefined) return undefined;
  const isSame = (one: Expression): boolean =>
    code.loops.length === 0 ? isGivenAgain(one, frame) : code.loops.some((loop) => isInvariantIn(one, loop, frame));
  const steady = [second, first].find(isSame);
  const asked = methodsAsked(code, frame);
  if (steady === undefined || asked === undefined) return undefined;
  // the other way round only the ratios are as good as the same
  const isTurned = steady === first;
  if (isTurned && !asked.every((name) => RATIOS.has(name))) return undefined;
  const other = sourceText(isTurned ? second : first, frame);
  const before = shortText(code.node, frame);
  const matcher = nameOfValue(code, 'matcher');
  const made = `${matcher} = ${sourceText(code.node.func, frame)}(${argumentsOf(code.node, steady, frame)})  # before the loop`;
  const turned = isTurned ? ' The two change places, so that a ratio may differ a little.' : '';
  const text = `Make it once, before the loop.${turned}`;
  if (code.loops.length === 0) return { code, subject: before, fix: { text: `${AT_CALLERS}${turned}` } };
  if (code.within.length > 0) return { code, subject: before, fix: { text: `${text} ${AS_A_LOOP}` } };
  return { code, subject: before, fix: { text, before, after: `${made}\n${matcher}.set_seq1(${other})\n${matcher}` } };
}

/** A matcher that the loop around makes anew is one for sure; of what callers give, the ratio costs more than the making. */
function surestSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const [made, bound] = [siteOf(code, frame), boundSite(code, frame)];
  return code.loops.length > 0 ? (made ?? bound) : (bound ?? made);
}

/** `SequenceMatcher(None, a, b).ratio() >= least`: what no bound reaches need not be worked out. */
function boundSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const isAsked = nodesOf(frame, 'Attribute').some(({ node }) => BOUNDS.has(node.attr));
  const asked = isAsked ? undefined : ratioOf(code, frame);
  const compared = asked?.parent;
  if (asked === undefined || compared?.node.nodeType !== 'Compare') return undefined;
  const [operator, ...others] = compared.node.ops;
  if (operator === undefined || others.length > 0 || !ORDERS.has(operator.nodeType)) return undefined;
  const subject = shortText(compared.node, frame);
  return { code: asked, subject, variant: RATIO, fix: { text: ASK_BOUNDS }, lines: [lineOf(asked.node)] };
}

const BOUNDS: ReadonlySet<string> = new Set(['quick_ratio', 'real_quick_ratio']);
/** Who looks for what is alike looks at much that is not. */
const ORDERS: ReadonlySet<string> = new Set(['Gt', 'GtE']);
const ASK_BOUNDS =
  'Ask real_quick_ratio() and then quick_ratio() of the same matcher against the limit first: both are cheap, and ratio() is never above them.';

/** The one call of `ratio()` on the matcher that a call makes, there or by its name. */
function ratioOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): CodeNode<NodeOf<'Call'>> | undefined {
  const target = code.parent?.node.nodeType === 'Assign' ? code.parent.node.targets[0] : undefined;
  const isMeant = (one: Expression): boolean =>
    one === code.node ||
    (one.nodeType === 'Name' &&
      target?.nodeType === 'Name' &&
      one.id === target.id &&
      bindingsOf(one.id, frame).length === 1);
  const [only, ...others] = nodesOf(frame, 'Call').filter(
    ({ node: { func } }) => func.nodeType === 'Attribute' && func.attr === RATIO && isMeant(func.value),
  );
  return others.length > 0 ? undefined : only;
}

const AT_CALLERS = 'Its callers give it the same one in each pass: make it there, before their loop.';

/** An argument that every call of the file gives it in a loop, and the same in each pass of one. */
function isGivenAgain(value: Expression, frame: FrameCode): boolean {
  if (value.nodeType !== 'Name' || bindingsOf(value.id, frame).length > 1) return false;
  const given = argumentsFor(value.id, frame);
  return (
    given.length > 0 && given.every(({ value: one, call }) => call !== null && loopThatRepeats(one, call) !== undefined)
  );
}

const AS_A_LOOP = 'Write the comprehension as a loop, which calls set_seq1() before it asks.';

const RATIOS: ReadonlySet<string> = new Set(['ratio', 'quick_ratio', 'real_quick_ratio']);

/** The sequence that stays, and what else was given: what is junk, and whether that is guessed. */
function argumentsOf(call: NodeOf<'Call'>, steady: Expression, frame: FrameCode): string {
  const junk = givenAs('isjunk', 0, call);
  const guess = givenAs('autojunk', 3, call);
  const isNone = junk === undefined || isConstant(junk, null);
  return [
    ...(isNone ? [] : [sourceText(junk, frame)]),
    `b=${sourceText(steady, frame)}`,
    ...(guess === undefined ? [] : [`autojunk=${sourceText(guess, frame)}`]),
  ].join(', ');
}

/** What is asked of it before the next one is made; undefined where it is kept or handed on, so that each must be its own. */
function methodsAsked(code: CodeNode, frame: FrameCode): readonly string[] | undefined {
  const { node, parent } = code;
  if (parent?.node.nodeType === 'Attribute') return [parent.node.attr];
  const target = parent?.node.nodeType === 'Assign' && parent.node.value === node ? parent.node.targets[0] : undefined;
  if (target?.nodeType !== 'Name' || bindingsOf(target.id, frame).length > 1) return undefined;
  const reads = readsOf(target.id, frame).map((read) => read.parent?.node);
  const asked = reads.flatMap((use) => (use?.nodeType === 'Attribute' ? [use.attr] : []));
  return asked.length === reads.length ? asked : undefined;
}

function givenAs(name: string, at: number, { args, keywords }: NodeOf<'Call'>): Expression | undefined {
  return keywords.find(({ arg }) => arg === name)?.value ?? args[at];
}

import { type Expression, isComprehension, lineOf, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { writeCount } from '../amounts.ts';
import { asksEnd, usesOfGrown } from '../code/loops/end-asked.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { bindingsOf } from '../code/names.ts';
import { sourceText } from '../code/source-text.ts';
import type { ValueKind } from '../code/values/known-results.ts';
import { kindOf } from '../code/values/value-kind.ts';
import { type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
import { appendsIn } from '../evidence/items-put.ts';
import { mostObjectsWith } from '../evidence/objects-made.ts';
import { timesCalledFrom } from '../evidence/time-spent.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { bytesOfItem, DICT, LEAST_BYTES, weighKept } from '../weigh-kept.ts';

/**
 * A list that keeps all, and of which only the end is asked
 *
 * ## What it finds
 *
 * An attribute or name that begins as an empty list and to which very much is appended, of which nothing is ever taken out, and
 * of which its file asks only the last items (`self.sent[-20:]`, `self.frames[-1]`) or their number, or nothing at all. Also
 * one of records, dicts or tuples, of which only one number is asked, the largest or the sum of a part:
 * `max(entry['queue'] for entry in self.log)`.
 *
 * ## Why it costs
 *
 * Every item stays alive as long as its object: memory grows with the work that was done, until the end of the program.
 *
 * ## Example
 *
 *     class Client:
 *         def __init__(self):
 *             self.sent = []
 *
 *         def send(self, frame):
 *             self.sent.append(frame)
 *
 *         def again(self):
 *             return self.sent[-20:]
 *
 * ## Instead
 *
 *     class Client:
 *         def __init__(self):
 *             self.sent = collections.deque(maxlen=20)
 *
 *         def send(self, frame):
 *             self.sent.append(frame)
 *
 *         def again(self):
 *             return list(self.sent)
 *
 * A `deque` has no slices, but its last item is `[-1]` as well. Where only the number is asked, count it;
 * where the largest is, keep `self.longest = max(self.longest, queue)` at each step.
 *
 * ## When it does not matter
 *
 * For some ten thousand small items, and where another file reads the list: only its own file is looked at.
 */
export const keptList: HintRule = {
  id: 'kept-list',
  title: 'a list that keeps all, and of which only the end is asked',
  article: 'beyond',
  priority: 2,
  fix: 'Keep only what is asked: collections.deque(maxlen=n) for the last items, a number for how many, the largest or the sum.',
  callees: [],
  time: (evidence) => timesCalledFrom(evidence, 'list.append') >= LEAST_BYTES / DICT.low,
  match: (frame) => nodesOf(frame, 'Call').flatMap((code) => siteOf(code, frame) ?? []),
  weigh,
  isOfMemory: true,
};

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const { func, args } = code.node;
  if (func.nodeType !== 'Attribute' || func.attr !== 'append' || args.length !== 1) return undefined;
  const list = func.value;
  const uses = usesOfGrown(list, frame);
  if (uses === undefined || !areOfEnd(uses, args[0], frame)) return undefined;
  const isLocal = list.nodeType === 'Name' && bindingsOf(list.id, frame).length > 0 && frame.parent !== null;
  return { code, subject: sourceText(list, frame), lines: [lineOf(code.node)], ...(isLocal ? { variant: LOCAL } : {}) };
}

/** Such a list begins anew in each call. */
const LOCAL = 'local';

/** A record of each step is more than the one number that is asked of all; a list of numbers is what `max` wants. */
function areOfEnd(uses: readonly CodeNode[], item: Expression | undefined, frame: FrameCode): boolean {
  const at = uses.findIndex((use) => !asksEnd(use));
  const only = uses[at];
  if (only === undefined) return true;
  // a second one ends the search: a function may append at hundreds of places
  return (
    asksNumber(only) && item !== undefined && RECORDS.has(kindOf(item, frame)) && uses.slice(at + 1).every(asksEnd)
  );
}

const RECORDS: ReadonlySet<ValueKind> = new Set(['dict', 'list', 'tuple'] as const);

const AGGREGATES: ReadonlySet<string> = new Set(['max', 'min', 'sum', 'any', 'all']);

/** `max(x.log)`, `sum(entry.size for entry in x.log)`, outside of the loops of its function */
function asksNumber({ node, parent }: CodeNode): boolean {
  if (parent === null || !isComprehension(parent.node)) return isAggregate(parent, node);
  const [clause, ...others] = parent.node.generators;
  return others.length === 0 && clause?.iter === node && isAggregate(parent.parent, parent.node);
}

function isAggregate(code: CodeNode | null, given: SyntaxNode): boolean {
  if (code?.node.nodeType !== 'Call' || code.node.func.nodeType !== 'Name') return false;
  const { func, args, keywords } = code.node;
  return AGGREGATES.has(func.id) && args.length === 1 && args[0] === given && keywords.length === 0;
}

function weigh({ code, subject, variant }: Site, evidence: FrameEvidence): Verdict {
  const { node, frame } = code;
  const item = node.nodeType === 'Call' ? node.args[0] : undefined;
  if (item === undefined) return refused('nothing is appended');
  const isAlone = appendsIn(frame) === 1;
  if (!isAlone && code.loops.length > 0)
    return refused('the function has other appends too, and which list got how many the profile does not tell');
  const runs = variant === LOCAL ? evidence.ncalls : listsOf(node, evidence);
  const appended = sumCallsTo(evidence, ['list.append']).ncalls;
  // outside of loops it is done once a call at most
  const items = (isAlone ? appended : Math.min(appended, evidence.ncalls)) / Math.max(1, runs);
  return weighKept(
    items,
    bytesOfItem(item, frame),
    `${writeCount(items)} items were put into ${subject}, and none is taken out`,
  );
}

/** Each object has its own, and how many of them are there at the same time is not known. */
function listsOf(append: SyntaxNode, evidence: FrameEvidence): number {
  const list = append.nodeType === 'Call' && append.func.nodeType === 'Attribute' ? append.func.value : undefined;
  return list?.nodeType === 'Attribute' ? mostObjectsWith(list.attr, evidence) : 1;
}

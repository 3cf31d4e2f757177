import { lastName } from '../../source/dotted-text.ts';
import type { NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { writePercent } from '../amounts.ts';
import { isAsync } from '../code/consumption.ts';
import { callsNamed } from '../code/invariance.ts';
import { type CodeNode, type FrameCode, groupBy, nodesOf } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { callsByBareName, type FrameEvidence, rowAt, sumCallsTo } from '../evidence/frame-evidence.ts';
import { savingOfWorkOfC } from '../expected-saving.ts';
import { type Finding, type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { edgeLine, shareOfSites, shareOfTotal } from '../weigh.ts';

const NAMES: ReadonlySet<string> = new Set(['any', 'all']);

/**
 * A whole list, only to ask any() or all()
 *
 * ## What it finds
 *
 * `any([...])` and `all([...])` with a comprehension in brackets.
 *
 * ## Why it costs
 *
 * The list is made to its end before `any` looks at its first item. A generator expression stops at the first hit, and
 * keeps one item.
 *
 * ## Example
 *
 *     if any([matches(rule, line) for rule in rules]):
 *
 * ## Instead
 *
 *     if any(matches(rule, line) for rule in rules):
 *
 * ## When it does not matter
 *
 * Where the answer is nearly always found at the end: then the list is some 25 % faster. And in `''.join([...])` the
 * brackets are right: join makes a list of what it gets anyway.
 */
export const genAny: HintRule = {
  id: 'gen-any',
  title: 'a whole list, only to ask any() or all()',
  article: 'generators',
  priority: 2,
  fix: 'Leave out the brackets: the generator stops at the first hit.',
  callees: [...NAMES],
  match: (frame) => callsNamed(frame, NAMES).flatMap((code) => siteOf(code, frame) ?? []),
  weigh,
};

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const [list, ...others] = code.node.args;
  if (others.length > 0 || list?.nodeType !== 'ListComp' || isAsync(list, frame)) return undefined;
  const name = calledName(code.node, frame);
  const inner = sourceText(list, frame).slice(1, -1);
  const fix = { text: 'Leave out the brackets.', before: sourceText(code.node, frame), after: `${name}(${inner})` };
  return { code, subject: shortText(code.node, frame), variant: name, fix };
}

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  const { node } = site.code;
  const list = node.nodeType === 'Call' ? node.args[0] : undefined;
  if (list?.nodeType !== 'ListComp') return refused('no list');
  const asked = sumCallsTo(evidence, [site.variant ?? 'any']);
  if (asked.ncalls === 0) return refused(`the profile has no calls of ${site.variant} from here`);
  const inside: CodeNode = { ...site.code, within: [...site.code.within, list] };
  const row = rowAt(evidence, inside);
  const isOwnRow = row !== undefined && row.row !== evidence.row && row !== rowAt(evidence, site.code);
  if (row?.isReliable === false)
    return refused('the profile does not tell this comprehension from another on its line');
  const part = shareOfSites(site, evidence);
  const making = isOwnRow ? (evidence.table.cumtime[row.row] ?? 0) : madeInline(list, evidence);
  const cost = making + asked.cumtime * part;
  const share = shareOfTotal(cost, evidence);
  if (share < 0.01) return refused(`making the list is ${writePercent(share)} of the profile`);
  return finding(cost, share >= 0.03 || isOwnRow, asked.ncalls, site, evidence);
}

/** From Python 3.12 on the comprehension is part of the function: its calls, and the function's own time. */
function madeInline(list: NodeOf<'ListComp'>, evidence: FrameEvidence): number {
  const { code } = evidence;
  const inside = nodesWithin(code).get(list) ?? [];
  const called = groupBy(inside, ({ node }) => (node.nodeType === 'Call' ? [lastName(node.func)] : []));
  const names = [...called].flatMap(([name, calls]) =>
    calls.length === callsByName(code).get(name)?.length ? [name] : [],
  );
  const own = evidence.table.tottime[evidence.row] ?? 0;
  const repeated = countRepeated(code);
  const part = repeated === 0 ? 0 : inside.filter(({ loops }) => loops.length > 0).length / repeated;
  return callsByBareName(evidence, names).cumtime + own * part;
}

/** By the comprehensions around them. */
const nodesWithin = oncePer(({ nodes }: FrameCode) => groupBy(nodes, ({ within }) => within));

const callsByName = oncePer((frame: FrameCode) => groupBy(nodesOf(frame, 'Call'), ({ node }) => [lastName(node.func)]));

const countRepeated = oncePer(({ nodes }: FrameCode) => nodes.filter(({ loops }) => loops.length > 0).length);
const WHERE_IT_STOPS =
  'all of it where the first item decides, nothing (or a third more) where the last one does; the profile does not tell';

function finding(cost: number, isSure: boolean, ncalls: number, site: Site, evidence: FrameEvidence): Finding {
  const called = site.variant ?? 'any';
  return {
    verdict: 'reported',
    level: isSure ? 'confirmed' : 'likely',
    cost,
    share: shareOfTotal(cost, evidence),
    of: 'edge',
    evidence: [edgeLine(`${called}([...])`, ncalls, cost, evidence)],
    saving: savingOfWorkOfC(cost, null, WHERE_IT_STOPS, evidence),
  };
}

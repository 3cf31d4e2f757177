import type { FunctionIndex } from '../../profile/function-keys.ts';
import { callerEdges } from '../../profile/profile-table.ts';
import { durationText, writeCount } from '../amounts.ts';
import type { FrameCode } from '../code/module-code.ts';
import { canonicalName } from '../evidence/callee-names.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { savingOfFunction } from '../expected-saving.ts';
import { MEASURED_GAINS } from '../measured-gains.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { goneByGain, shareOfTotal } from '../weigh.ts';

/**
 * Objects that are put in order by their __lt__
 *
 * ## What it finds
 *
 * A method `__lt__` that `sorted` and `list.sort` called very often.
 *
 * ## Why it costs
 *
 * Each comparison of the n log n is a call in Python. A key is asked once for each item, and tuples, texts and numbers are
 * compared in C.
 *
 * ## Example
 *
 *     class Job:
 *         def __lt__(self, other):
 *             return self.due < other.due
 *
 *     jobs.sort()
 *
 * ## Instead
 *
 *     jobs.sort(key=operator.attrgetter('due'))
 *
 * The key is what `__lt__` compares: a tuple of it where there are several.
 *
 * ## When it does not matter
 *
 * For some hundred items. Sorts stay stable. On a heap (`heapq`) tuples of key, counter and object are only 1.2 to 1.4 times
 * as fast as objects with `__lt__`: that is not reported.
 */
export const sortLt: HintRule = {
  id: 'sort-lt',
  title: 'objects that are put in order by their __lt__',
  article: 'built-ins',
  priority: 2,
  fix: 'Sort by a key, which is asked once for each item.',
  callees: [],
  match: (frame) => siteOf(frame),
  weigh,
};

function siteOf(frame: FrameCode): readonly Site[] {
  const isMethod = frame.node.nodeType === 'FunctionDef' && frame.parent?.node.nodeType === 'ClassDef';
  if (!isMethod || frame.scope.name !== '__lt__') return [];
  const at = frame.nodes.find(({ node }) => node.nodeType === 'Return');
  const isComparing = frame.nodes.some(({ node }) => node.nodeType === 'Compare');
  return at === undefined || !isComparing ? [] : [{ code: at, subject: frame.scope.qualname }];
}

const LEAST_CALLS = 2000;
const LEAST_SHARE = 0.05;

const SORTS: ReadonlySet<string> = new Set(['sorted', 'list.sort']);

function weigh(_: Site, evidence: FrameEvidence): Verdict {
  const { ncalls, seconds } = callsFrom(SORTS, evidence);
  if (ncalls < LEAST_CALLS) return refused(`${writeCount(ncalls)} calls from sorts: few`);
  const share = shareOfTotal(seconds, evidence);
  if (share < LEAST_SHARE) return refused('sorts spend little time in it');
  const gain = MEASURED_GAINS.get('sort-lt/sort');
  const basis = `measured on ${gain?.pythons ?? ''}: such a sort gets ${gain?.low ?? 1} to ${gain?.high ?? 1} times as fast`;
  const text = `${writeCount(ncalls)} calls of ${evidence.code.scope.qualname} from sorts: ${durationText(seconds)} of ${durationText(evidence.total)}`;
  return {
    verdict: 'reported',
    level: 'confirmed',
    cost: seconds,
    share,
    of: 'edge',
    evidence: [{ kind: 'edge', text }],
    saving: savingOfFunction(seconds, goneByGain('sort-lt/sort'), basis, evidence),
  };
}

function callsFrom(
  names: ReadonlySet<string>,
  { table, row }: FrameEvidence,
): { readonly ncalls: number; readonly seconds: number } {
  const edges = table.edges();
  const { start, end } = callerEdges(edges, row);
  let ncalls = 0;
  let seconds = 0;
  for (let edge = start; edge < end; edge++) {
    const caller: FunctionIndex = edges.caller[edge] ?? table.length;
    if (caller >= table.length || !names.has(canonicalName(table, caller).full)) continue;
    ncalls += edges.ncalls.values[edge] ?? 0;
    seconds += edges.cumtime[edge] ?? 0;
  }
  return { ncalls, seconds };
}

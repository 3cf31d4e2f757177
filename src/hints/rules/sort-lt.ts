import type { FunctionIndex } from '../../profile/function-keys.ts';
import { callerEdges } from '../../profile/profile-table.ts';
import { lastName } from '../../source/dotted-text.ts';
import { lineOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { durationText, writeCount } from '../amounts.ts';
import { isCallNamed } from '../code/call-names.ts';
import { isConstant } from '../code/loops/consumption.ts';
import { sortsAgain } from '../code/loops/sorts-again.ts';
import { type FrameCode, type ModuleCode, nodesOf } from '../code/module-code.ts';

import { canonicalName } from '../evidence/callee-names.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { MADE_TEXT } from '../evidence/merged-rows.ts';
import { savingOfFunction } from '../expected-saving.ts';
import { levelOfShare, SHARES } from '../level-of-share.ts';
import { MEASURED_GAINS } from '../measured-gains.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { edgeFinding, goneByGain, shareOfTotal } from '../weigh.ts';

/**
 * Objects sorted by their own __lt__
 *
 * ## What it finds
 *
 * A method `__lt__` that `sorted` and `list.sort` called very often, and one that makes tuples or calls something and that
 * `heapq` called very often, as that of a `@dataclass(order=True)` does.
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
 * The key is what `__lt__` compares: a tuple of it where there are several. On a heap put `(job.due, job.number, job)`, with a
 * number of its own for each, so that two jobs are never compared themselves.
 *
 * ## When it does not matter
 *
 * For some hundred items. Sorts stay stable. On a heap (`heapq`) tuples of key, counter and object are only 1.2 to 1.4 times
 * as fast as objects whose `__lt__` compares one attribute: that is not reported.
 */
export const sortLt: HintRule = {
  id: 'sort-lt',
  title: 'objects sorted by their own __lt__',
  article: 'built-ins',
  priority: 2,
  fix: 'Sort by a key, which is asked once for each item; on a heap put tuples of it, a number and the object.',
  callees: [],
  match: (frame) => [...siteOf(frame), ...orderedSite(frame)],
  weigh,
};

function siteOf(frame: FrameCode): readonly Site[] {
  const isMethod = frame.node.nodeType === 'FunctionDef' && frame.parent?.node.nodeType === 'ClassDef';
  if (!isMethod || frame.scope.name !== '__lt__') return [];
  const at = frame.nodes.find(({ node }) => node.nodeType === 'Return');
  const isComparing = frame.nodes.some(({ node }) => node.nodeType === 'Compare');
  const isMaking = frame.nodes.some(({ node }) => node.nodeType === 'Tuple' || node.nodeType === 'Call');
  if (at === undefined || !isComparing) return [];
  return [{ code: at, subject: frame.scope.qualname, variant: isMaking ? 'making' : 'plain' }];
}

/** A function that sorts, or has a heap, where the file has one dataclass that compares by all its fields. */
function orderedSite(frame: FrameCode): readonly Site[] {
  const [only, ...others] = orderedDataclasses(frame.module);
  if (only === undefined || others.length > 0) return [];
  const call = nodesOf(frame, 'Call').find(({ node }) => isCallNamed(ORDERING, node, frame));
  if (call === undefined) return [];
  const text = 'Put tuples of what it compares, a number and the object; a sort takes them as its key.';
  const lines = [lineOf(only.node), lineOf(call.node)];
  return [{ code: call, subject: `class ${only.scope.name}`, variant: ORDERED, lines, fix: { text } }];
}

const ORDERED = 'ordered';

const orderedDataclasses = oncePer(({ frames }: ModuleCode) =>
  frames.filter(
    ({ node }) =>
      node.nodeType === 'ClassDef' &&
      node.decorator_list.some(
        (one) =>
          one.nodeType === 'Call' &&
          lastName(one.func) === 'dataclass' &&
          one.keywords.some(({ arg, value }) => arg === 'order' && isConstant(value, true)),
      ),
  ),
);

const LEAST_CALLS = 2000;

const SORTS: ReadonlySet<string> = new Set(['sorted', 'list.sort']);

const HEAPS: ReadonlySet<string> = new Set(
  'heapq.heappush heapq.heappop heapq.heapify heapq.heapreplace heapq.heappushpop'.split(' '),
);

const ORDERING: ReadonlySet<string> = new Set([...SORTS, ...HEAPS, '.sort']);

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  if (site.variant === ORDERED) return weighOrdered(site, evidence);
  const sorts = callsFrom(SORTS, evidence.row, evidence);
  const heaps = site.variant === 'making' ? callsFrom(HEAPS, evidence.row, evidence) : NONE;
  if (sorts.ncalls > heaps.ncalls && comparesSeveral(evidence.code) && isSortedAgain(evidence.code.module))
    return refused(
      'a list that is sorted again and again is nearly in order: __lt__ is called once for each item, as a key is',
    );
  return weighCalls(evidence.code.scope.qualname, sorts, heaps, evidence);
}

function comparesSeveral(frame: FrameCode): boolean {
  return nodesOf(frame, 'Compare').length > 1 || nodesOf(frame, 'Tuple').length > 0;
}

/** `self.queue.append(job)`, `self.queue.sort()`: with a key of two attributes that takes 1.1 to 1.2 times as long on 3.11 and 3.13. */
const isSortedAgain = oncePer(({ frames }: ModuleCode) => frames.some((frame) => sortsAgain(frame).size > 0));

/** The `__lt__` that `dataclass` makes has no file; of what the sorts and heaps spend in it the function has its part. */
function weighOrdered({ subject }: Site, evidence: FrameEvidence): Verdict {
  const { functions, strings, length } = evidence.table;
  const [file, name] = [strings.find(MADE_TEXT), strings.find('__lt__')];
  const rows = Array.from({ length }, (_, row) => row);
  const made = rows.find((row) => functions.file[row] === file && functions.name[row] === name);
  if (made === undefined) return refused('the profile has no calls of an __lt__ that dataclass makes');
  const partOf = (names: ReadonlySet<string>): Compared =>
    [...names].reduce((sum, one) => {
      const { ncalls, seconds } = callsFrom(new Set([one]), made, evidence);
      const part = partFromHere(one, evidence);
      return { ncalls: sum.ncalls + ncalls * part, seconds: sum.seconds + seconds * part };
    }, NONE);
  return weighCalls(`${subject.replace('class ', '')}.__lt__`, partOf(SORTS), partOf(HEAPS), evidence);
}

/** What of the time of a sort or heap comes from this function's calls. */
function partFromHere(full: string, { calls, table }: FrameEvidence): number {
  const own = calls.filter(({ name }) => name.full === full);
  const whole = own.reduce((sum, { callee }) => sum + (table.cumtime[callee] ?? 0), 0);
  return whole > 0 ? Math.min(1, own.reduce((sum, { cumtime }) => sum + cumtime, 0) / whole) : 0;
}

function weighCalls(compared: string, sorts: Compared, heaps: Compared, evidence: FrameEvidence): Verdict {
  const [ncalls, seconds] = [sorts.ncalls + heaps.ncalls, sorts.seconds + heaps.seconds];
  if (ncalls < LEAST_CALLS) return refused(`${writeCount(ncalls)} calls from sorts: few`);
  const share = shareOfTotal(seconds, evidence);
  const level = levelOfShare('confirmed', share, SHARES.sure);
  if (level === undefined) return refused('sorts spend little time in it');
  const isSort = sorts.ncalls >= heaps.ncalls;
  const gain = isSort ? 'sort-lt/sort' : 'sort-lt/heap-of-parts';
  const { low = 1, high = 1, pythons = '' } = MEASURED_GAINS.get(gain) ?? {};
  const what = isSort ? 'sort' : 'heap';
  const basis = `measured on ${pythons}: such a ${what} gets ${low} to ${high} times as fast`;
  const text = `${writeCount(ncalls)} calls of ${compared} from a ${what}: ${durationText(seconds)} of ${durationText(evidence.total)}`;
  return edgeFinding(
    level,
    seconds,
    evidence,
    [{ kind: 'edge', text }],
    savingOfFunction(seconds, goneByGain(gain), basis, evidence),
  );
}

type Compared = { readonly ncalls: number; readonly seconds: number };

const NONE: Compared = { ncalls: 0, seconds: 0 };

function callsFrom(names: ReadonlySet<string>, row: FunctionIndex, { table }: FrameEvidence): Compared {
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

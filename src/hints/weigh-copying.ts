import type { Seconds } from '../profile/profile-table.ts';
import type { SyntaxNode } from '../source/syntax.ts';
import { resumption } from './code/module-code.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import { timesReached } from './evidence/items-put.ts';
import type { Site, TimeRange, Verdict } from './rule.ts';
import { weighEdge, weighOwnTime } from './weigh.ts';
import { secondsOfHalves } from './weigh-halves.ts';

/** Methods that make the whole anew, by which it can be done in a call that a profile shows. */
const CALLEES: ReadonlyMap<string, readonly string[]> = new Map([
  ['join', ['str.join', 'bytes.join', 'bytearray.join']],
  ['format', ['str.format']],
  ['copy', ['list.copy', 'dict.copy', 'set.copy', 'copy.copy']],
  ['union', ['set.union', 'frozenset.union']],
  ['difference', ['set.difference', 'frozenset.difference']],
  ['symmetric_difference', ['set.symmetric_difference', 'frozenset.symmetric_difference']],
]);

/** By their full names. */
export const COPYING: readonly string[] = [...CALLEES.values()].flat();

/** A new dict or set takes longer than a built-in that does next to nothing, if it is an empty one. */
const CONTAINERS: ReadonlySet<string> = new Set(['copy', 'union', 'difference', 'symmetric_difference']);

/** Some dozen entries. */
const LONG_CONTAINER = 5e-7;

/** Weighs a statement that copies all that was there: by its call where it makes one, else by own time. */
export function weighCopying(site: Site, evidence: FrameEvidence): Verdict {
  const method = methodOf(site.code.node);
  const callees = method === undefined ? undefined : CALLEES.get(method);
  if (method === undefined || callees === undefined) {
    return weighOwnTime(site, evidence, { what: `the copying in ${site.subject}`, suspicious: 1.8 });
  }
  return weighEdge(site, evidence, {
    callees,
    called: method,
    time: 'whole', // copy.copy() calls the method
    leastCalls: 20,
    leastPerCall: CONTAINERS.has(method) ? LONG_CONTAINER : 'of-long-list',
    gain: null,
    leastSaving: ({ ncalls, cumtime }) => (cumtime - 2 * ncalls * evidence.cheapCall) / 2,
  });
}

/** A pointer of a list that lies in the caches, with the count of who refers to it. */
const QUICKEST: Seconds = 3e-10;

/** The least that `rows = rows + [row]` takes by its counts: each time all that was put in before is copied. */
export function timeOfGrowth({ code, begunIn, isLasting }: Site, evidence: FrameEvidence): TimeRange | undefined {
  const isOther = begunIn !== undefined || isLasting === true || resumption(code.frame) !== null;
  if (isOther || !addsAnItem(code.node)) return undefined;
  const lists = Math.max(1, evidence.ncalls);
  const items = timesReached(code, evidence).least / lists;
  return items === 0 ? undefined : { least: secondsOfHalves(lists, items, QUICKEST), most: Number.POSITIVE_INFINITY };
}

/** Of an item at least: `[*more]` may be of none. */
function addsAnItem(node: SyntaxNode): boolean {
  if (node.nodeType !== 'Assign' || node.value.nodeType !== 'BinOp') return false;
  const { right } = node.value;
  return right.nodeType === 'List' && right.elts.some(({ nodeType }) => nodeType !== 'Starred');
}

/** `join` of `text = ''.join([text, piece])` */
function methodOf(node: SyntaxNode): string | undefined {
  const value = node.nodeType === 'Assign' || node.nodeType === 'Return' ? node.value : undefined;
  return value?.nodeType === 'Call' && value.func.nodeType === 'Attribute' ? value.func.attr : undefined;
}

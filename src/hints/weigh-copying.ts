import type { SyntaxNode } from '../source/syntax.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import type { Site, Verdict } from './rule.ts';
import { weighEdge, weighOwnTime } from './weigh.ts';

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

/** `join` of `text = ''.join([text, piece])` */
function methodOf(node: SyntaxNode): string | undefined {
  const value = node.nodeType === 'Assign' || node.nodeType === 'Return' ? node.value : undefined;
  return value?.nodeType === 'Call' && value.func.nodeType === 'Attribute' ? value.func.attr : undefined;
}

import { keyGiven, type NodeOf } from '../../source/syntax.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { calledName, resolve } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { callsNamed } from '../code/steady/invariance.ts';
import type { HintRule, Site } from '../rule.ts';
import { weighEdge } from '../weigh.ts';

/**
 * A sort by a comparing function
 *
 * ## What it finds
 *
 * `sorted(rows, key=functools.cmp_to_key(compare))` and `rows.sort(key=cmp_to_key(compare))`, also through a name.
 *
 * ## Why it costs
 *
 * `cmp_to_key` makes an object for each item, and each of the n log n comparisons calls a Python function. A key is made
 * once for each item; tuples, texts and numbers are compared in C.
 *
 * ## Example
 *
 *     rows.sort(key=cmp_to_key(lambda a, b: a.size - b.size or (a.name > b.name) - (a.name < b.name)))
 *
 * ## Instead
 *
 *     rows.sort(key=lambda row: (row.size, row.name))
 *
 * One part falling, another rising: negate the number, or sort twice, the less important part first; sorts are stable.
 *
 * ## When it does not matter
 *
 * For short lists, and for orders that no key can say (names by the rules of a language: `locale.strxfrm` is a key).
 */
export const sortCmp: HintRule = {
  id: 'sort-cmp',
  title: 'a sort by a comparing function',
  article: 'built-ins',
  priority: 2,
  fix: 'Sort by a key: a tuple of what is compared, in the order of its weight.',
  callees: ['sorted', 'list.sort', 'min', 'max'],
  time: 'callees',
  alsoCallees: ['heapq.nsmallest', 'heapq.nlargest'],
  match: (frame) => callsNamed(frame, SORTS).flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) =>
    weighEdge(site, evidence, {
      callees: [site.variant ?? 'sorted'],
      called: site.variant ?? 'sorted',
      time: 'whole',
      leastCalls: 1,
      leastPerCall: 4e-6, // a dozen items
      gain: null,
      leastSaving: ({ cumtime }) => 0.5 * cumtime,
      whatRemains:
        'a key is made once for each item; of a list that is nearly in order that is half of the comparisons',
    }),
};

const SORTS: ReadonlySet<string> = new Set(['sorted', '.sort', 'min', 'max', 'heapq.nsmallest', 'heapq.nlargest']);

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const key = keyGiven(code.node);
  if (key === undefined || !isComparing(key, frame)) return undefined;
  const name = calledName(code.node, frame);
  return { code, subject: shortText(code.node, frame), variant: name === '.sort' ? 'list.sort' : name };
}

/** `cmp_to_key(f)`, a name bound to that, or a function decorated by it. */
function isComparing(key: NodeOf<'Keyword'>['value'], frame: FrameCode): boolean {
  if (key.nodeType === 'Call') return calledName(key, frame) === 'functools.cmp_to_key';
  if (key.nodeType !== 'Name') return false;
  return resolve(key.id, frame).some(({ binding, frame: at }) => {
    const { node, value } = binding;
    if (value?.nodeType === 'Call') return calledName(value, at) === 'functools.cmp_to_key';
    const decorators = 'decorator_list' in node ? node.decorator_list : [];
    return decorators.some((one) =>
      one.nodeType === 'Name' ? one.id === 'cmp_to_key' : one.nodeType === 'Attribute' && one.attr === 'cmp_to_key',
    );
  });
}

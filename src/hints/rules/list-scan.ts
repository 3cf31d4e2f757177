import type { NodeOf } from '../../source/syntax.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { methodCalled } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { kindOf } from '../code/value-kind.ts';
import type { Fix, HintRule, Site } from '../rule.ts';
import { isRepeated, NOT_REPEATED, weighEdge } from '../weigh.ts';

/**
 * A list searched from its first item on
 *
 * ## What it finds
 *
 * `items.remove(item)`, `items.index(item)` and `items.count(item)`, again and again, on a list that is long: calls that take
 * no longer than a search among some dozen items are not reported.
 *
 * ## Why it costs
 *
 * Each call compares item after item; `remove` then moves all that come behind, and `count` always goes to the end. For n
 * items and n calls that is the square of n.
 *
 * ## Example
 *
 *     for name in names:
 *         column = header.index(name)
 *         rare = words.count(name) == 1
 *
 * ## Instead
 *
 *     columns = {name: at for at, name in enumerate(header)}
 *     counts = collections.Counter(words)
 *     for name in names:
 *         column = columns[name]
 *         rare = counts[name] == 1
 *
 * For `remove`: a set, or a dict, which keeps the order in which keys came. Or one pass that keeps the others:
 * `items = [item for item in items if item not in gone]`.
 *
 * ## When it does not matter
 *
 * For a few dozen items. The items must be hashable; of equal items `index` finds the first, the dict above holds the last.
 * A dict of positions must be made anew where the list changes.
 */
export const listScan: HintRule = {
  id: 'list-scan',
  title: 'a list searched from its first item on',
  article: 'built-ins',
  priority: 1,
  fix: 'Keep a dict or a set beside the list, or in place of it.',
  callees: ['list.remove', 'list.index', 'list.count'],
  match: (frame) => nodesOf(frame, 'Call').flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) => {
    if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
    const callee = `list.${site.variant ?? 'index'}`;
    return weighEdge(site, evidence, {
      callees: [callee],
      called: callee,
      time: 'whole', // items that compare in Python are compared by calls
      leastCalls: 20,
      leastPerCall: Math.max(SEARCH, (3 * evidence.cheapCall) / evidence.pace),
      gain: null,
      leastSaving: ({ ncalls, cumtime }) => (cumtime - 3 * ncalls * evidence.cheapCall) / 2,
      whatRemains: 'a look-up in a dict takes as long as the cheapest calls of this profile; its time above that goes',
    });
  },
};

/** Some forty comparisons. */
const SEARCH = 5e-7;

const METHODS: ReadonlySet<string> = new Set(['remove', 'index', 'count']);

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const method = methodCalled(code.node, frame);
  const [item, ...others] = code.node.args;
  // index(item, start) goes on from where it was
  if (method === undefined || !METHODS.has(method.name) || item === undefined || others.length > 0) return undefined;
  const kind = kindOf(method.receiver, method.frame);
  if (kind !== 'list' && kind !== 'unknown') return undefined;
  const list = sourceText(method.receiver, method.frame);
  const fix = fixOf(method.name, list, sourceText(item, frame), sourceText(code.node, frame));
  return { code, subject: shortText(code.node, frame), variant: method.name, fix };
}

function fixOf(method: string, list: string, item: string, before: string): Fix {
  if (method === 'remove') {
    return { text: `Make ${list} a set or a dict, or collect what is to go and build the list anew once.` };
  }
  if (method === 'count') {
    const text = 'Count all items once.';
    return { text, before, after: `counts = collections.Counter(${list})  # once\ncounts[${item}]` };
  }
  const text = 'Note the positions once (of equal items the dict holds the last, index finds the first).';
  return {
    text,
    before,
    after: `positions = {value: at for at, value in enumerate(${list})}  # once\npositions[${item}]`,
  };
}

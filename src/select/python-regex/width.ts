import { type PatternNode, type PatternNodes, UNLIMITED } from './ast.ts';

/** How many code points a part can match. */
export type Width = { readonly min: number; readonly max: number };

/** By group number; undefined while the group is open. */
export type GroupWidths = readonly (Width | undefined)[];

// CPython's MAXWIDTH. Past 2**53 our sums are rounded; no answer depends on it, because a look-behind
// over 2**32 is an error, whatever its exact width, and below 2**53 all sums are exact.
const MAX_WIDTH = 2 ** 64;

/** CPython's SubPattern.getwidth(). */
export function widthOf(nodes: PatternNodes, groups: GroupWidths): Width {
  let min = 0;
  let max = 0;
  for (const node of nodes) {
    const width = nodeWidth(node, groups);
    min += width.min;
    max += width.max;
  }
  return { min: Math.min(min, MAX_WIDTH), max: Math.min(max, MAX_WIDTH) };
}

function nodeWidth(node: PatternNode, groups: GroupWidths): Width {
  switch (node.kind) {
    case 'literal':
    case 'any':
    case 'set':
      return { min: 1, max: 1 };
    case 'anchor':
    case 'look':
      return { min: 0, max: 0 };
    case 'reference':
      return groups[node.group] ?? { min: 0, max: MAX_WIDTH };
    case 'repeat': {
      const { min, max } = widthOf(node.body, groups);
      return { min: min * node.min, max: node.max === UNLIMITED && max > 0 ? MAX_WIDTH : max * node.max };
    }
    case 'group':
    case 'atomic':
      return widthOf(node.body, groups);
    case 'branch':
      return widest(node.choices, groups);
    case 'conditional':
      return widest([node.yes, node.no], groups);
  }
}

function widest(choices: readonly PatternNodes[], groups: GroupWidths): Width {
  const widths = choices.map((choice) => widthOf(choice, groups));
  // Not Math.min(...widths): V8 throws at some 120,000 arguments.
  return widths.reduce((a, b) => ({ min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) }));
}

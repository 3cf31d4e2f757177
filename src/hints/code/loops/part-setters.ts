import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../module-code.ts';
import { setsUnnamed } from '../steady/fixed-function.ts';
import { attributesToldByName } from '../steady/set-later.ts';
import { setsOfObjects } from '../steady/sets-of-objects.ts';
import { isOfOwnObjects } from '../values/own-objects.ts';

/**
 * Where the file sets `seat.state` after it was made, and the function itself `row['state']`: a dict by it has to follow. Of
 * `seats[at].state` the list is no part of the item.
 */
export function settersOf(
  part: Expression,
  items: readonly NodeOf<'Subscript'>[],
  frame: FrameCode,
): readonly CodeNode[] {
  const nodes = nodesOfPart(part, items);
  const sets = nodes.flatMap((node) =>
    node.nodeType === 'Attribute' ? setsOfObjects(node.attr, node.value, frame) : [],
  );
  const keys = new Set(nodes.flatMap((node) => (node.nodeType === 'Subscript' ? keyOf(node) : [])));
  return [...new Set([...sets, ...storesUnder(keys, frame)])];
}

/** `row['name'] = new` of what the function did not make itself. */
function storesUnder(keys: ReadonlySet<string>, frame: FrameCode): readonly CodeNode[] {
  if (keys.size === 0) return [];
  return nodesOf(frame, 'Subscript').filter(
    ({ node }) =>
      node.ctx.nodeType === 'Store' && keyOf(node).some((key) => keys.has(key)) && !isOfOwnObjects(node.value, frame),
  );
}

function keyOf({ slice }: NodeOf<'Subscript'>): readonly string[] {
  return slice.nodeType === 'Constant' ? [String(slice.value)] : [];
}

/** `setattr(seat, 'state', value)`, which no name of the code shows, or `setattr(seat, name, value)`, which may set any. */
export function isSetByName(part: Expression, items: readonly NodeOf<'Subscript'>[], { module }: FrameCode): boolean {
  const attributes = [...attributesOf(part, items)];
  return attributes.some((attr) => setsUnnamed(module) || attributesToldByName(module).has(attr));
}

function attributesOf(part: Expression, items: readonly NodeOf<'Subscript'>[]): ReadonlySet<string> {
  return new Set(nodesOfPart(part, items).flatMap((node) => (node.nodeType === 'Attribute' ? [node.attr] : [])));
}

function nodesOfPart(part: Expression, items: readonly NodeOf<'Subscript'>[]): readonly SyntaxNode[] {
  const lists = new Set(items.flatMap(({ value }) => [...walkSyntax(value)]));
  return [...walkSyntax(part)].filter((node) => !lists.has(node));
}

import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import type { CodeNode, FrameCode } from '../module-code.ts';
import { attributesToldByName, setsByAttribute } from '../steady/set-later.ts';

/** Where the file sets `seat.state` after it was made: a dict by it has to follow. Of `seats[at].state` the list is no part of the item. */
export function settersOf(
  part: Expression,
  items: readonly NodeOf<'Subscript'>[],
  { module }: FrameCode,
): readonly CodeNode[] {
  return [...attributesOf(part, items)].flatMap((attr) => setsByAttribute(module).get(attr) ?? []);
}

/** `setattr(seat, 'state', value)`, which no name of the code shows. */
export function isSetByName(part: Expression, items: readonly NodeOf<'Subscript'>[], { module }: FrameCode): boolean {
  return [...attributesOf(part, items)].some((attr) => attributesToldByName(module).has(attr));
}

function attributesOf(part: Expression, items: readonly NodeOf<'Subscript'>[]): ReadonlySet<string> {
  const lists = new Set(items.flatMap(({ value }) => [...walkSyntax(value)]));
  const nodes = [...walkSyntax(part)].filter((node) => !lists.has(node));
  return new Set(nodes.flatMap((node) => (node.nodeType === 'Attribute' ? [node.attr] : [])));
}

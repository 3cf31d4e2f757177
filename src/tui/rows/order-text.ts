import type { Ordering } from '../../views/functions-view.ts';
import type { Glyphs } from '../theme.ts';

/** `cumtime ▼`: the key's name and whether the large or the small come first. */
export function orderText({ name, order, values }: Ordering, isReversed: boolean, glyphs: Glyphs): string {
  if (values !== undefined) return `${name} ${directionMark('desc', isReversed, glyphs)}`;
  const first = order?.fields[0];
  return first === undefined ? 'order of the dump' : `${name} ${directionMark(first.order, isReversed, glyphs)}`;
}

export function directionMark(order: 'asc' | 'desc', isReversed: boolean, { ascending, descending }: Glyphs): string {
  return (order === 'desc') === isReversed ? ascending : descending;
}

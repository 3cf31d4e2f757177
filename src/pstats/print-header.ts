import { restrictionRepr } from '../select/restriction.ts';
import { pythonStringRepr } from '../text/python-repr.ts';
import type { Selection } from '../views/selection.ts';

/** What `get_print_list` prints above the rows: the order, and a line for each restriction that took something away. */
export function listHeader(selection: Selection): string {
  const order = selection.title === null ? 'Random listing order was used' : `Ordered by: ${selection.title}`;
  const effects = selection.effects.map((effect) =>
    effect.kind === 'invalid-regex'
      ? `<Invalid regular expression ${pythonStringRepr(effect.pattern)}>`
      : `List reduced from ${effect.from} to ${effect.to} due to restriction <${restrictionRepr(effect.restriction)}>`,
  );
  return `${[order, ...effects].map((line) => `   ${line}\n`).join('')}\n`;
}

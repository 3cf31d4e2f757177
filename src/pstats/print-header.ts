import type { RestrictionEffect } from '../select/restrict-rows.ts';
import { restrictionRepr } from '../select/restriction.ts';
import { pythonStringRepr } from '../text/python-repr.ts';
import type { Selection } from '../views/selection.ts';

/** What `get_print_list` prints above the rows: the order, and a line for each restriction that took something away. */
export function listHeader(selection: Selection): string {
  const order = selection.title === null ? 'Random listing order was used' : `Ordered by: ${selection.title}`;
  return `${[order, ...selection.effects.map(effectLine)].map((line) => `   ${line}\n`).join('')}\n`;
}

/** `--only mine` is not one of pstats' restrictions, but is reported like one. */
function effectLine(effect: RestrictionEffect): string {
  if (effect.kind === 'invalid-regex') return `<Invalid regular expression ${pythonStringRepr(effect.pattern)}>`;
  const what = effect.kind === 'only' ? `--only ${effect.whose}` : restrictionRepr(effect.restriction);
  return `List reduced from ${effect.from} to ${effect.to} due to restriction <${what}>`;
}

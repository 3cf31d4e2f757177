import { isEmptyList } from '../../../source/syntax.ts';
import type { AppendingLoop } from '../loops/appending-loops.ts';
import { begunBefore, guardsAround, isHandedOnBefore, isOneStep } from '../loops/one-step.ts';

/**
 * What may stand in the place of a loop that appends: the list is made in one step, or what is in it gets more; which is
 * made of what the loop walks (`made`, `extended`) or is just that (`listed`, `joined`).
 */
export type AtOnce = 'made' | 'listed' | 'extended' | 'joined';

/** undefined where the program would do something else without the loop. */
export function filledAtOnce({ code, list, item, condition }: AppendingLoop): AtOnce | undefined {
  if (item.nodeType === 'GeneratorExp' || !isOneStep(list, code, 1)) return undefined;
  const { target } = code.node;
  const isWhole = condition === null && target.nodeType === 'Name' && item.nodeType === 'Name' && item.id === target.id;
  if (isEmptyList(begunBefore(list, code))) return isWhole ? 'listed' : 'made';
  if (guardsAround(code).length > 0 || isHandedOnBefore(list, code)) return undefined;
  return isWhole ? 'joined' : 'extended';
}

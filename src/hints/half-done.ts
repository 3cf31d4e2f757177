import { walkSyntax } from '../source/walk-syntax.ts';
import { isCalledInTry, isCaught } from './code/caught.ts';
import { walkedOnceAnywhere } from './code/loops/consumption.ts';
import type { CodeNode } from './code/module-code.ts';
import { isPureStep } from './code/steady/pure-frame.ts';
import type { HintRule, Site } from './rule.ts';
import { atMostPossible } from './weigh.ts';

/**
 * For a list whose items are to be made while a loop walks them: where making one fails, and somebody goes on after that, the
 * first half of the loop is done, of which the list would have left all undone. That is possible at most.
 */
export function doubtedWhereHalfDone(
  weigh: HintRule['weigh'],
  listsOf: (site: Site) => readonly CodeNode[],
): HintRule['weigh'] {
  return (site, evidence) => {
    const found = weigh(site, evidence);
    return found.verdict === 'reported' && listsOf(site).some(isLeftHalfDone) ? atMostPossible(found) : found;
  };
}

function isLeftHalfDone(list: CodeNode): boolean {
  const { walk, frame } = walkedOnceAnywhere(list, NONE) ?? {};
  if (frame === undefined || walk?.node.nodeType !== 'For') return false;
  if (isCaught(list)) return true;
  const steps = walk.node.body.flatMap((step) => [...walkSyntax(step)]);
  return isCalledInTry(list.frame) && !steps.every((step) => isPureStep(step, frame));
}

const NONE: ReadonlySet<string> = new Set();

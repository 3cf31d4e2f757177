import { runsBetween } from './code/steady/repeated-code.ts';
import type { HintRule, Site } from './rule.ts';
import { atMostPossible } from './weigh.ts';

/**
 * For what is told to be asked once, though it is not the function's alone: a file, the environment, an object that others have.
 * Where others have the turn between two questions, at a `yield` or an `await`, they may change it: that is possible at most.
 */
export function doubtedWhereOthersRun(
  weigh: HintRule['weigh'],
  isOfOthers: (site: Site) => boolean = () => true,
): HintRule['weigh'] {
  return (site, evidence) => {
    const found = weigh(site, evidence);
    const isDoubted = found.verdict === 'reported' && isOfOthers(site) && runsBetween(site.code).isLeft;
    return isDoubted ? atMostPossible(found) : found;
  };
}

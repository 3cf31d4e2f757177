import type { FunctionIndex } from '../../../profile/function-keys.ts';
import { escapeControls } from '../../../text/escape.ts';
import { frameNameParts, isSelfKnown, isTotalKnown } from '../../../views/icicle/frame-facts.ts';
import { framesIn, type IcicleFrame, type IcicleTree, knownPart, pathOf } from '../../../views/icicle/icicle-tree.ts';
import { shareOf } from '../../../views/line-numbers.ts';
import { cutMiddle } from '../../short-name.ts';
import { countedCalls, percentText, signedTime, timeWithUnit } from '../../time-unit.ts';
import { CHANGE_SIGNS, CHANGE_WORDS, changeOfTime, deltaOf } from './changes.ts';
import { type IcicleState, wholeOf } from './icicle.ts';
import { CODE_WORDS, groupOf, shownName } from './page-model.ts';
import type { PageProfile } from './read-profile.ts';

const LONGEST_WORD = 60;

/** A function in a word, without its file. */
export function shortWord({ table }: PageProfile, index: FunctionIndex): string {
  return cutMiddle(escapeControls(frameNameParts(table, index).name), LONGEST_WORD);
}

/** What stands in a frame. `~`: its path is an estimate; in a comparison a sign says how the function has changed. */
export function frameTitle(profile: PageProfile, { isKnown, row }: IcicleTree, frame: IcicleFrame): string {
  const sign = profile.before === null ? '' : CHANGE_SIGNS[changeOfTime(profile, row[frame]!)];
  return sign + (isKnown[frame] === 1 ? '' : '~') + shortWord(profile, row[frame]!);
}

/** How far the picture can be trusted. `time`: what its whole width is. */
export function trustText(tree: IcicleTree, time: string): string {
  if (tree.whole === 0) return 'This profile has no time to show.';
  const known = percentText(knownPart(tree));
  const placed = framesIn(tree, -1).reduce((sum, frame) => sum + tree.total[frame]!, 0) / tree.whole;
  const lost = placed < 0.9995 ? ` ${percentText(1 - placed)} is in no frame.` : '';
  return `The path of calls is known for ${known} of ${time}.${lost} ~ and a dotted line below mark the rest: a profile has who called whom and no paths, so a function with several callers is shared out by the times of their calls. Its callers and callees, one click away, are exact.`;
}

/** A frame in a sentence. */
export function frameText(profile: PageProfile, tree: IcicleTree, frame: IcicleFrame, state: IcicleState): string {
  const { unit } = profile.facts;
  const { self, total, whole, isKnown, row } = tree;
  const of = row[frame]!;
  const wide = wholeOf(state);
  const shareIsOf = wide === null ? '' : ` of ${shortWord(profile, wide)}`;
  const part = (seconds: number, isSure: boolean): string =>
    `${isSure ? '' : '~'}${timeWithUnit(seconds, unit)} (${percentText(shareOf(seconds, whole))}${shareIsOf})`;
  const all = part(total[frame]!, isTotalKnown(tree, frame));
  const times =
    tree.direction === 'callees'
      ? [`total ${all}`, `self ${part(self[frame]!, isSelfKnown(tree, frame))}`]
      : [`${all} for ${shortWord(profile, state.zooms.length > 0 ? state.path[0]! : pathOf(tree, frame)[0]!)}`];
  const path = isKnown[frame] === 1 ? 'path known' : '~ path estimated';
  const whose = of < profile.table.length ? CODE_WORDS[groupOf(profile, of)] : 'known as a caller only';
  const parts = [shownName(profile, of), whose, ...times, callsOf(tree, frame), path];
  return [...parts, ...changeWords(profile, of)].join('  ·  ');
}

/** Of the function on all its paths: what it was on each nobody knows. */
function changeWords(profile: PageProfile, row: FunctionIndex): readonly string[] {
  const delta = deltaOf(profile, 'tottime', row);
  if (delta === null) return [];
  if (profile.before?.isThere[row] === 0) return ['a new function'];
  const { unit } = profile.facts;
  return [`${CHANGE_WORDS[changeOfTime(profile, row)]}, ${signedTime(delta, unit)} ${unit} of tottime on all paths`];
}

function callsOf({ table, calls, areCallsKnown }: IcicleTree, frame: IcicleFrame): string {
  const count = calls[frame]!;
  const isPart = count > 0 && count < 1;
  return `${areCallsKnown[frame] === 1 ? '' : '~'}${isPart ? 'less than ' : ''}${countedCalls(table.kind, isPart ? '1' : String(Math.round(count)))}`;
}

import type { FunctionIndex } from '../../../profile/function-keys.ts';
import { escapeControls } from '../../../text/escape.ts';
import { frameNameParts } from '../../../views/icicle/frame-facts.ts';
import { ALL_TOO_SMALL, CODE_WORDS, estimateMark, frameWords, trustIn } from '../../../views/icicle/frame-words.ts';
import { type IcicleState, wholeOf } from '../../../views/icicle/icicle-state.ts';
import type { IcicleFrame, IcicleTree } from '../../../views/icicle/icicle-tree.ts';
import { cutMiddle } from '../../short-name.ts';
import { groupedDigits, percentText, signedTime, timeWithUnit } from '../../time-unit.ts';
import { CHANGE_SIGNS, CHANGE_WORDS, changeOfTime, deltaOf } from './changes.ts';
import { groupOf, shownName } from './page-model.ts';
import type { PageProfile } from './read-profile.ts';

const LONGEST_WORD = 60;

/** A function in a word, without its file. */
export function shortWord({ table }: PageProfile, index: FunctionIndex): string {
  return cutMiddle(escapeControls(frameNameParts(table, index).name), LONGEST_WORD);
}

/** The text in a frame. `~`: its path is an estimate; in a comparison a sign says how the function has changed. */
export function frameTitle(profile: PageProfile, { isKnown, row }: IcicleTree, frame: IcicleFrame): string {
  const sign = profile.before === null ? '' : CHANGE_SIGNS[changeOfTime(profile, row[frame]!)];
  return sign + estimateMark(isKnown[frame] === 1) + shortWord(profile, row[frame]!);
}

const ESTIMATE =
  '~ and a dotted line below mark the rest: a profile has who called whom and no paths, so a function with several callers is shared out by the times of their calls. Its callers and callees, one click away, are exact.';

/** How far the picture can be trusted. `time`: what its whole width stands for. */
export function trustText(tree: IcicleTree, hasFrames: boolean, time: string): string {
  if (tree.whole === 0) return 'This profile has no time to show.';
  if (!hasFrames) return `There is no picture: ${ALL_TOO_SMALL}. The list below has them all.`;
  const { known, unplaced } = trustIn(tree);
  const lost = unplaced === null ? '' : ` ${percentText(unplaced)} is in no frame.`;
  if (known === null) return `The path of calls is known for all of ${time}.${lost}`;
  return `The path of calls is known for ${percentText(known)} of ${time}.${lost} ${ESTIMATE}`;
}

/** A frame in a sentence. */
export function frameText(profile: PageProfile, tree: IcicleTree, frame: IcicleFrame, state: IcicleState): string {
  const row = tree.row[frame]!;
  const wide = wholeOf(state);
  const shareIsOf = wide === null ? '' : ` of ${shortWord(profile, wide)}`;
  const { total, self, cumtime, calls, path } = frameWords(state, tree, frame, {
    time: (seconds) => timeWithUnit(seconds, profile.facts.unit),
    share: (share, mark) => `(${mark}${percentText(share)}${shareIsOf})`,
    digits: groupedDigits,
    name: (of) => shortWord(profile, of),
  });
  const whose = row < profile.table.length ? CODE_WORDS[groupOf(profile, row)] : 'known as a caller only';
  const times = [total, self, cumtime].filter((words) => words !== null);
  return [shownName(profile, row), whose, ...times, calls, path, ...changeWords(profile, row)].join('  ·  ');
}

/** About the function on all its paths: how it was on each is not known. */
function changeWords(profile: PageProfile, row: FunctionIndex): readonly string[] {
  const delta = deltaOf(profile, 'tottime', row);
  if (delta === null) return [];
  if (profile.before?.isThere[row] === 0) return ['a new function'];
  const { unit } = profile.facts;
  return [`${CHANGE_WORDS[changeOfTime(profile, row)]}, ${signedTime(delta, unit)} ${unit} of tottime on all paths`];
}

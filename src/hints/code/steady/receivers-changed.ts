import type { Expression } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import type { FrameCode } from '../module-code.ts';
import { changedItself, rootOf } from './changed-itself.ts';
import { handedToChangers } from './handed-to-changers.ts';
import { otherNamesOf } from './other-names.ts';

/** What a function changes, itself or by what it calls, by each of the names that it has there. */
export const receiversChanged: (frame: FrameCode) => readonly Expression[] = oncePer((frame: FrameCode) => {
  const changed = [...new Set([...changedItself(frame), ...handedToChangers(frame)])];
  return [...changed, ...otherNamesOf(changed, frame)];
});

/** `board` of `board[0][1] = 'x'` and of `board[0].append(piece)` */
export const rootsChanged: (frame: FrameCode) => ReadonlySet<string> = oncePer(
  (frame: FrameCode): ReadonlySet<string> => new Set(receiversChanged(frame).map(rootOf)),
);

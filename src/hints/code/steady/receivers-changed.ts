import { type Expression, isFunctionNode } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import type { FrameCode } from '../module-code.ts';
import { bindingsOf } from '../names.ts';
import { changedItself, rootOf } from './changed-itself.ts';
import { handedToChangers } from './handed-to-changers.ts';
import { otherNamesOf } from './other-names.ts';

/** What a function changes, itself or by what it calls, by each of the names that it has there. */
export const receiversChanged: (frame: FrameCode) => readonly Expression[] = oncePer((frame: FrameCode) => {
  const inner = isFunctionNode(frame.node) ? frame.inner.flatMap((one) => changedAround(one, frame)) : [];
  const changed = [...new Set([...changedItself(frame), ...handedToChangers(frame), ...inner])];
  return [...changed, ...otherNamesOf(changed, frame)];
});

/** What a function inside changes of the names that the one around it binds. */
function changedAround(inner: FrameCode, frame: FrameCode): readonly Expression[] {
  return receiversChanged(inner).filter((one) => {
    const root = rootOf(one);
    return bindingsOf(root, inner).length === 0 && bindingsOf(root, frame).length > 0;
  });
}

/** `board` of `board[0][1] = 'x'` and of `board[0].append(piece)` */
export const rootsChanged: (frame: FrameCode) => ReadonlySet<string> = oncePer(
  (frame: FrameCode): ReadonlySet<string> => new Set(receiversChanged(frame).map(rootOf)),
);

import { type FrameCode, isCalled, nodesOf } from '../module-code.ts';
import { fullName } from '../names.ts';
import { attributesChangedLater } from './fixed-function.ts';

/** The attributes that a function reads and somebody may change after it: all but methods, constants and what is private and left alone by its file. */
export function attributesLent(frame: FrameCode): readonly string[] {
  const later = attributesChangedLater(frame.module);
  const read = nodesOf(frame, 'Attribute').filter(
    (code) => !isCalled(code) && code.node.ctx.nodeType === 'Load' && fullName(code.node, frame).startsWith('.'),
  );
  const names = new Set(read.map(({ node }) => node.attr));
  return [...names].filter((name) => later.has(name) || !/^(_|[A-Z\d_]+$)/.test(name));
}

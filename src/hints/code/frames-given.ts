import { type Expression, isFunctionNode } from '../../source/syntax.ts';
import { type FrameCode, methodsNamed } from './module-code.ts';
import { resolve } from './names.ts';

/** The functions of the file that an expression may be: `trade` of `map(self.trade, rows)`, and a lambda. Who is given one may call it. */
export function framesGiven(value: Expression, frame: FrameCode): readonly FrameCode[] {
  if (value.nodeType === 'Lambda') return [frame.module.frameAt(value) ?? []].flat();
  if (value.nodeType === 'Attribute') return methodsNamed(value.attr, frame);
  if (value.nodeType !== 'Name') return [];
  return resolve(value.id, frame).flatMap(({ binding: { node } }) =>
    isFunctionNode(node) ? (frame.module.frameAt(node) ?? []) : [],
  );
}

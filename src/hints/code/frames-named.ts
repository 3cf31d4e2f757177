import { oncePerDepth } from '../../text/lazily.ts';
import { type CodeNode, type FrameCode, methodsNamed, methodsOf } from './module-code.ts';
import { resolve } from './names.ts';
import { argumentsFor } from './values/call-arguments.ts';

const DEEPEST = 4;

/**
 * The functions of the file that an expression may be: functions, methods and properties, called or handed on; of a class its
 * `__init__`, of an argument what callers give. Who is given one may call it.
 */
export function framesNamed(
  { node, frame }: Pick<CodeNode, 'node' | 'frame'>,
  depth: number = 0,
): readonly FrameCode[] {
  if (node.nodeType === 'Lambda') return [frame.module.frameAt(node) ?? []].flat();
  if (node.nodeType === 'Attribute') return methodsNamed(node.attr, frame);
  if (node.nodeType !== 'Name' || depth > DEEPEST) return [];
  return framesBoundTo(node.id, frame, depth);
}

/** Each once: callers on several levels give one function in many ways. */
const framesBoundTo: (name: string, frame: FrameCode, depth: number) => readonly FrameCode[] = oncePerDepth(
  (name, frame, depth) => [...new Set(framesBehind(name, frame, depth))],
);

function framesBehind(name: string, frame: FrameCode, depth: number): readonly FrameCode[] {
  return resolve(name, frame).flatMap(({ binding, frame: owner }) => {
    if (binding.kind === 'argument') {
      return argumentsFor(binding.target, owner).flatMap((one) =>
        framesNamed({ node: one.value, frame: one.frame }, depth + 1),
      );
    }
    const named = binding.kind === 'definition' ? frame.module.frameAt(binding.node) : undefined;
    if (named?.node.nodeType !== 'ClassDef') return named ?? [];
    return methodsOf(named).filter(({ scope }) => scope.name === '__init__');
  });
}

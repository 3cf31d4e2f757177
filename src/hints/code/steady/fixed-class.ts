import type { Expression } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import type { FrameCode, ModuleCode } from '../module-code.ts';
import { calledName, selfName } from '../names.ts';
import { isDecoratedBy } from '../values/classes-called.ts';
import { rootOf } from './changed-itself.ts';
import { setsByName } from './set-later.ts';

/** `cls` of a class method, `type(row)`, `row.__class__`, where the file sets no attributes of classes by name. */
export function isFixedClass(asked: Expression, frame: FrameCode): boolean {
  return isClass(asked, frame) && !setsOfClasses(frame.module);
}

function isClass(asked: Expression, frame: FrameCode): boolean {
  if (asked.nodeType === 'Call') return calledName(asked, frame) === 'type';
  if (asked.nodeType === 'Attribute') return asked.attr === '__class__';
  return asked.nodeType === 'Name' && asked.id === selfName(frame) && isOfClassItself(frame);
}

function isOfClassItself({ node, scope }: FrameCode): boolean {
  if (node.nodeType !== 'FunctionDef') return false;
  return scope.name === '__new__' || isDecoratedBy('classmethod', node.decorator_list);
}

/** `setattr(kind, name, value)` of what is not the method's own object. */
const setsOfClasses = oncePer(({ frames }: ModuleCode): boolean =>
  frames.some((frame) =>
    setsByName(frame).some(({ object }) => isClass(object, frame) || rootOf(object) !== selfName(frame)),
  ),
);

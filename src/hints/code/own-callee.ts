import { lastName } from '../../source/dotted-text.ts';
import type { NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { definedAs, type FrameCode, groupBy, type ModuleCode, methodsOf } from './module-code.ts';
import { classesOf, resolve, selfAttribute } from './names.ts';
import { classNamed, isDecoratedBy, methodOf } from './values/classes-called.ts';

/** Another method of the same object, or a function of the file: it is looked at too. */
export function ownCallee(call: NodeOf<'Call'>, frame: FrameCode): FrameCode | undefined {
  const name = selfAttribute(call.func, frame);
  if (name !== null && frame.parent !== null) {
    return isOverridden(name, frame.parent) ? undefined : methodsByName(frame.parent).get(name)?.[0];
  }
  if (definedAs(lastName(call.func), frame).length === 0) return undefined;
  if (call.func.nodeType === 'Attribute') return methodOfClass(call.func, frame);
  if (call.func.nodeType !== 'Name') return undefined;
  const [only, ...others] = resolve(call.func.id, frame);
  const node = only?.binding.node;
  if (node?.nodeType !== 'FunctionDef' || node.decorator_list.length > 0 || others.length > 0) return undefined;
  return frame.module.frameAt(node);
}

/** `Schema.parse(text)` of a class of the file, static or a class method. */
function methodOfClass({ attr, value }: NodeOf<'Attribute'>, frame: FrameCode): FrameCode | undefined {
  const owner = value.nodeType === 'Name' ? classNamed(value, frame) : undefined;
  const method = owner === undefined ? undefined : methodOf(owner, attr);
  const decorators = method?.node.nodeType === 'FunctionDef' ? method.node.decorator_list : [];
  return decorators.length === 1 && OF_CLASSES.some((name) => isDecoratedBy(name, decorators)) ? method : undefined;
}

const OF_CLASSES: readonly string[] = ['staticmethod', 'classmethod'];

/** A class of the file that has another method of that name is made of it: which of them runs depends on the object. */
function isOverridden(name: string, owner: FrameCode): boolean {
  return (classesBelow(owner.module).get(owner) ?? []).some((one) => methodsByName(one).has(name));
}

const classesBelow = oncePer(({ frames }: ModuleCode) =>
  groupBy(
    frames.filter(({ node }) => node.nodeType === 'ClassDef'),
    (one) => classesOf(one).filter((base) => base !== one),
  ),
);

const methodsByName = oncePer((owner: FrameCode) => groupBy(methodsOf(owner), ({ scope }) => [scope.name]));

import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { type FrameCode, methodsOf } from '../module-code.ts';
import { attributeBindings, classesOf, resolve, selfAttribute } from '../names.ts';
import { classCalled } from './classes-called.ts';

/** The `__iter__` that `x in names` walks, where `names` is an object of a class of the file that has no `__contains__`. */
export function walkedByIn(asked: Expression, frame: FrameCode): FrameCode | undefined {
  const attribute = selfAttribute(asked, frame);
  const name = asked.nodeType === 'Name' ? asked.id : '';
  const bound = attribute === null ? resolve(name, frame) : attributeBindings(attribute, frame);
  const owners = bound.map(({ binding: { value }, frame: at }) =>
    value?.nodeType === 'Call' ? classCalled(value, at) : undefined,
  );
  const [owner] = owners;
  if (owner === undefined || owners.some((one) => one !== owner)) return undefined;
  const classes = classesOf(owner);
  const methods = classes.flatMap(methodsOf);
  const isKnown = classes.every(({ node, parent }) =>
    isOfFile(node.nodeType === 'ClassDef' ? node : undefined, parent),
  );
  const asksItself = methods.some(({ scope }) => scope.name === '__contains__');
  return isKnown && !asksItself ? methods.find(({ scope }) => scope.name === '__iter__') : undefined;
}

/** All that it inherits is in the file. */
function isOfFile(node: NodeOf<'ClassDef'> | undefined, around: FrameCode | null): boolean {
  if (node === undefined || around === null || node.keywords.length > 0) return false;
  return node.bases.every(
    (base) =>
      base.nodeType === 'Name' &&
      (base.id === 'object' || resolve(base.id, around).some(({ binding }) => binding.node.nodeType === 'ClassDef')),
  );
}

import type { Expression } from '../../../source/syntax.ts';
import { targetText } from '../loops/copied-whole.ts';
import type { FrameCode } from '../module-code.ts';
import { attributeBindings, classesOf, selfAttribute, selfName } from '../names.ts';
import { argumentsFor, type Given } from './call-arguments.ts';
import { hashOfClass } from './hash-of.ts';

/**
 * Whether each object of a class has its own: it itself, and what it keeps of an argument under which the file puts each that
 * it makes, `code` of `accounts[code] = Account(code, name)`.
 */
export function isOwnKey(value: Expression, frame: FrameCode): boolean {
  if (frame.parent?.node.nodeType !== 'ClassDef') return false;
  if (value.nodeType === 'Name') return value.id === selfName(frame) && isFoundByItself(frame.parent);
  const attribute = selfAttribute(value, frame);
  const [only, ...others] = attribute === null ? [] : attributeBindings(attribute, frame);
  const given = only?.binding.value;
  if (only === undefined || others.length > 0 || given?.nodeType !== 'Name') return false;
  const all = argumentsFor(given.id, only.frame);
  return only.frame.scope.name === '__init__' && all.length > 0 && all.every(isPutUnder);
}

/** Not where another class may say what equals it, or one that is made of its class that it is no key. */
function isFoundByItself(owner: FrameCode): boolean {
  const { frames } = owner.module;
  const heirs = frames
    .filter(({ node }) => node.nodeType === 'ClassDef')
    .filter((one) => classesOf(one).includes(owner));
  return heirs.every((heir) => hashOfClass(heir) === 'own') && !frames.some(({ scope: { name } }) => name === '__eq__');
}

function isPutUnder({ value, call }: Given): boolean {
  const put = call?.parent?.node;
  if (put?.nodeType !== 'Assign') return false;
  return put.targets.some(
    (target) => target.nodeType === 'Subscript' && targetText(target.slice) === targetText(value),
  );
}

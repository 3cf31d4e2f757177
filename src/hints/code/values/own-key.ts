import type { Expression } from '../../../source/syntax.ts';
import { targetText } from '../loops/copied-whole.ts';
import type { FrameCode } from '../module-code.ts';
import { attributeBindings, selfAttribute, selfName } from '../names.ts';
import { argumentsFor, type Given } from './call-arguments.ts';

/**
 * Whether each object of a class has its own: it itself, and what it keeps of an argument under which the file puts each that
 * it makes, `code` of `accounts[code] = Account(code, name)`.
 */
export function isOwnKey(value: Expression, frame: FrameCode): boolean {
  if (frame.parent?.node.nodeType !== 'ClassDef') return false;
  if (value.nodeType === 'Name') return value.id === selfName(frame);
  const attribute = selfAttribute(value, frame);
  const [only, ...others] = attribute === null ? [] : attributeBindings(attribute, frame);
  const given = only?.binding.value;
  if (only === undefined || others.length > 0 || given?.nodeType !== 'Name') return false;
  const all = argumentsFor(given.id, only.frame);
  return only.frame.scope.name === '__init__' && all.length > 0 && all.every(isPutUnder);
}

function isPutUnder({ value, call }: Given): boolean {
  const put = call?.parent?.node;
  if (put?.nodeType !== 'Assign') return false;
  return put.targets.some(
    (target) => target.nodeType === 'Subscript' && targetText(target.slice) === targetText(value),
  );
}

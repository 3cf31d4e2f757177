import { type Expression, isComprehension } from '../../../source/syntax.ts';
import { isFieldGiven } from '../class-fields.ts';
import { readsOf } from '../loops/consumption.ts';
import { isReadByName } from '../loops/end-asked.ts';
import { BUILT_IN_METHODS } from '../method-meant.ts';
import {
  type CodeNode,
  classAround,
  type FrameCode,
  methodsNamed,
  placesOfName,
  readsOfAttribute,
} from '../module-code.ts';
import { attributesNamed, bindingsOf, calledName, classesOf } from '../names.ts';
import { argumentsFor } from '../values/call-arguments.ts';
import { isShared } from '../values/own-values.ts';
import { CHANGING } from './changing-methods.ts';
import { setsUnnamed } from './fixed-function.ts';
import { attributesSetLater } from './set-later.ts';
import { changesOfAttribute } from './who-changes.ts';

/** Whether what an attribute holds of each object is made with the object, nobody else has it, and it stays as it is, as far as the file shows. */
export function isMadeForGood(attribute: string, frame: FrameCode): boolean {
  const { module } = frame;
  const bound = attributesNamed(attribute, frame);
  return (
    bound.length > 0 &&
    methodsNamed(attribute, frame).length === 0 &&
    !attributesSetLater(module).has(attribute) &&
    !setsUnnamed(module) &&
    !isReadByName(attribute, module) &&
    bound.every(
      ({ binding: { kind, value }, frame: at }) => kind === 'assignment' && isOwnThing(value, attribute, at),
    ) &&
    changesOfAttribute(attribute, frame).length === 0 &&
    readsOfAttribute(attribute, module).every(isOnlyAsked)
  );
}

/** Made here, or by who makes the object, and for nothing else: `Row(line.split())`. */
function isOwnThing(value: Expression | null, attribute: string, frame: FrameCode): boolean {
  const isField = frame.node.nodeType === 'ClassDef'; // which is bound to what is there where nothing is given
  if (isField && (isFieldGiven(attribute, frame) || !isMadeInSight(frame))) return false;
  if (value?.nodeType !== 'Name') return !isShared(value, frame);
  const bound = bindingsOf(value.id, frame);
  const given = bound.every(({ binding: { kind } }) => kind === 'argument') ? argumentsFor(value.id, frame) : [];
  return (
    readsOf(value.id, frame).length === 1 &&
    given.length > 0 &&
    isMadeInSight(classAround(frame)) &&
    given.every((one) => isMadeToGive(one.value, one.frame))
  );
}

/** Not `Row(**parsed)`, `cls(words)`, `map(Row, lines)`, nor as an heir, which has other calls. */
function isMadeInSight(owner: FrameCode | null): boolean {
  if (owner === null) return false;
  const { callsByName, frames } = owner.module;
  const calls = callsByName().get(owner.scope.name) ?? [];
  const isTold = calls.every(
    ({ node: { args, keywords } }) =>
      args.every(({ nodeType }) => nodeType !== 'Starred') && keywords.every(({ arg }) => arg != null),
  );
  const isHanded = placesOfName(owner.scope.name, owner.module).some(
    ({ node, parent, frame }) =>
      parent?.node.nodeType === 'Call' && parent.node.func !== node && calledName(parent.node, frame) !== 'isinstance',
  );
  const isInherited = frames.some((one) => one !== owner && classesOf(one).includes(owner));
  return isTold && !isHanded && !isInherited && !callsByName().has('cls');
}

/** Also by a name that is read only there. */
function isMadeToGive(value: Expression, frame: FrameCode): boolean {
  if (value.nodeType !== 'Name') return !isShared(value, frame);
  const bound = bindingsOf(value.id, frame);
  const isMade = bound.every((one) => one.binding.kind === 'assignment' && !isShared(one.binding.value, frame));
  return bound.length > 0 && isMade && readsOf(value.id, frame).length === 1;
}

/** `set(row.words)`, `word in row.words`, `for word in row.words`, `row.words[0]`, `row.words.index(word)`: nothing has it by another name. */
function isOnlyAsked({ node, parent, frame }: CodeNode): boolean {
  const around = parent?.node;
  if (around === undefined) return false;
  if (isComprehension(around)) return around.generators.some(({ iter }) => iter === node);
  switch (around.nodeType) {
    case 'Attribute':
      return BUILT_IN_METHODS.has(around.attr) && !CHANGING.has(around.attr);
    case 'Call':
      return around.func !== node && READING.has(calledName(around, frame));
    case 'Subscript':
      return around.value === node && around.ctx.nodeType === 'Load';
    default:
      return ASKING.test(around.nodeType);
  }
}

const ASKING = /^(For|If|While|Compare|UnaryOp|FormattedValue)$/;

/** What they keep or give is another: not `max(a.words, b.words)`. */
const READING: ReadonlySet<string> = new Set(
  `set frozenset list tuple dict sorted len sum any all enumerate zip reversed map filter str repr print collections.Counter
  .join .union .intersection .difference .issubset .issuperset .isdisjoint .update .extend json.dumps`.split(/\s+/),
);

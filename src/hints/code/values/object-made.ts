import { dottedText, lastName } from '../../../source/dotted-text.ts';
import { type Expression, givenValues, type NodeOf } from '../../../source/syntax.ts';
import { hasNoDict } from '../has-no-dict.ts';
import { type FrameCode, nodesOf, valuesReturned } from '../module-code.ts';
import { bindingsOf, classesOf, selfAttribute } from '../names.ts';
import { ownCallee } from '../own-callee.ts';
import { isPlainMethod } from '../steady/fixed-function.ts';
import { classCalled, isPlainlyMade, makesNamedTuple, methodOf } from './classes-called.ts';

/** A new object of the file: what its fields are bound to when it is made. */
type ObjectMade = {
  readonly fields: readonly (Expression | null)[];
  readonly frame: FrameCode;
  readonly hasNoDict: boolean;
};

/** The object that a call makes each time anew: `Row(line)`, and `Row.of(line)` or `parse(line)` that give one. */
export function objectMade(call: NodeOf<'Call'>, frame: FrameCode): ObjectMade | undefined {
  const direct = objectOfClass(call, frame);
  const maker = direct === undefined ? ownCallee(call, frame) : undefined;
  if (maker === undefined || !isPlainMethod(maker) || nodesOf(maker, 'Yield').length > 0) return direct;
  const made = valuesReturned(maker).map((value) =>
    value.nodeType === 'Call' ? objectOfClass(value, maker) : undefined,
  );
  return made.includes(undefined) ? undefined : made[0];
}

function objectOfClass(call: NodeOf<'Call'>, frame: FrameCode): ObjectMade | undefined {
  const given = { fields: givenValues(call), frame };
  if (makesNamedTuple(call, frame)) return { ...given, hasNoDict: true };
  const owner = classCalled(call, frame);
  if (owner === undefined || !isPlainlyMade(owner) || isEnumeration(owner)) return undefined;
  const init = methodOf(owner, '__init__');
  const made = init === undefined ? given : { fields: fieldsSet(init), frame: init };
  return { ...made, hasNoDict: classesOf(owner).every(hasNoDict) };
}

/** `Colour(1)` gives one that there is. */
function isEnumeration(owner: FrameCode): boolean {
  return classesOf(owner).some(
    ({ node }) => node.nodeType === 'ClassDef' && node.bases.some((base) => lastName(base).endsWith('Enum')),
  );
}

/** What `__init__` binds the attributes of its object to, each once; null where that is a part of something. */
function fieldsSet(init: FrameCode): readonly (Expression | null)[] {
  const set = nodesOf(init, 'Attribute').filter(
    ({ node }) => node.ctx.nodeType === 'Store' && selfAttribute(node, init) !== null,
  );
  const names = new Set(set.map(({ node }) => dottedText(node)));
  return [...names].map((name) => bindingsOf(name, init)[0]?.binding.value ?? null);
}

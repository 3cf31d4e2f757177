import { dottedText, lastName } from '../../../source/dotted-text.ts';
import { type Expression, givenValues, isComprehension, type NodeOf } from '../../../source/syntax.ts';
import { oncePer, oncePerName } from '../../../text/lazily.ts';
import { type FrameCode, groupBy, nodesOf } from '../module-code.ts';
import { bindingsOf, classesOf, fullName } from '../names.ts';
import { isMaking } from '../steady/set-later.ts';
import { argumentsFor, isBound, type Source } from './call-arguments.ts';
import { classCalled, classNamed } from './classes-called.ts';
import { isChangeable } from './known-results.ts';
import { classesMeant } from './objects-meant.ts';
import { kindOf } from './value-kind.ts';

/**
 * What a dict or a cache gets of an object that is its key: `own`, who it is or what a `__hash__` of its class says; `parts`, a
 * hash of all that it holds, each time anew; `none`, an error. `unknown` where a base or decorator of elsewhere decides.
 */
export type Hash = 'own' | 'parts' | 'none' | 'unknown';

/** Whether the source shows that a value is none that a dict, a set or a cache takes for a key; a function that gets it may tell its class too. */
export function hasNoHash(value: Expression, frame: FrameCode, callee?: FrameCode): boolean {
  return isChangeable(kindOf(value, frame)) || hashesOf(value, frame, callee).includes('none');
}

/** Whether a cache may keep the results of a function by what a call gives it: a method has its object for a key too. */
export function isGivenKeys(call: NodeOf<'Call'>, callee: FrameCode, frame: FrameCode): boolean {
  const owner = isBound(callee) && !isMaking(callee) ? callee.parent : null;
  if (owner !== null && hashOfClass(owner) === 'none') return false;
  return !givenValues(call).some((value) => hasNoHash(value, frame, callee));
}

/** Of the objects that a name, an attribute or a call may give, as far as their class is in the file. */
export function hashesOf(value: Expression, frame: FrameCode, callee?: FrameCode): readonly Hash[] {
  if (value.nodeType === 'Call') return [classCalled(value, frame)].flatMap((made) => (made ? hashOfClass(made) : []));
  const bound = value.nodeType === 'Name' ? bindingsOf(value.id, frame) : [];
  const given = bound.flatMap(({ binding: { kind, value: made }, frame: at }) => {
    if (kind === 'loop' && made !== null) return made.nodeType === 'Name' ? hashesOfItems(made.id, at) : [];
    return kind === 'assignment' && made?.nodeType === 'Call' ? hashesOf(made, at) : [];
  });
  return [...given, ...classesMeant(dottedText(value), frame, callee).map(hashOfClass)];
}

const DEEPEST = 3;

/** Of what a loop over a list of this name takes. */
const hashesOfItems = oncePerName((list: string, frame: FrameCode): readonly Hash[] => [
  ...new Set(itemsOf(list, frame, 0).flatMap((item) => hashesOf(item.value, item.frame))),
]);

/** The objects that are made for a list, where it is written: `Point(n)` of `[Point(n) for n in numbers]`. */
function itemsIn(list: Expression, frame: FrameCode, depth: number): readonly Source[] {
  if (depth > DEEPEST) return [];
  if (isComprehension(list)) return list.nodeType === 'DictComp' ? [] : calls([list.elt], frame);
  if (list.nodeType === 'List' || list.nodeType === 'Tuple') return calls(list.elts, frame);
  return list.nodeType === 'Name' ? itemsOf(list.id, frame, depth) : [];
}

function itemsOf(list: string, frame: FrameCode, depth: number): readonly Source[] {
  const appended = appendsByList(frame).get(list) ?? [];
  const held = bindingsOf(list, frame).flatMap(({ binding: { kind, value }, frame: at }): readonly Source[] => {
    if (kind === 'argument') return argumentsFor(list, at);
    return kind === 'assignment' && value !== null ? [{ value, frame: at }] : [];
  });
  return [
    ...appended.flatMap(({ node }) => calls(node.args, frame)),
    ...held.flatMap((one) => itemsIn(one.value, one.frame, depth + 1)),
  ];
}

const appendsByList = oncePer((frame: FrameCode) =>
  groupBy(nodesOf(frame, 'Call'), ({ node: { func } }) =>
    func.nodeType === 'Attribute' && func.attr === 'append' ? [dottedText(func.value)] : [],
  ),
);

function calls(items: readonly Expression[], frame: FrameCode): readonly Source[] {
  return items.flatMap((value) => (value.nodeType === 'Call' ? [{ value, frame }] : []));
}

/** The first class that says something of it decides, its own before its bases. */
export const hashOfClass: (owner: FrameCode) => Hash = oncePer((owner: FrameCode): Hash => {
  const [first] = classesOf(owner).flatMap((each) => saidBy(each) ?? []);
  return first ?? 'own';
});

function saidBy(owner: FrameCode): Hash | undefined {
  const [hash] = bindingsOf('__hash__', owner);
  if (hash !== undefined) return hash.binding.value?.nodeType === 'Constant' ? 'none' : 'own';
  if (bindingsOf('__eq__', owner).length > 0) return 'none';
  const { node } = owner;
  if (node.nodeType !== 'ClassDef') return undefined;
  const around = owner.parent ?? owner;
  return (
    node.decorator_list.map((one) => saidByDecorator(one, around)).find((said) => said !== undefined) ??
    node.bases.map((base) => saidByBase(base, around)).find((said) => said !== undefined)
  );
}

function saidByDecorator(decorator: Expression, frame: FrameCode): Hash | undefined {
  const [named, given] = decorator.nodeType === 'Call' ? [decorator.func, decorator.keywords] : [decorator, []];
  const name = fullName(named, frame);
  if (name === 'functools.total_ordering') return undefined;
  if (name !== 'dataclasses.dataclass') return 'unknown';
  const isSaid = (word: string, said: boolean): boolean =>
    given.some(({ arg, value }) => arg === word && value.nodeType === 'Constant' && value.value === said);
  if (isSaid('unsafe_hash', true)) return 'parts';
  if (isSaid('eq', false)) return undefined;
  return isSaid('frozen', true) ? 'parts' : 'none';
}

function saidByBase(base: Expression, frame: FrameCode): Hash | undefined {
  if (base.nodeType === 'Name' && classNamed(base, frame) !== undefined) return undefined;
  if (PLAIN_BASES.has(fullName(base, frame))) return undefined;
  return lastName(base) === 'NamedTuple' ? 'parts' : 'unknown';
}

const PLAIN_BASES: ReadonlySet<string> = new Set(['object', 'abc.ABC', 'typing.Protocol']);

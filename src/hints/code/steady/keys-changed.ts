import { type Expression, isComprehension, type NodeOf } from '../../../source/syntax.ts';
import { oncePer, oncePerName } from '../../../text/lazily.ts';
import { type FrameCode, nodesOf, valuesReturned } from '../module-code.ts';
import { attributesNamed, type BoundIn, calledName, resolve, selfName } from '../names.ts';
import { argumentsFor, type Source } from '../values/call-arguments.ts';
import { kindOf } from '../values/value-kind.ts';
import { framesMeant } from './pure-frame.ts';

/** `3:rows` for a variable, by the frame that has it, `.rows` for an attribute of whichever object. */
export type Key = string;

/** All attributes of an object: `row.__dict__`, `vars(row)`. */
export const ATTRIBUTES: Key = '.__dict__';

/** What is changed with a part of it: also `page.rows` with `row` of `for row in page.rows`. */
export const keysChanged: (frame: FrameCode) => (changed: Expression) => ReadonlySet<Key> = oncePer(
  (frame: FrameCode) => oncePer((value: Expression) => keysFrom({ value, frame, isPart: false })),
);

/** All that may be changed by who has a value, and takes a part of it: also `rows` with `list(rows)`. */
export const keysWithin: (frame: FrameCode) => (value: Expression) => ReadonlySet<Key> = oncePer((frame: FrameCode) =>
  oncePer((value: Expression) => keysFrom({ value, frame, isPart: true })),
);

export function nameKey(id: string, frame: FrameCode): Key {
  return id === selfName(frame) ? 'self' : `${resolve(id, frame)[0]?.frame.index}:${id}`;
}

/** `isPart`: a part of the value is changed, so that a list that was made of it has that part too. */
type Way = Source & { readonly isPart: boolean };

/** `parts`: those of which a part is changed. */
type Found = { readonly keys: Set<Key>; readonly parts: Set<Key> };

const DEEPEST = 4;

function keysFrom(start: Way): ReadonlySet<Key> {
  const found = { keys: new Set<Key>(), parts: new Set<Key>() };
  let ways: readonly Way[] = [start];
  for (let depth = 0; depth <= DEEPEST && ways.length > 0; depth++) ways = ways.flatMap((way) => follow(way, found));
  return found.keys;
}

/** Notes the names on the way, and gives what they may be other names of. */
function follow(way: Way, found: Found): readonly Way[] {
  const { value, frame, isPart } = way;
  const on = (values: readonly (Expression | null)[], more: boolean = isPart): readonly Way[] =>
    values.flatMap((one) => (one === null ? [] : follow({ value: one, frame, isPart: more }, found)));
  switch (value.nodeType) {
    case 'Subscript':
      return on([value.value], true);
    case 'IfExp':
      return on([value.body, value.orelse]);
    case 'BoolOp':
      return on(value.values);
    case 'NamedExpr':
    case 'Starred':
    case 'Await':
      return on([value.value]);
    case 'List':
    case 'Tuple':
    case 'Set':
      return isPart ? on(value.elts) : [];
    case 'Dict':
      return isPart ? on(value.values) : [];
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
      return isPart ? on([value.elt]) : [];
    case 'DictComp':
      return isPart ? on([value.value]) : [];
    case 'BinOp':
      if (!isPart || !JOINING.test(value.op.nodeType)) return [];
      return on([value.left, value.right].filter((one) => !PLAIN.test(kindOf(one, frame))));
    case 'Call':
      return followCall(value, way, found);
    case 'Attribute':
      return followAttribute(value.attr, way, found);
    case 'Name':
      return followName(value.id, way, found);
    default:
      return [];
  }
}

/** `rows + others` has the items of both. */
const JOINING = /^(Add|BitOr|Mult)$/;

function followCall(call: NodeOf<'Call'>, { frame, isPart }: Way, found: Found): readonly Way[] {
  const name = calledName(call, frame);
  if (name === 'vars') found.keys.add(ATTRIBUTES);
  if (name === 'getattr') found.keys.add(attributeAsked(call));
  const receiver = call.func.nodeType === 'Attribute' && PARTS.has(name) ? [call.func.value] : [];
  const walked = WALKS.has(name) && (isPart || !COPIES.has(name)) ? call.args : [];
  const parts = [...receiver, ...walked].map((value) => ({ value, frame, isPart: true }));
  return [...sourcesReturned(call, frame).map((one) => ({ ...one, isPart })), ...parts];
}

/** `.rows` of `getattr(page, 'rows')` */
function attributeAsked({ args: [, name] }: NodeOf<'Call'>): Key {
  return name?.nodeType === 'Constant' ? `.${name.value}` : ATTRIBUTES;
}

function followAttribute(attr: string, { frame, isPart }: Way, found: Found): readonly Way[] {
  if (isKnown(`.${attr}`, isPart, found)) return [];
  return namedBy(`${isPart} ${attr}`, frame);
}

/** Of all objects that have an attribute: they are the same for whoever changes it. */
const namedBy = oncePerName((place: string, frame: FrameCode): readonly Way[] => {
  const [isPart, attr = ''] = place.split(' ');
  return attributesNamed(attr, frame).flatMap((bound) => waysOf(bound, isPart === 'true'));
});

function followName(id: string, { frame, isPart }: Way, found: Found): readonly Way[] {
  if (isKnown(nameKey(id, frame), isPart, found) || id === selfName(frame)) return [];
  return resolve(id, frame).flatMap((bound) => waysOf(bound, isPart));
}

/** Whether it was met: a thing whose part is changed leads to more than the thing itself. */
function isKnown(key: Key, isPart: boolean, { keys, parts }: Found): boolean {
  const isMet = (isPart ? parts : keys).has(key);
  keys.add(key);
  if (isPart) parts.add(key);
  return isMet;
}

/** What a name may be another name, an item or the whole of. */
function waysOf(bound: BoundIn, isPart: boolean): readonly Way[] {
  const { kind, value } = bound.binding;
  if (kind === 'augmented') return [];
  const isItem = isPart || kind === 'loop' || value === null;
  return sourcesBehind(bound).map((one) => ({ ...one, isPart: kind === 'argument' ? isPart : isItem }));
}

export function sourcesBehind({ binding: { kind, target, value, node }, frame }: BoundIn): readonly Source[] {
  if (kind === 'argument') return argumentsFor(target, frame);
  // `self.last = row = {}`
  const alike = node.nodeType === 'Assign' && node.targets.length > 1 ? node.targets : [];
  if (value !== null) return [value, ...alike].map((one) => ({ value: one, frame }));
  const walked = isComprehension(node) ? node.generators.map(({ iter }) => iter) : [];
  const assigned = node.nodeType === 'Assign' ? [node.value] : [];
  return [...walked, ...assigned].map((one) => ({ value: one, frame }));
}

/** Nobody changes one of them. */
export const PLAIN: RegExp = /^(number|str|bytes)$/;

export const PARTS: ReadonlySet<string> = new Set('.get .setdefault .values .items .pop'.split(' '));

export const WALKS: ReadonlySet<string> = new Set(
  'enumerate zip reversed iter next min max sorted list vars getattr'.split(' '),
);

/** Their own list may be changed, and what it was made of is not. */
const COPIES: ReadonlySet<string> = new Set(['sorted', 'list']);

/** What a function of the file gives, one by one or at once. */
export function sourcesReturned(call: NodeOf<'Call'>, frame: FrameCode): readonly Source[] {
  return framesMeant(call, frame).flatMap((callee) =>
    [...valuesReturned(callee), ...valuesYielded(callee)].map((value) => ({ value, frame: callee })),
  );
}

function valuesYielded(frame: FrameCode): readonly Expression[] {
  return [...nodesOf(frame, 'Yield'), ...nodesOf(frame, 'YieldFrom')].flatMap(({ node: { value } }) => value ?? []);
}

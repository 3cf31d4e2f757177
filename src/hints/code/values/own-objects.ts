import { type Expression, isComprehension, type NodeOf } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { methodMeant } from '../method-meant.ts';
import { type FrameCode, groupBy, namesById, nodesOf, valuesReturned } from '../module-code.ts';
import {
  attributesNamed,
  type BoundIn,
  bindingsOf,
  calledName,
  isElsewhere,
  methodCalled,
  selfName,
} from '../names.ts';
import { ownCallee } from '../own-callee.ts';
import { argumentNames } from '../own-name.ts';
import { rootOf } from '../steady/changed-itself.ts';
import { CHANGING } from '../steady/changing-methods.ts';
import { argumentsFor } from './call-arguments.ts';
import { classCalled, isPlainlyMade } from './classes-called.ts';
import { kindOf } from './value-kind.ts';

/** Whether all of what an expression names was made by the function: `stack[-1].body` of a stack of the blocks that it makes. */
export function isOfOwnObjects(expression: Expression, frame: FrameCode): boolean {
  return isMade(expression, frame, known.ownNames(frame));
}

/** The same where the function was given nothing but what its caller has made, its own object among it. */
export function isOfGiven(expression: Expression, frame: FrameCode): boolean {
  return isMade(expression, frame, known.namesGiven(frame));
}

/** What may rest on a guess of {@link givesMade}. */
const memory = () => ({
  ownNames: oncePer((frame: FrameCode) => namesMade(frame, [])),
  namesGiven: oncePer((frame: FrameCode) => namesMade(frame, argumentsGiven(frame))),
  givers: new WeakSet<FrameCode>(),
});

let known = memory();

/** Not `seen=set()`: a default that can be changed is one and the same for all calls. */
function argumentsGiven(frame: FrameCode): readonly string[] {
  return argumentNames(frame).filter((name) =>
    argumentsFor(name, frame).every(({ call, value, frame: at }) => call !== null || isFixed(value, at)),
  );
}

function isFixed(value: Expression, frame: FrameCode): boolean {
  if (value.nodeType === 'Tuple') return value.elts.every((part) => isFixed(part, frame));
  return value.nodeType === 'Constant' || isPlain(value, frame);
}

/**
 * The names of a function that hold nothing but what it has made itself, however deep. All are taken to be so until one is bound to
 * something else, or something else is put into it: what is taken off a stack was put there.
 */
function namesMade(frame: FrameCode, given: readonly string[]): ReadonlySet<string> {
  const stored = nodesOf(frame, 'Name').flatMap(({ node }) => (node.ctx.nodeType === 'Load' ? [] : [node.id]));
  const own = new Set([...stored, ...given]);
  for (let before = -1; before !== own.size; ) {
    before = own.size;
    for (const name of own) if (!isOwn(name, frame, own, given)) own.delete(name);
  }
  return own;
}

function isOwn(name: string, frame: FrameCode, own: ReadonlySet<string>, given: readonly string[]): boolean {
  const bound = bindingsOf(name, frame);
  return (
    bound.length > 0 &&
    !isElsewhere(name, frame) &&
    bound.every((one) => (one.binding.kind === 'argument' ? given.includes(name) : isBoundToMade(one, own))) &&
    (putByRoot(frame).get(name) ?? []).every((value) => isMade(value, frame, own))
  );
}

function isBoundToMade({ binding: { kind, node, value }, frame }: BoundIn, own: ReadonlySet<string>): boolean {
  if (kind !== 'assignment' && kind !== 'augmented' && kind !== 'loop') return false;
  const held = value ?? (node.nodeType === 'Assign' ? node.value : node.nodeType === 'For' ? node.iter : null);
  return held !== null && !isComprehension(node) && isMade(held, frame, own);
}

/** By name: what is put into it, or into a part of it. */
const putByRoot = oncePer((frame: FrameCode): ReadonlyMap<string, readonly Expression[]> => {
  const called = nodesOf(frame, 'Call').flatMap(({ node }) => {
    const method = methodCalled(node, frame);
    const isPut = method !== undefined && CHANGING.has(method.name);
    return isPut ? node.args.map((value) => ({ root: rootOf(method.receiver), value })) : [];
  });
  const assigned = nodesOf(frame, 'Assign').flatMap(({ node: { targets, value } }) =>
    targets.map((to) => ({ to, value })),
  );
  const added = nodesOf(frame, 'AugAssign').map(({ node: { target, value } }) => ({ to: target, value }));
  const stored = [...assigned, ...added].flatMap(({ to, value }) =>
    to.nodeType === 'Subscript' || to.nodeType === 'Attribute' ? [{ root: rootOf(to), value }] : [],
  );
  const grouped = groupBy([...called, ...stored], ({ root }) => [root]);
  return new Map([...grouped].map(([root, all]) => [root, all.map(({ value }) => value)]));
});

/** `begun`: the attributes that were asked for on the way. One that is not begun so ends the question, and any other is asked once. */
function isMade(
  value: Expression,
  frame: FrameCode,
  own: ReadonlySet<string>,
  begun: Set<string> = new Set(),
): boolean {
  const isMadeToo = (part: Expression): boolean => isMade(part, frame, own, begun);
  if (isPlain(value, frame)) return true;
  switch (value.nodeType) {
    case 'Constant':
    case 'JoinedStr':
    case 'Compare':
      return true;
    case 'Name':
      return own.has(value.id) || isUsedAsText(value.id, frame);
    case 'List':
    case 'Tuple':
    case 'Set':
      return value.elts.every(isMadeToo);
    case 'Dict':
      return value.keys.every((key) => key != null) && value.values.every(isMadeToo);
    case 'BinOp':
      return isMadeToo(value.left) && isMadeToo(value.right);
    case 'BoolOp':
      return value.values.every(isMadeToo);
    case 'IfExp':
      return isMadeToo(value.body) && isMadeToo(value.orelse);
    case 'ListComp':
    case 'GeneratorExp':
      return isMadeToo(value.elt);
    case 'Subscript':
      return isMadeToo(value.value);
    case 'Attribute':
      return isMadeToo(value.value) && isBegunOf(value.attr, frame, begun);
    case 'Call': {
      const name = calledName(value, frame);
      if (TEXTS.has(name)) return true;
      const made = classCalled(value, frame);
      const object = value.func.nodeType === 'Attribute' ? [value.func.value] : [];
      const isTaken = TAKING.has(name) || WALKING.has(name);
      const isKnown = isTaken || (made === undefined ? givesOwn(value, frame) : isPlainlyMade(made));
      return isKnown && [...object, ...value.args, ...value.keywords.map((one) => one.value)].every(isMadeToo);
    }
    default:
      return false;
  }
}

/** An attribute that each `__init__` of the file makes anew, or of what it is given. */
function isBegunOf(attribute: string, frame: FrameCode, begun: Set<string>): boolean {
  if (begun.has(attribute)) return true; // `self.next = other.next`
  begun.add(attribute);
  const bound = attributesNamed(attribute, frame);
  return (
    bound.length > 0 &&
    bound.every(({ binding: { kind, value }, frame: init }) => {
      if (value !== null && isPlain(value, init)) return true;
      const isSet = kind === 'assignment' && value !== null && init.scope.name === '__init__';
      const given = new Set(
        argumentsGiven(init).filter((name) => name !== selfName(init) && bindingsOf(name, init).length === 1),
      );
      return isSet && isMade(value, init, given, begun);
    })
  );
}

/** A function or generator of the file that gives what it makes, or was given. */
function givesOwn(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  const { func } = call;
  const callee = ownCallee(call, frame) ?? (func.nodeType === 'Attribute' ? methodMeant(func, frame) : undefined);
  return callee !== undefined && givesMade(callee);
}

/** As long as it is being asked for it does: what it gives of itself is of the same. A guess that was wrong is forgotten with all since. */
function givesMade(callee: FrameCode): boolean {
  if (asked.has(callee)) guessed.add(callee);
  if (asked.has(callee) || known.givers.has(callee)) return true;
  if (others.has(callee) || asked.size > LONGEST) return false;
  asked.add(callee);
  const yielded = nodesOf(callee, 'Yield').flatMap(({ node: { value } }) => value ?? []);
  const given = [...valuesReturned(callee), ...yielded];
  const isGiving = nodesOf(callee, 'YieldFrom').length === 0 && given.every((value) => isOfGiven(value, callee));
  asked.delete(callee);
  (isGiving ? known.givers : others).add(callee);
  if (guessed.delete(callee) && !isGiving) known = memory();
  return isGiving;
}

/** A chain of calls may be as long as a file. */
const LONGEST = 30;

const asked = new Set<FrameCode>();

const guessed = new Set<FrameCode>();

/** They give what others have too: that rests on no guess, as a guess is always in favour. */
const others = new WeakSet<FrameCode>();

const WALKING: ReadonlySet<string> = new Set(['iter', 'list', 'tuple', 'enumerate', 'reversed', 'zip']);

/** Nothing of it can be changed. */
export function isPlain(value: Expression, frame: FrameCode): boolean {
  return /^(number|str|bytes)$/.test(kindOf(value, frame));
}

/** Whether a function does with an argument what only texts are good for, itself or by a function that it hands it on to. */
function isUsedAsText(name: string, frame: FrameCode, depth: number = 0): boolean {
  const [only, ...others] = bindingsOf(name, frame);
  if (only?.binding.kind !== 'argument' || others.length > 0 || depth > DEEPEST) return false;
  return (namesById(frame).get(name) ?? []).some(({ node, parent }) => {
    if (parent?.node.nodeType === 'Attribute') return OF_TEXTS.has(parent.node.attr);
    const call = parent?.node.nodeType === 'Call' && parent.node.func !== node ? parent.node : undefined;
    if (call === undefined || OF_PATTERNS.has(calledName(call, frame))) return call !== undefined;
    return isGivenAsText(node, [ownCallee(call, frame) ?? []].flat(), depth + 1);
  });
}

export function isGivenAsText(value: Expression, callees: readonly FrameCode[], depth: number = 0): boolean {
  return callees.some((callee) =>
    argumentNames(callee).some(
      (name) => argumentsFor(name, callee).some((one) => one.value === value) && isUsedAsText(name, callee, depth),
    ),
  );
}

const DEEPEST = 3;

const OF_TEXTS: ReadonlySet<string> = new Set(
  'startswith endswith strip lstrip rstrip splitlines partition isdigit lower upper encode'.split(' '),
);

const OF_PATTERNS: ReadonlySet<string> = new Set(
  '.match .search .fullmatch .finditer .findall .split .sub re.match re.search re.finditer re.findall re.split'.split(
    ' ',
  ),
);

const TAKING: ReadonlySet<string> = new Set(['.pop', '.popleft']);

/** They give texts and numbers, which cannot be changed, or new lists of those. */
const TEXTS: ReadonlySet<string> = new Set(
  '.group .groups .partition .rpartition .split .rsplit .splitlines .strip .lower .upper .join str int float len re.split'.split(
    ' ',
  ),
);

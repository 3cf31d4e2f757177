import { type Expression, isComprehension } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type FrameCode, groupBy, nodesOf } from '../module-code.ts';
import { attributesNamed, type BoundIn, bindingsOf, calledName, isElsewhere, methodCalled } from '../names.ts';
import { argumentNames } from '../own-name.ts';
import { rootOf } from '../steady/changed-itself.ts';
import { CHANGING } from '../steady/changing-methods.ts';
import { classCalled, isPlainlyMade } from './classes-called.ts';

/** Whether all of what an expression names was made by the function: `stack[-1].body` of a stack of the blocks that it makes. */
export function isOfOwnObjects(expression: Expression, frame: FrameCode): boolean {
  return isMade(expression, frame, ownNames(frame));
}

/**
 * The names of a function that hold nothing but what it has made itself, however deep. All are taken to be so until one is bound to
 * something else, or something else is put into it: what is taken off a stack was put there.
 */
const ownNames = oncePer((frame: FrameCode): ReadonlySet<string> => {
  const stored = nodesOf(frame, 'Name').flatMap(({ node }) => (node.ctx.nodeType === 'Load' ? [] : [node.id]));
  const own = new Set(stored);
  for (let before = -1; before !== own.size; ) {
    before = own.size;
    for (const name of own) if (!isOwn(name, frame, own)) own.delete(name);
  }
  return own;
});

function isOwn(name: string, frame: FrameCode, own: ReadonlySet<string>): boolean {
  const bound = bindingsOf(name, frame);
  return (
    bound.length > 0 &&
    !isElsewhere(name, frame) &&
    bound.every((one) => isBoundToMade(one, own)) &&
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
  switch (value.nodeType) {
    case 'Constant':
    case 'JoinedStr':
    case 'Compare':
      return true;
    case 'Name':
      return own.has(value.id);
    case 'List':
    case 'Tuple':
    case 'Set':
      return value.elts.every(isMadeToo);
    case 'Dict':
      return value.keys.every((key) => key != null) && value.values.every(isMadeToo);
    case 'BinOp':
      return isMadeToo(value.left) && isMadeToo(value.right);
    case 'Subscript':
      return isMadeToo(value.value);
    case 'Attribute':
      return isMadeToo(value.value) && isBegunOf(value.attr, frame, begun);
    case 'Call': {
      const name = calledName(value, frame);
      if (TEXTS.has(name)) return true;
      const made = classCalled(value, frame);
      const object = TAKING.has(name) && value.func.nodeType === 'Attribute' ? [value.func.value] : [];
      const isKnown = object.length > 0 || (made !== undefined && isPlainlyMade(made));
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
      const isPlain = kind === 'assignment' && value !== null && init.scope.name === '__init__';
      const given = new Set(
        argumentNames(init)
          .slice(1)
          .filter((name) => bindingsOf(name, init).length === 1),
      );
      return isPlain && isMade(value, init, given, begun);
    })
  );
}

const TAKING: ReadonlySet<string> = new Set(['.pop', '.popleft']);

/** They give texts and numbers, which cannot be changed, or new lists of those. */
const TEXTS: ReadonlySet<string> = new Set(
  '.group .groups .partition .rpartition .split .rsplit .splitlines .strip .lower .upper .join str int float len re.split'.split(
    ' ',
  ),
);

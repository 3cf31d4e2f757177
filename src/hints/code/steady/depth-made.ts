import { type Expression, givenValues, type NodeOf } from '../../../source/syntax.ts';
import { oncePer, oncePerName } from '../../../text/lazily.ts';
import { type FrameCode, groupBy, methodsNamed, nodesOf, valuesReturned } from '../module-code.ts';
import { bareName, bindingsOf, methodCalled } from '../names.ts';
import { classCalled, isPlainProperty, methodOf } from '../values/classes-called.ts';
import { isChangeable } from '../values/known-results.ts';
import { kindOf } from '../values/value-kind.ts';
import { rootOf } from './changed-itself.ts';
import { CHANGING } from './changing-methods.ts';
import { framesMeant } from './pure-frame.ts';

/** Whether what it gives back may be something that its caller could change. */
export function makesContainer(callee: FrameCode): boolean {
  return depthMade(callee) > 0;
}

/**
 * How deep it goes what a function makes and gives out: 0 for what nobody can change or what is kept elsewhere anyway, 1 for
 * a list of such, 2 for a list of lists.
 */
export function depthMade(callee: FrameCode, steps: number = 0): number {
  return steps > LONGEST ? 0 : once(returnsOf(callee), () => depthOfAll(valuesReturned(callee), callee, steps));
}

/** Its place in what is known: a function is asked for its results, a frame for its names. */
const returnsOf = oncePer((_: FrameCode) => ({}));

const placeOfName = oncePerName((_name: string, _frame: FrameCode) => ({}));

const DEEPEST = 4;

/** A chain of names, or of calls, may be as long as a file. */
const LONGEST = 30;

const known = new WeakMap<object, number>();

/** 0 as long as it is being asked for. */
function once(key: object, find: () => number): number {
  const before = known.get(key);
  if (before !== undefined) return before;
  known.set(key, 0);
  const found = Math.min(DEEPEST, find());
  known.set(key, found);
  return found;
}

/** The same of what an expression gives. */
export function depthGiven(value: Expression, frame: FrameCode, steps: number = 0): number {
  return steps > LONGEST ? 0 : once(value, () => findDepth(value, frame, steps + 1));
}

function findDepth(value: Expression, frame: FrameCode, steps: number): number {
  switch (value.nodeType) {
    case 'List':
    case 'Set':
      return 1 + depthOfAll(value.elts, frame, steps);
    case 'Dict':
      return 1 + depthOfAll(value.values, frame, steps);
    case 'ListComp':
    case 'SetComp':
      return 1 + depthGiven(value.elt, frame, steps);
    case 'DictComp':
      return 1 + depthGiven(value.value, frame, steps);
    case 'Tuple':
      return outside(depthOfAll(value.elts, frame, steps));
    case 'IfExp':
      return depthOfAll([value.body, value.orelse], frame, steps);
    case 'BoolOp':
      return depthOfAll(value.values, frame, steps);
    case 'BinOp':
      return Math.max(depthOfAll([value.left, value.right], frame, steps), joinsContainers(value, frame) ? 1 : 0);
    case 'NamedExpr':
      return depthGiven(value.value, frame, steps);
    case 'Subscript':
      return ofPart(value, frame, steps);
    case 'Attribute':
      return Math.max(ofProperty(value.attr, frame, steps), depthGiven(value.value, frame, steps) - 1);
    case 'Name':
      return ofName(value.id, frame, steps);
    case 'Call':
      return ofCall(value, frame, steps);
    default:
      return 0;
  }
}

/** `self.rows + more` is another list. What calls give is looked at in them. */
function joinsContainers(joined: NodeOf<'BinOp'>, frame: FrameCode): boolean {
  const isNamed = [joined.left, joined.right].some(({ nodeType }) => nodeType === 'Name' || nodeType === 'Attribute');
  return isNamed && isChangeable(kindOf(joined, frame));
}

/** What holds something that could be changed goes one further. */
function outside(inside: number): number {
  return inside === 0 ? 0 : inside + 1;
}

function depthOfAll(values: readonly Expression[], frame: FrameCode, steps: number): number {
  return Math.min(DEEPEST, Math.max(0, ...values.map((one) => depthGiven(one, frame, steps))));
}

/** A slice of a list is another list. */
function ofPart({ value, slice }: NodeOf<'Subscript'>, frame: FrameCode, steps: number): number {
  const whole = depthGiven(value, frame, steps);
  if (slice.nodeType !== 'Slice') return Math.max(0, whole - 1);
  return isChangeable(kindOf(value, frame)) ? Math.max(1, whole) : whole;
}

/** With what is put into it: `rows.append([])`. */
function ofName(name: string, frame: FrameCode, steps: number): number {
  return once(placeOfName(name, frame), () => {
    const made = bindingsOf(name, frame).flatMap(({ binding: { kind, value } }) =>
      kind === 'assignment' && value !== null ? [value] : [],
    );
    const begun = depthOfAll(made, frame, steps);
    if (begun === 0) return 0;
    const put = (putByRoot(frame).get(name) ?? []).map(({ value, isSpread }) => {
      const depth = depthGiven(value, frame, steps);
      return isSpread ? depth : 1 + depth;
    });
    return Math.max(begun, ...put);
  });
}

const SPREADING: ReadonlySet<string> = new Set(['extend', 'update', 'extendleft']);

/** By name: what a function puts into it, or into a part of it. */
const putByRoot = oncePer((frame: FrameCode) => {
  const called = nodesOf(frame, 'Call').flatMap(({ node }) => {
    const method = methodCalled(node, frame);
    const value = node.args.at(-1);
    if (method === undefined || value === undefined || !CHANGING.has(method.name)) return [];
    return [{ root: rootOf(method.receiver), value, isSpread: SPREADING.has(method.name) }];
  });
  const stored = nodesOf(frame, 'Assign').flatMap(({ node: { targets, value } }) =>
    targets.flatMap((target) =>
      target.nodeType === 'Subscript' ? [{ root: rootOf(target), value, isSpread: false }] : [],
    ),
  );
  const added = nodesOf(frame, 'AugAssign').map(({ node: { target, value } }) => ({
    root: rootOf(target),
    value,
    isSpread: true,
  }));
  return groupBy([...called, ...stored, ...added], ({ root }) => [root]);
});

const COPYING: ReadonlySet<string> = new Set(
  'list dict set sorted OrderedDict Counter deque bytearray split splitlines copy'.split(' '),
);

/** What they give is new all the way down. */
const MAKING_ALL: ReadonlySet<string> = new Set(['load', 'loads', 'deepcopy', 'asdict', 'astuple', 'defaultdict']);

function ofCall(call: NodeOf<'Call'>, frame: FrameCode, steps: number): number {
  const callees = framesMeant(call, frame).filter(({ scope }) => scope.name !== '__init__');
  if (callees.length > 0) return Math.max(...callees.map((callee) => depthMade(callee, steps)));
  const made = classCalled(call, frame);
  if (made !== undefined) return 1 + Math.max(depthOfObject(made), depthOfAll(givenValues(call), frame, steps));
  const name = bareName(call, frame);
  if (MAKING_ALL.has(name)) return name === 'defaultdict' && isOfNumbers(call) ? 1 : DEEPEST;
  return COPYING.has(name) ? Math.max(1, depthOfAll(call.args, frame, steps)) : 0;
}

/** `defaultdict(int)` */
function isOfNumbers({ args: [factory] }: NodeOf<'Call'>): boolean {
  return factory?.nodeType === 'Name' && /^(int|float|str|bool)$/.test(factory.id);
}

/** What an object makes for itself: `self.cells = []`, `cells: list = field(default_factory=list)`. */
const depthOfObject = oncePer((owner: FrameCode): number => {
  const init = methodOf(owner, '__init__');
  const set = init === undefined ? [] : nodesOf(init, 'Assign').map(({ node: { value } }) => value);
  const isByFactory = nodesOf(owner, 'Keyword').some(({ node: { arg } }) => arg === 'default_factory');
  return Math.max(isByFactory ? 1 : 0, init === undefined ? 0 : depthOfAll(set, init, 0));
});

function ofProperty(name: string, frame: FrameCode, steps: number): number {
  const properties = methodsNamed(name, frame).filter(({ node }) => isPlainProperty(node));
  return Math.max(0, ...properties.map((property) => depthMade(property, steps)));
}

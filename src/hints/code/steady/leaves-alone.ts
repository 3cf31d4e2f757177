import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { definedAs, type FrameCode, type LoopNode, type ModuleCode, methodsNamed } from '../module-code.ts';
import { attributeBindings, type BoundIn, calledName, fullName, resolve, selfAttribute } from '../names.ts';
import { isOnePass } from '../one-pass.ts';
import type { ValueKind } from '../values/known-results.ts';
import { isOfItsOwn } from '../values/own-values.ts';
import { kindOf } from '../values/value-kind.ts';
import { isKnownPure } from './known-pure.ts';
import { isPureFrame, isPureStep } from './pure-frame.ts';
import { isChangedBeside } from './run-beside.ts';

/** Whether a loop changes nothing but names of its function. */
export function isPureLoop(loop: LoopNode, frame: FrameCode): boolean {
  return pureLoops(frame)(loop);
}

/** Asked for each call in the loop. */
const pureLoops = oncePer((frame: FrameCode) => oncePer((loop: LoopNode) => leavesAlone(loop, frame)));

/** While a loop, or a call that has a key, goes round nothing in it changes more than names of its own, nor what it walks. */
export function leavesAlone(repeated: SyntaxNode, frame: FrameCode): boolean {
  return leaveAsIs([...walkSyntax(repeated)], frame);
}

/** The same of some nodes that run, and all that meanwhile does. */
export function leaveAsIs(nodes: readonly SyntaxNode[], frame: FrameCode): boolean {
  return (
    hasPlainOperators(frame.module) &&
    !isChangedBeside(frame.module) &&
    nodes.every((node) => !PAUSES.has(node.nodeType) && leavesAllAsIs(node, frame))
  );
}

/** Others go on meanwhile. */
const PAUSES: ReadonlySet<string> = new Set(['Yield', 'YieldFrom', 'Await']);

/** Nothing is done by it, nor by a function that is handed on (`map(save, rows)`), and no iterator that others walk is used up. */
export function leavesAllAsIs(node: SyntaxNode, frame: FrameCode): boolean {
  if (!isPureStep(node, frame)) return false;
  if (node.nodeType === 'Call')
    return isOfMethod(node, frame) && handedOn(node, frame).every((one) => isKnown(one, frame));
  if (node.nodeType === 'AugAssign') return node.target.nodeType !== 'Name' || isOwnName(node.target, frame);
  if (node.nodeType !== 'Name' && node.nodeType !== 'Attribute') return true;
  return !isOnePass(node, frame) && isPureByName(node.nodeType === 'Name' ? node.id : node.attr, frame);
}

/** Of whatever in the file has that name, as a property runs where it is read. */
function isPureByName(name: string, frame: FrameCode): boolean {
  return definedAs(name, frame).every(isPureFrame);
}

/** Not `self.get(name)` where an attribute holds who knows what, nor `getattr(self, name)`, which may be a property. */
function isOfMethod(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  if (calledName(call, frame) === 'getattr') return false;
  const name = selfAttribute(call.func, frame);
  const bound = name === null ? [] : attributeBindings(name, frame);
  return name === null || (bound.length > 0 && bound.every(({ binding }) => binding.kind === 'definition'));
}

/** At which place a call is given a function. */
const HANDING: ReadonlyMap<string, number> = new Map([
  ...'map filter functools.reduce functools.partial functools.cmp_to_key itertools.starmap itertools.takewhile'
    .split(' ')
    .map((name) => [name, 0] as const),
  ['itertools.dropwhile', 0],
  ['itertools.filterfalse', 0],
  ['collections.defaultdict', 0],
  ['itertools.groupby', 1],
  ['itertools.accumulate', 1],
  ['re.sub', 1],
  ['.sub', 0],
]);

/** What a call will call itself: an argument, or its key. */
function handedOn(call: NodeOf<'Call'>, frame: FrameCode): readonly Expression[] {
  const keys = call.keywords.flatMap(({ arg, value }) => (arg === 'key' ? [value] : []));
  const given = call.args[HANDING.get(calledName(call, frame)) ?? call.args.length];
  return given === undefined ? keys : [given, ...keys];
}

/** A function of the file is looked at where its name stands; here it must be known that one is meant. */
function isKnown(handed: Expression, frame: FrameCode): boolean {
  switch (handed.nodeType) {
    case 'Lambda':
    case 'Constant':
      return true;
    case 'Call':
      return MAKING.has(calledName(handed, frame));
    case 'Name':
    case 'Attribute':
      return isDefined(handed, frame) || isKnownPure(fullName(handed, frame));
    default:
      return false;
  }
}

const MAKING: ReadonlySet<string> = new Set(['operator.itemgetter', 'functools.partial', 'functools.cmp_to_key']);

function isDefined(handed: NodeOf<'Name' | 'Attribute'>, frame: FrameCode): boolean {
  const name = selfAttribute(handed, frame);
  if (name === null && handed.nodeType === 'Attribute') return methodsNamed(handed.attr, frame).length > 0;
  const bound = name === null ? boundTo(handed, frame) : attributeBindings(name, frame);
  return bound.length > 0 && bound.every(({ binding }) => binding.kind === 'definition');
}

function boundTo(handed: NodeOf<'Name' | 'Attribute'>, frame: FrameCode): readonly BoundIn[] {
  return handed.nodeType === 'Name' ? resolve(handed.id, frame) : [];
}

/** `total += 1`; of a list that another has too it would make that one longer. */
function isOwnName(target: NodeOf<'Name'>, frame: FrameCode): boolean {
  return UNCHANGEABLE.has(kindOf(target, frame)) || isOfItsOwn(target, frame);
}

const UNCHANGEABLE: ReadonlySet<ValueKind> = new Set(['number', 'str', 'bytes', 'tuple', 'frozenset']);

/** What a comparison, a walk, or an item that is asked for runs of the classes of the file. */
const hasPlainOperators = oncePer(({ frames }: ModuleCode) =>
  frames.every((frame) => !OPERATOR.test(frame.scope.name) || isPureFrame(frame)),
);

const OPERATOR = /^__(?!(?:init|post_init|new|enter|exit|del|setattr|setitem|delattr|delitem|setstate|set)__)\w+__$/;

import { type Expression, isComprehension, type SyntaxNode } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { isCallNamed } from '../call-names.ts';
import { propertyMeant } from '../method-meant.ts';
import {
  type CodeNode,
  classAround,
  type FrameCode,
  type LoopNode,
  nodesOf,
  placesOfAttribute,
} from '../module-code.ts';
import { attributeBindings, calledName, classesOf, methodCalled, selfAttribute } from '../names.ts';
import { callsTo } from '../values/call-arguments.ts';
import { changersOfAttribute, isChangedByGiver } from './changed-later.ts';
import { CHANGING } from './changing-methods.ts';
import { isWindow } from './dropped-later.ts';
import { setsUnnamed } from './fixed-function.ts';
import { isFieldKept } from './invariance.ts';
import { isKnownPure } from './known-pure.ts';
import { isPureFrame } from './pure-frame.ts';
import { isChangedBeside } from './run-beside.ts';
import { attributesSetLater, isMaking } from './set-later.ts';
import { setsOf, termsOf } from './terms-of-items.ts';

/** A sum, or a number, of what an object holds: what is walked for it, and where the file changes an item or which there are. */
export type RunningTotal = { readonly held: string; readonly loop: LoopNode; readonly changes: readonly CodeNode[] };

/**
 * What a method adds up of each item by itself, where all that changes it could change a kept result along:
 * `self.lots.append(lot)`, `lot.qty -= part` in a method of the same class.
 */
export const runningTotal: (frame: FrameCode) => RunningTotal | undefined = oncePer((frame: FrameCode) => {
  const walk = isPureFrame(frame) ? walkAddedUp(frame) : undefined;
  const held = walk === undefined ? undefined : heldBy(walk.loop, walk.at);
  const sets = walk === undefined ? undefined : setsOfTerms(walk);
  if (walk === undefined || held === undefined || sets === undefined) return undefined;
  const places = sets.map((set) => placesInOwner(set, frame));
  const changes = [...changesOfHeld(held, frame), ...places.flatMap((all) => all ?? [])];
  const changers = [...changes, ...sets].map((change) => change.frame);
  return places.includes(undefined) || !isHeldForGood(held, changers, walk.at)
    ? undefined
    : { held, loop: walk.loop, changes };
});

/** Where anything sets what a term asks of its item. */
function setsOfTerms({ loop, at }: Walk): readonly CodeNode[] | undefined {
  const sets = termsOf(loop, at)?.map((name) => setsOf(name, at));
  return sets === undefined || sets.includes(undefined) ? undefined : sets.flatMap((all) => all ?? []);
}

type Walk = { readonly loop: LoopNode; readonly at: FrameCode };

/** `sum(lot.qty for lot in self.lots)`, a loop that only adds up, and `len(self.idle)` of a property that gives a list of some. */
function walkAddedUp(frame: FrameCode): Walk | undefined {
  const [loop, ...others] = new Set(frame.nodes.flatMap(({ loops }) => loops));
  const calls = nodesOf(frame, 'Call').filter(({ loops }) => loops.length === 0);
  const sums = calls.filter(({ node }) => isCallNamed(SUMS, node, frame));
  const isOfNumbers = calls.every((call) => sums.includes(call) || isCallNamed(ROUNDING, call.node, frame));
  const given = new Set<SyntaxNode>(sums.flatMap(({ node }) => node.args));
  if (others.length > 0 || !isOfNumbers) return undefined;
  if (loop === undefined) return [...given].flatMap((one) => listOfProperty(one, frame) ?? []).at(0);
  const isSum = loop.nodeType === 'For' ? loop.body.every(isAddition) : given.has(loop) && isEachAlone(loop);
  return isSum ? { loop, at: frame } : undefined;
}

const SUMS: ReadonlySet<string> = new Set(['sum', 'math.fsum', 'len', 'any', 'all']);
const ROUNDING: ReadonlySet<string> = new Set(['round', 'int', 'float', 'bool', 'abs', '.values']);

/** Of a set or dict the number is not that of its items. */
function isEachAlone(loop: LoopNode): boolean {
  const isList = loop.nodeType === 'GeneratorExp' || loop.nodeType === 'ListComp';
  return isList && loop.generators.length === 1;
}

function isAddition(step: SyntaxNode): boolean {
  if (step.nodeType === 'If') return step.orelse.length === 0 && step.body.every(isAddition);
  return step.nodeType === 'AugAssign' && step.op.nodeType === 'Add' && step.target.nodeType === 'Name';
}

function listOfProperty(asked: SyntaxNode, frame: FrameCode): Walk | undefined {
  const isOwn = asked.nodeType === 'Attribute' && selfAttribute(asked, frame) !== null;
  const at = isOwn ? propertyMeant(asked, frame) : undefined;
  const [only, ...others] = at === undefined ? [] : nodesOf(at, 'Return');
  const loop = only?.node.value;
  return at !== undefined && loop?.nodeType === 'ListComp' && others.length === 0 && isEachAlone(loop)
    ? { loop, at }
    : undefined;
}

/** `lots` of `for lot in self.lots` and of `self.lots.values()` */
export function heldBy(loop: LoopNode, frame: FrameCode): string | undefined {
  const walked = walkedBy(loop);
  const method = walked?.nodeType === 'Call' ? methodCalled(walked, frame) : undefined;
  const whole = method?.name === 'values' ? method.receiver : walked;
  return whole === undefined ? undefined : (selfAttribute(whole, frame) ?? undefined);
}

function walkedBy(loop: LoopNode): Expression | undefined {
  if (isComprehension(loop)) return loop.generators[0]?.iter;
  return loop.nodeType === 'For' ? loop.iter : undefined;
}

/** What puts items in or takes them out, but where the object is made: of `sort` the sum knows nothing. */
function changesOfHeld(held: string, frame: FrameCode): readonly CodeNode[] {
  return placesOfAttribute(held, frame.module).flatMap(({ node, parent, frame: at }) => {
    if (parent === null || isMaking(at)) return [];
    const around = parent.node;
    const isItem = around.nodeType === 'Subscript' && around.value === node && around.ctx.nodeType !== 'Load';
    const isMethod = around.nodeType === 'Attribute' && CHANGING.has(around.attr) && !ORDERING.has(around.attr);
    return isItem || isMethod ? [parent] : [];
  });
}

const ORDERING: ReadonlySet<string> = new Set(['sort', 'reverse', 'rotate', 'move_to_end']);

/** Bound where the object is made, and changed by nobody who has it by another name. */
function isHeldForGood(held: string, known: readonly FrameCode[], frame: FrameCode): boolean {
  const { module } = frame;
  const bound = attributeBindings(held, frame);
  const changers = changersOfAttribute(held, frame);
  const isKnown = (changer: FrameCode): boolean => known.includes(changer) || isOnlySorted(held, changer);
  return (
    (bound.length > 0 || isFieldKept(held, frame)) &&
    bound.every(({ binding: { kind, value } }) => kind === 'assignment' && !isWindow(value)) &&
    !attributesSetLater(module).has(held) &&
    !setsUnnamed(module) &&
    !isChangedBeside(module) &&
    !isChangedByGiver(held, frame) &&
    changers.every(isKnown) &&
    !isNamedElsehow(held, changers, frame)
  );
}

function isOnlySorted(held: string, changer: FrameCode): boolean {
  return nodesOf(changer, 'Attribute').some(
    ({ node: { attr, value } }) => ORDERING.has(attr) && value.nodeType === 'Attribute' && value.attr === held,
  );
}

/** `lots = self.lots`, `trim(self.lots)` where it is changed, `return self.lots` anywhere */
function isNamedElsehow(held: string, changers: readonly FrameCode[], { module }: FrameCode): boolean {
  return placesOfAttribute(held, module).some(({ node, parent, frame: at }) => {
    const around = parent?.node;
    if (around === undefined || isMaking(at)) return false;
    if (around.nodeType === 'Return' || around.nodeType === 'Yield') return true;
    if (!changers.includes(at)) return false;
    if (around.nodeType === 'Call') return !isKnownPure(calledName(around, at));
    return around.nodeType === 'Assign' ? around.value === node : HANDING.has(around.nodeType);
  });
}

const HANDING: ReadonlySet<string> = new Set(['AnnAssign', 'Keyword', 'Tuple', 'List', 'Dict']);

/** A change of an item in a method of the class that holds it, or the calls there of a method of the item that changes it. */
function placesInOwner(set: CodeNode, frame: FrameCode): readonly CodeNode[] | undefined {
  const owner = classAround(frame);
  const isOwn = ({ frame: at }: CodeNode): boolean => {
    const around = classAround(at);
    return (
      around !== null && owner !== null && (classesOf(around).includes(owner) || classesOf(owner).includes(around))
    );
  };
  if (isOwn(set)) return [set];
  const { node, loops, frame: method } = set;
  if (node.nodeType !== 'Attribute' || selfAttribute(node, method) === null || loops.length > 0) return undefined;
  const calls = callsTo(method);
  const isAll = calls.length === placesOfAttribute(method.scope.name, frame.module).length;
  return calls.length > 0 && isAll && calls.every(isOwn) ? calls : undefined;
}

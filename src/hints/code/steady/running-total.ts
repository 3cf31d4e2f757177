import type { Expression, SyntaxNode } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { isCallNamed } from '../call-names.ts';
import { isAddition, loopsIn } from '../loops/adding-up.ts';
import { propertyMeant } from '../method-meant.ts';
import {
  type CodeNode,
  classAround,
  type FrameCode,
  iterablesOf,
  type LoopNode,
  nodesOf,
  placesOfAttribute,
} from '../module-code.ts';
import { attributeBindings, bindingsOf, classesOf, methodCalled, selfAttribute, selfName } from '../names.ts';
import { callsTo } from '../values/call-arguments.ts';
import { changersOfAttribute, isChangedByGiver } from './changed-later.ts';
import { CHANGING } from './changing-methods.ts';
import { isWindow } from './dropped-later.ts';
import { setsUnnamed } from './fixed-function.ts';
import { isFieldKept } from './invariance.ts';
import { isPureFrame } from './pure-frame.ts';
import { isChangedBeside } from './run-beside.ts';
import { attributesSetLater, isMaking } from './set-later.ts';
import { isForGood, isNameForGood, setsOf, termsOf } from './terms-of-items.ts';
import { changesByName, isNamedElsehow } from './ways-to-change.ts';

/** A sum, or a number, of what an object holds: what is walked for it, and where the file changes an item or which there are. */
export type RunningTotal = {
  readonly held: string;
  readonly loop: LoopNode;
  readonly changes: readonly CodeNode[];
  /** `alone`: no item of the file changes; `own`: only where it is taken from what the object itself holds. */
  readonly items: 'alone' | 'own' | 'any';
};

/**
 * What a method adds up of each item by itself, where all that changes it could change a kept result along:
 * `self.lots.append(lot)`, `lot.qty -= part` in a method of the same class.
 */
export const runningTotal: (frame: FrameCode) => RunningTotal | undefined = oncePer((frame: FrameCode) => {
  const walk = isPureFrame(frame) ? walkAddedUp(frame) : undefined;
  const held = walk === undefined ? undefined : heldBy(walk.loop, walk.at);
  const sets = walk === undefined ? undefined : setsOfTerms(walk);
  if (walk === undefined || held === undefined || sets === undefined) return undefined;
  if (!isMadeOfSettled(frame, held, walk)) return undefined;
  const found = sets.map((set) => placesInOwner(set, frame));
  const places = found.flatMap((all) => all ?? []);
  const changes = [...changesOfHeld(held, frame), ...places];
  const changers = [...changes, ...sets].map((change) => change.frame);
  return found.includes(undefined) || !isHeldForGood(held, changers, walk.at)
    ? undefined
    : { held, loop: walk.loop, changes, items: itemsChanged(held, places) };
});

/** `sum(...) * self.rate`: what stands outside of the loop, too, is what it was. */
function isMadeOfSettled(frame: FrameCode, held: string, { loop, at }: Walk): boolean {
  const around = frame.nodes.filter(({ node, loops }) => node !== loop && !loops.includes(loop));
  const known = new Set([held, ...(at === frame ? [] : [at.scope.name])]);
  return around.every(({ node, parent }) => {
    if (node.nodeType === 'Name') {
      return selfName(frame) === node.id || bindingsOf(node.id, frame).length > 0 || isNameForGood(node, frame);
    }
    const isAsked = parent?.node.nodeType === 'Call' && parent.node.func === node;
    if (node.nodeType !== 'Attribute' || isAsked) return true;
    return (known.has(node.attr) && selfAttribute(node, frame) !== null) || isForGood(node, frame);
  });
}

/** Another object may have the same item where it is given one; none where it takes the item from what it holds. */
function itemsChanged(held: string, places: readonly CodeNode[]): RunningTotal['items'] {
  if (places.length === 0) return 'alone';
  return places.every(({ node, frame }) => {
    const asked = node.nodeType === 'Call' ? node.func : node;
    return asked.nodeType === 'Attribute' && isTakenFrom(held, asked.value, frame);
  })
    ? 'own'
    : 'any';
}

/** `self.lots[at]`, `lot` of `for lot in self.lots` or after `lot = self.lots[at]`; what two names hand to each other they had from there. */
function isTakenFrom(held: string, item: Expression, frame: FrameCode, asked: ReadonlySet<string> = NO_NAMES): boolean {
  if (item.nodeType === 'Subscript') return selfAttribute(item.value, frame) === held;
  if (item.nodeType !== 'Name') return false;
  if (asked.has(item.id)) return true;
  const bound = bindingsOf(item.id, frame);
  const before = new Set([...asked, item.id]);
  const isTaken = bound.every(({ binding: { kind, value } }) => {
    if (value === null) return false;
    if (kind === 'loop') return heldIn(value, frame) === held;
    return kind === 'assignment' && isTakenFrom(held, value, frame, before);
  });
  return bound.length > 0 && isTaken;
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** Where anything sets what a term asks of its item. */
function setsOfTerms({ loop, at }: Walk): readonly CodeNode[] | undefined {
  const sets = termsOf(loop, at)?.map((name) => setsOf(name, at));
  return sets === undefined || sets.includes(undefined) ? undefined : sets.flatMap((all) => all ?? []);
}

type Walk = { readonly loop: LoopNode; readonly at: FrameCode };

/** `sum(lot.qty for lot in self.lots)`, a loop that only adds up, and `len(self.idle)` of a property that gives a list of some. */
function walkAddedUp(frame: FrameCode): Walk | undefined {
  const [loop, ...others] = loopsIn(frame);
  const calls = nodesOf(frame, 'Call').filter(({ loops }) => loops.length === 0);
  const sums = calls.filter(({ node }) => isCallNamed(SUMS, node, frame));
  const isOfNumbers = calls.every((call) => sums.includes(call) || isCallNamed(ROUNDING, call.node, frame));
  const given = new Set<SyntaxNode>(sums.flatMap(({ node }) => node.args));
  if (others.length > 0 || !isOfNumbers) return undefined;
  if (loop === undefined) return [...given].flatMap((one) => listOfProperty(one, frame) ?? []).at(0);
  const isSum = loop.nodeType === 'For' ? loop.body.every(onlyAdds) : given.has(loop) && isEachAlone(loop);
  return isSum ? { loop, at: frame } : undefined;
}

const SUMS: ReadonlySet<string> = new Set(['sum', 'math.fsum', 'len']);
const ROUNDING: ReadonlySet<string> = new Set(['round', 'int', 'float', 'bool', 'abs', '.values']);

/** Of a set or dict the number is not that of its items. */
function isEachAlone(loop: LoopNode): boolean {
  const isList = loop.nodeType === 'GeneratorExp' || loop.nodeType === 'ListComp';
  return isList && loop.generators.length === 1;
}

function onlyAdds(step: SyntaxNode): boolean {
  if (step.nodeType === 'If') return step.orelse.length === 0 && step.body.every(onlyAdds);
  return isAddition(step);
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
  const [walked] = iterablesOf(loop);
  return walked === undefined ? undefined : heldIn(walked, frame);
}

function heldIn(walked: Expression, frame: FrameCode): string | undefined {
  const method = walked.nodeType === 'Call' ? methodCalled(walked, frame) : undefined;
  return selfAttribute(method?.name === 'values' ? method.receiver : walked, frame) ?? undefined;
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
    // what a set has already comes to no sum again
    !(changesByName(module).get(held) ?? []).some(({ method }) => method === 'add') &&
    !isNamedElsehow(held, changers, frame)
  );
}

function isOnlySorted(held: string, changer: FrameCode): boolean {
  return nodesOf(changer, 'Attribute').some(
    ({ node: { attr, value } }) => ORDERING.has(attr) && value.nodeType === 'Attribute' && value.attr === held,
  );
}

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

import { type Expression, lineOf, type NodeOf } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type FrameCode, groupBy, type ModuleCode, valuesReturned } from '../module-code.ts';
import { attributeBindings, attributesNamed, bindingsOf, calledName, methodCalled, selfName } from '../names.ts';
import { argumentsFor, type Source } from '../values/call-arguments.ts';
import { isParameter } from './asked-again.ts';
import { rootOf } from './changed-itself.ts';
import { framesMeant } from './pure-frame.ts';
import { receiversChanged, rootsChanged } from './receivers-changed.ts';
import { isMaking } from './set-later.ts';

/** The functions that change a part of what an expression names and outlives them, once `__init__` has made it. */
export function changersOf(expression: Expression, frame: FrameCode): readonly FrameCode[] {
  const name = outerName(expression, frame);
  return name === undefined ? NOBODY : (changersByName(frame.module).get(name) ?? NOBODY);
}

/** The same for an attribute, of whichever object. */
export function changersOfAttribute(attribute: string, { module }: FrameCode): readonly FrameCode[] {
  return changersByName(module).get(`.${attribute}`) ?? NOBODY;
}

const NOBODY: readonly FrameCode[] = [];

/** Whether anything that a value is made of is changed by its function, or by another once `__init__` has made it. */
export function isChangedLater(value: Expression, frame: FrameCode): boolean {
  return [...walkSyntax(value)].some((node) => {
    if (node.nodeType === 'Attribute') return changersOf(node, frame).length > 0;
    if (node.nodeType !== 'Name' || node.id === selfName(frame)) return false;
    return rootsChanged(frame).has(node.id) || isPartChanged(node.id, frame) || changersOf(node, frame).length > 0;
  });
}

/** `row` of `for row in grid`, where the function changes `grid[y][x]`: that is an item of one of the rows. */
function isPartChanged(name: string, frame: FrameCode): boolean {
  const held = bindingsOf(name, frame).flatMap(({ binding: { kind, value } }) =>
    kind === 'loop' ? (value ?? []) : [],
  );
  return held.some((walked) =>
    receiversChanged(frame).some((one) => one.nodeType === 'Subscript' && rootOf(one) === rootOf(walked)),
  );
}

/** `register` of `self.register` after `Matcher(register)`, whose caller changes its list afterwards, or in a loop around it. */
export function isChangedByGiver(
  attribute: string,
  frame: FrameCode,
  isMeant: (changed: Expression) => boolean = () => true,
): boolean {
  const given = attributeBindings(attribute, frame).flatMap(({ binding: { value }, frame: init }) =>
    value?.nodeType === 'Name' ? argumentsFor(value.id, init) : [],
  );
  return given.some(({ value, frame: giver, call }) => {
    if (call === null || value.nodeType !== 'Name') return false;
    const isLater = (changed: Expression): boolean => call.loops.length > 0 || lineOf(changed) > lineOf(call.node);
    return receiversChanged(giver).some(
      (changed) => rootOf(changed) === value.id && isMeant(changed) && isLater(changed),
    );
  });
}

const changersByName = oncePer(({ frames }: ModuleCode): ReadonlyMap<string, readonly FrameCode[]> => {
  const later = frames.filter((frame) => !isMaking(frame));
  const all = later.flatMap((frame) => namesChanged(frame).map((name) => ({ name, frame })));
  // the module fills its own tables before it asks, and those of its objects between the questions
  const changed = all.filter(({ name, frame }) => frame.parent !== null || name.startsWith('.'));
  const grouped = groupBy(changed, ({ name }) => [name]);
  return new Map([...grouped].map(([name, all]) => [name, all.map(({ frame }) => frame)]));
});

/** What a function changes, by whichever name it has it, and what callers give for an argument that it changes. */
function namesChanged(frame: FrameCode): readonly string[] {
  const given = [...rootsChanged(frame)].flatMap((root) => (isParameter(root, frame) ? argumentsFor(root, frame) : []));
  const own = receiversChanged(frame).flatMap((one) => outerNames(one, frame));
  return [...new Set([...own, ...given.flatMap(({ value, frame: at }) => outerNames(value, at))])];
}

const DEEPEST = 3;

/**
 * All that is changed with a part of it: `.rows` and `.page` of `self.page.rows[0]`, and of `row` in
 * `for row in self.page.rows`.
 */
function outerNames(changed: Expression, frame: FrameCode, depth: number = 0): readonly string[] {
  if (depth > DEEPEST) return [];
  switch (changed.nodeType) {
    case 'Subscript':
      return outerNames(changed.value, frame, depth);
    case 'Attribute':
      return [
        `.${changed.attr}`,
        ...outerNames(changed.value, frame, depth),
        ...madeOf(changed.attr, frame).flatMap((one) => outerNames(one.value, one.frame, depth + 1)),
      ];
    case 'Call':
      return [
        ...holdersOf(changed, frame).flatMap((one) => outerNames(one, frame, depth)),
        ...framesMeant(changed, frame).flatMap((callee) => namesReturned(callee, depth + 1)),
      ];
    case 'Name': {
      const bound = bindingsOf(changed.id, frame);
      const sources = bound.flatMap(({ binding: { kind, value } }) => (HANDING_ON.has(kind) ? (value ?? []) : []));
      return bound.length === 0 ? [changed.id] : sources.flatMap((one) => outerNames(one, frame, depth + 1));
    }
    default:
      return [];
  }
}

/** `board.cells` of `self.mine = cells` in the `__init__` of `Player(board.cells)`: what changes the one changes the other. */
function madeOf(attribute: string, frame: FrameCode): readonly Source[] {
  return attributesNamed(attribute, frame).flatMap(({ binding: { kind, value }, frame: at }): readonly Source[] => {
    if (kind !== 'assignment' || value === null) return [];
    if (value.nodeType === 'Attribute') return [{ value, frame: at }];
    return value.nodeType === 'Name' && isParameter(value.id, at) ? argumentsFor(value.id, at) : [];
  });
}

/** `.rows` of `self.part()`, which gives out `self.rows`. */
function namesReturned(callee: FrameCode, depth: number): readonly string[] {
  return valuesReturned(callee).flatMap((value) => outerNames(value, callee, depth));
}

const HANDING_ON: ReadonlySet<string> = new Set(['assignment', 'loop', 'with']);

/** What gives out a part of itself: `table` of `table.get(key)`, `rows` of `enumerate(rows)`. */
function holdersOf(call: NodeOf<'Call'>, frame: FrameCode): readonly Expression[] {
  const name = calledName(call, frame);
  if (WALKS.has(name)) return call.args;
  const receiver = PARTS.has(name) ? methodCalled(call, frame)?.receiver : undefined;
  return receiver === undefined ? [] : [receiver];
}

const WALKS: ReadonlySet<string> = new Set(['enumerate', 'zip', 'reversed', 'iter', 'next', 'min', 'max']);

const PARTS: ReadonlySet<string> = new Set(['.get', '.setdefault', '.values', '.items']);

/** `.trails` of `self.trails`, or a name that the function itself does not bind. */
function outerName(expression: Expression, frame: FrameCode): string | undefined {
  if (expression.nodeType === 'Attribute') return `.${expression.attr}`;
  const isOuter = expression.nodeType === 'Name' && bindingsOf(expression.id, frame).length === 0;
  return isOuter ? expression.id : undefined;
}

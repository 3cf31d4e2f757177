import { type Expression, lineOf } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import type { FrameCode, ModuleCode } from '../module-code.ts';
import { attributeBindings, bindingsOf, selfName } from '../names.ts';
import { argumentsFor } from '../values/call-arguments.ts';
import { rootOf } from './changed-itself.ts';
import { type Key, nameKey } from './keys-changed.ts';
import { receiversChanged, rootsChanged } from './receivers-changed.ts';
import { isMaking } from './set-later.ts';
import { changesByKey, changesOfItself, type PartChange } from './who-changes.ts';

/** The functions that change a part of what an expression names and outlives them, once `__init__` has made it. */
export function changersOf(expression: Expression, frame: FrameCode): readonly FrameCode[] {
  const key = outerKey(expression, frame);
  return key === undefined ? NOBODY : (changersByKey(frame.module).get(key) ?? NOBODY);
}

/** The same without those that change something of another name which a part of it has: `.deps` of `targets[name].deps.append(other)`. */
export function changersOfItself(expression: Expression, frame: FrameCode): readonly FrameCode[] {
  const key = outerKey(expression, frame);
  return key === undefined ? NOBODY : (changersOfThings(frame.module).get(key) ?? NOBODY);
}

/** The same for an attribute, of whichever object. */
export function changersOfAttribute(attribute: string, { module }: FrameCode): readonly FrameCode[] {
  return changersByKey(module).get(`.${attribute}`) ?? NOBODY;
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

type Changers = ReadonlyMap<Key, readonly FrameCode[]>;

const changersByKey = oncePer((module: ModuleCode): Changers => changersIn(changesByKey(module)));

const changersOfThings = oncePer((module: ModuleCode): Changers => changersIn(changesOfItself(module)));

function changersIn(changes: ReadonlyMap<Key, readonly PartChange[]>): Changers {
  // the module fills its own tables before it asks, and those of its objects between the questions
  const isLater = (key: Key, { frame }: PartChange): boolean =>
    !isMaking(frame) && (frame.parent !== null || key.startsWith('.'));
  return new Map(
    [...changes].map(([key, all]) => [
      key,
      [...new Set(all.filter((one) => isLater(key, one)).map(({ frame }) => frame))],
    ]),
  );
}

/** `.trails` of `self.trails`, or a name that the function itself does not bind. */
function outerKey(expression: Expression, frame: FrameCode): Key | undefined {
  if (expression.nodeType === 'Attribute') return `.${expression.attr}`;
  const isOuter = expression.nodeType === 'Name' && bindingsOf(expression.id, frame).length === 0;
  return isOuter ? nameKey(expression.id, frame) : undefined;
}

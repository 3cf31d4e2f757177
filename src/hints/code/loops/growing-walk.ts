import { type Expression, isFunctionNode, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type CodeNode, classAround, type FrameCode, groupBy, type ModuleCode, nodesOf } from '../module-code.ts';
import { methodCalled } from '../names.ts';
import { CHANGING, GROWING } from '../steady/changing-methods.ts';
import { setsUnnamed } from '../steady/fixed-function.ts';
import { namesBoundBy } from '../steady/invariance.ts';
import { isPureFrame } from '../steady/pure-frame.ts';
import { isSameList } from '../steady/same-list.ts';
import { attributesSetLater, keysSet } from '../steady/set-later.ts';
import { changesOfAsked } from '../steady/who-changes.ts';

/**
 * The list that a generator or comprehension walks, if it only gets longer, and what is taken of an item never changes: then
 * all of the last walk is known. A condition may ask for a key that differs (`if who is side`): one result each.
 */
export function growingWalk(
  walked: Expression | undefined,
  code: CodeNode<NodeOf<'Call'>>,
  frame: FrameCode,
): Expression | undefined {
  if (walked?.nodeType !== 'GeneratorExp' && walked?.nodeType !== 'ListComp') return undefined;
  const [{ iter } = { iter: undefined }] = walked.generators;
  if (iter === undefined || isRecomputed(frame)) return undefined;
  if (!isOnlyGrowing(iter, frame) || !isSameList(iter, code, frame)) return undefined;
  return takesOfItems(walked, frame) ? iter : undefined;
}

/** Whether it walks one list, and takes nothing of its items but what never changes. */
export function takesOfItems(walked: NodeOf<'GeneratorExp' | 'ListComp'>, frame: FrameCode): boolean {
  const [clause, ...others] = walked.generators;
  if (clause === undefined || others.length > 0) return false;
  const names = namesBoundBy(walked);
  return (
    isOf(walked.elt, names, frame) &&
    clause.ifs.every((test) => isOf(test, names, frame) || isKeyTest(test, names, frame))
  );
}

/** A method without arguments that changes nothing is what `recomputed` is about. */
function isRecomputed(frame: FrameCode): boolean {
  const { node } = frame;
  return isFunctionNode(node) && classAround(frame) !== null && node.args.args.length === 1 && isPureFrame(frame);
}

/** Made of the item alone, of which nothing is set or changed later. */
function isOf(expression: Expression, names: ReadonlySet<string>, frame: FrameCode): boolean {
  return [...walkSyntax(expression)].every((node) => isSteadyPart(node, names, frame));
}

function isSteadyPart(node: SyntaxNode, names: ReadonlySet<string>, frame: FrameCode): boolean {
  if (node.nodeType === 'Name') return names.has(node.id);
  if (node.nodeType === 'Subscript' && node.slice.nodeType === 'Constant')
    return !keysSet(frame.module).has(String(node.slice.value));
  if (node.nodeType !== 'Attribute') return node.nodeType !== 'Call';
  const isSet = attributesSetLater(frame.module).has(node.attr) || setsUnnamed(frame.module);
  return !isSet && changesOfAsked(node, frame).length === 0;
}

/** `who is side`, `blow.side == side` */
function isKeyTest(test: Expression, names: ReadonlySet<string>, frame: FrameCode): boolean {
  if (test.nodeType !== 'Compare' || test.comparators.length !== 1) return false;
  const op = test.ops[0]?.nodeType;
  const sides = [test.left, ...test.comparators];
  const isOther = (side: Expression): boolean =>
    [...walkSyntax(side)].every((node) => node.nodeType !== 'Name' || !names.has(node.id));
  return (op === 'Eq' || op === 'Is') && sides.some((side) => isOf(side, names, frame)) && sides.some(isOther);
}

/** By the last name of what is changed: the methods that do so anywhere in the file. */
const changesByName = oncePer(({ frames }: ModuleCode) =>
  groupBy(
    frames.flatMap((frame) =>
      nodesOf(frame, 'Call').flatMap(({ node }) => {
        const method = methodCalled(node, frame);
        return method !== undefined && CHANGING.has(method.name)
          ? [{ by: method.name, name: lastOf(method.receiver) }]
          : [];
      }),
    ),
    ({ name }) => [name],
  ),
);

/** Whether anything in the file changes a list of the same last name, by a method or an item. */
export function isEverChanged(list: Expression, { module }: FrameCode): boolean {
  return changesByName(module).has(lastOf(list)) || namesStored(module).has(lastOf(list));
}

/** The last names of lists of which items are set, or items of their items. */
export const namesStored: (module: ModuleCode) => ReadonlySet<string> = oncePer(({ frames }: ModuleCode) => {
  const items = frames.flatMap((frame) => nodesOf(frame, 'Subscript'));
  return new Set(items.flatMap(({ node }) => (node.ctx.nodeType === 'Load' ? [] : [lastOf(withoutKeys(node.value))])));
});

function isOnlyGrowing(list: Expression, { module }: FrameCode): boolean {
  const name = lastOf(list);
  const changes = changesByName(module).get(name) ?? [];
  const isStored = namesStored(module).has(name);
  const isAnother = list.nodeType === 'Attribute' && attributesSetLater(module).has(name);
  return name !== '' && changes.length > 0 && changes.every(({ by }) => GROWING.has(by)) && !isStored && !isAnother;
}

function withoutKeys(item: Expression): Expression {
  let at = item;
  while (at.nodeType === 'Subscript') at = at.value;
  return at;
}

function lastOf(list: Expression): string {
  return list.nodeType === 'Attribute' ? list.attr : list.nodeType === 'Name' ? list.id : '';
}

import { type Expression, isEmptyList, type NodeOf } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type CodeNode, type FrameCode, groupBy, type ModuleCode, nodesOf } from '../module-code.ts';
import { attributesNamed, bindingsOf, calledName, methodCalled, selfAttribute } from '../names.ts';
import { CHANGING } from '../steady/changing-methods.ts';
import { takesOfItems } from './growing-walk.ts';

/** A table of lists that only get longer: `self.movements[sku]`, and the functions that append to one of them. */
type GrowingByKey = { readonly table: NodeOf<'Attribute'>; readonly writers: readonly FrameCode[] };

/** What a generator walks, if it is one of the lists of a table of the object, and what is taken of an item never changes. */
export function growingByKey(walked: Expression | undefined, frame: FrameCode): GrowingByKey | undefined {
  if (walked?.nodeType !== 'GeneratorExp' || !takesOfItems(walked, frame)) return undefined;
  const list = walked.generators[0]?.iter;
  const table = list === undefined ? undefined : tableOf(list, frame);
  if (table?.nodeType !== 'Attribute' || selfAttribute(table, frame) === null) return undefined;
  const changes = changesOfLists(frame.module).get(table.attr) ?? [];
  const isGrowing = changes.length > 0 && changes.every(({ by }) => by === 'append');
  if (!isGrowing || !isMadeOnce(table.attr, frame) || isChangedElse(table.attr, frame.module)) return undefined;
  return { table, writers: [...new Set(changes.map(({ at }) => at))] };
}

/** `table` of `table[key]`, `table.get(key, ())` and `table.setdefault(key, [])` */
function tableOf(list: Expression, frame: FrameCode): Expression | undefined {
  if (list.nodeType === 'Subscript') return list.slice.nodeType === 'Slice' ? undefined : list.value;
  if (list.nodeType !== 'Call' || !GIVING.has(calledName(list, frame))) return undefined;
  return list.func.nodeType === 'Attribute' ? list.func.value : undefined;
}

const GIVING: ReadonlySet<string> = new Set(['.get', '.setdefault']);

type ChangeOfList = { readonly by: string; readonly name: string; readonly at: FrameCode };

/** By the name of the table: what is done to one of its lists. */
const changesOfLists = oncePer(({ frames }: ModuleCode) => groupBy(frames.flatMap(changesIn), ({ name }) => [name]));

function changesIn(frame: FrameCode): readonly ChangeOfList[] {
  return nodesOf(frame, 'Call').flatMap(({ node }) => {
    const method = methodCalled(node, frame);
    if (method === undefined || !CHANGING.has(method.name)) return [];
    const table = tableOf(method.receiver, method.frame);
    return table?.nodeType === 'Attribute' ? [{ by: method.name, name: table.attr, at: frame }] : [];
  });
}

function isMadeOnce(name: string, frame: FrameCode): boolean {
  const bound = attributesNamed(name, frame);
  return bound.length > 0 && bound.every(({ frame: at }) => at.scope.name === '__init__');
}

/** A list of it has another name, gets other items by their place, or is put there with something in it; or lists are taken out. */
function isChangedElse(name: string, { frames }: ModuleCode): boolean {
  return frames.some(
    (frame) =>
      nodesOf(frame, 'Subscript').some((code) => isStoreOf(name, code)) ||
      nodesOf(frame, 'Assign').some(({ node: { value } }) => tableNamed(value, frame) === name) ||
      nodesOf(frame, 'Attribute').some((code) => code.node.attr === name && isOtherUse(code)),
  );
}

function tableNamed(value: Expression, frame: FrameCode): string | undefined {
  const table = tableOf(value, frame);
  return table?.nodeType === 'Attribute' ? table.attr : undefined;
}

function isStoreOf(name: string, { node, parent }: CodeNode<NodeOf<'Subscript'>>): boolean {
  if (node.ctx.nodeType === 'Load') return false;
  const around = parent?.node;
  const isEmpty = around?.nodeType === 'Assign' && isEmptyList(around.value);
  const isOfTable = node.value.nodeType === 'Attribute' && node.value.attr === name;
  return isOfTable
    ? !isEmpty
    : [...walkSyntax(node.value)].some((part) => part.nodeType === 'Attribute' && part.attr === name);
}

/** `self.moves.pop(key)`, or a walk of its lists where the function changes what a loop binds. */
function isOtherUse({ parent, frame }: CodeNode<NodeOf<'Attribute'>>): boolean {
  const around = parent?.node;
  if (around?.nodeType !== 'Attribute') return around?.nodeType !== 'Subscript' && !isStored(around);
  return TAKING_OUT.has(around.attr) || (VIEWS.has(around.attr) && changesItemsOfLoops(frame));
}

/** `self.moves = {}` of `__init__` */
function isStored(around: CodeNode['node'] | undefined): boolean {
  return around?.nodeType === 'Assign' || around?.nodeType === 'AnnAssign' || around?.nodeType === 'Compare';
}

const TAKING_OUT: ReadonlySet<string> = new Set(['pop', 'clear', 'popitem', 'update']);

const VIEWS: ReadonlySet<string> = new Set(['values', 'items']);

function changesItemsOfLoops(frame: FrameCode): boolean {
  return nodesOf(frame, 'Call').some(({ node }) => {
    const method = methodCalled(node, frame);
    if (method === undefined || !CHANGING.has(method.name) || method.receiver.nodeType !== 'Name') return false;
    return bindingsOf(method.receiver.id, method.frame).some(({ binding: { kind } }) => kind === 'loop');
  });
}

import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { methodMeant } from '../method-meant.ts';
import { type CodeNode, type FrameCode, groupBy, type ModuleCode, methodsNamed, nodesOf } from '../module-code.ts';
import { attributesNamed, type BoundIn, bindingsOf, methodCalled } from '../names.ts';
import { ownCallee } from '../own-callee.ts';

/** From a dict to the one that has its keys, and to what a method of the file gives. */
const DEEPEST = 5;

/**
 * The functions of which each call puts at most one key into a dict that begins empty, also where another has the same keys
 * (`{name: [] for name in self.tasks}`); undefined where more may come into it.
 */
export function keysPutBy(table: Expression, frame: FrameCode, depth: number = 0): readonly FrameCode[] | undefined {
  if (depth > DEEPEST) return undefined;
  switch (table.nodeType) {
    case 'Attribute':
      return putIntoAttribute(table, frame, depth);
    case 'Name':
      return putIntoOnly(bindingsOf(table.id, frame), table.id, frame, depth);
    case 'DictComp':
      return table.generators.length === 1 ? putIntoWalked(table, frame, depth) : undefined;
    case 'Call':
      return putIntoGiven(table, frame, depth);
    default:
      return undefined;
  }
}

function putIntoAttribute(
  table: NodeOf<'Attribute'>,
  frame: FrameCode,
  depth: number,
): readonly FrameCode[] | undefined {
  const bound = attributesNamed(table.attr, frame);
  if (isFilledElsehow(table.attr, frame)) return undefined;
  const isBegunEmpty = bound.every(({ binding: { value } }) => value?.nodeType === 'Dict' && value.keys.length === 0);
  const stores = storesByName(frame.module).get(table.attr) ?? [];
  if (bound.length === 0 || !isBegunEmpty) return putIntoOnly(bound, table.attr, frame, depth);
  if (stores.length === 0 || stores.some(({ loops }) => loops.length > 0)) return undefined;
  return [...new Set(stores.map((store) => store.frame))];
}

/** What is bound once to what has keys, and gets no more of them. */
function putIntoOnly(
  [only, ...others]: readonly BoundIn[],
  name: string,
  frame: FrameCode,
  depth: number,
): readonly FrameCode[] | undefined {
  if (only === undefined || others.length > 0 || only.binding.kind !== 'assignment') return undefined;
  const { value } = only.binding;
  const isStored = (storesByName(frame.module).get(name) ?? []).length > 0;
  return value === null || isStored || isFilledElsehow(name, frame)
    ? undefined
    : keysPutBy(value, only.frame, depth + 1);
}

/** `{name: [] for name in self.tasks}`, `{name: len(task.needs) for name, task in self.tasks.items()}` */
function putIntoWalked(
  { key, generators }: NodeOf<'DictComp'>,
  frame: FrameCode,
  depth: number,
): readonly FrameCode[] | undefined {
  const [clause] = generators;
  const target = clause?.target.nodeType === 'Tuple' ? clause.target.elts[0] : clause?.target;
  const isSameKey = key.nodeType === 'Name' && target?.nodeType === 'Name' && key.id === target.id;
  if (clause === undefined || !isSameKey) return undefined;
  const { iter } = clause;
  const view = iter.nodeType === 'Call' ? methodCalled(iter, frame) : undefined;
  return keysPutBy(view !== undefined && VIEWS.has(view.name) ? view.receiver : iter, frame, depth + 1);
}

const VIEWS: ReadonlySet<string> = new Set(['items', 'keys']);

/** The functions that put what the only `__getitem__` of the file looks up. */
export function keysPutForItems(frame: FrameCode): readonly FrameCode[] | undefined {
  const [only, ...others] = methodsNamed('__getitem__', frame);
  const [given, ...more] = only === undefined ? [] : nodesOf(only, 'Return');
  const value = given?.node.value;
  if (only === undefined || others.length + more.length > 0 || value?.nodeType !== 'Subscript') return undefined;
  return value.slice.nodeType === 'Name' ? keysPutBy(value.value, only) : undefined;
}

/** `graph.users()`, which returns a dict that it makes. */
function putIntoGiven(call: NodeOf<'Call'>, frame: FrameCode, depth: number): readonly FrameCode[] | undefined {
  const meant = call.func.nodeType === 'Attribute' ? methodMeant(call.func, frame) : undefined;
  const callee = ownCallee(call, frame) ?? meant;
  const [only, ...others] = callee === undefined ? [] : nodesOf(callee, 'Return');
  const value = only?.node.value;
  return callee === undefined || value == null || others.length > 0 ? undefined : keysPutBy(value, callee, depth + 1);
}

function isFilledElsehow(name: string, { module }: FrameCode): boolean {
  return namesFilled(module).has(name);
}

const FILLING: ReadonlySet<string> = new Set(['update', 'setdefault', '__setitem__']);

/** The last names of what a method fills. */
const namesFilled = oncePer(({ frames }: ModuleCode): ReadonlySet<string> => {
  const called = frames.flatMap((frame) => nodesOf(frame, 'Attribute'));
  return new Set(called.flatMap(({ node: { attr, value } }) => (FILLING.has(attr) ? nameOf(value) : [])));
});

/** By the last name of a table: where items of it are set, of whichever object. */
const storesByName = oncePer(
  ({ frames }: ModuleCode): ReadonlyMap<string, readonly CodeNode[]> =>
    groupBy<CodeNode<NodeOf<'Subscript'>>, string>(
      frames.flatMap((frame) => nodesOf(frame, 'Subscript')),
      ({ node: { ctx, value } }) => (ctx.nodeType === 'Store' ? nameOf(value) : []),
    ),
);

function nameOf(table: Expression): readonly string[] {
  return table.nodeType === 'Attribute' ? [table.attr] : table.nodeType === 'Name' ? [table.id] : [];
}

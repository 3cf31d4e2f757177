import type { Binding } from '../../../source/bindings.ts';
import { type Expression, isComprehension } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { targetText } from '../loops/copied-whole.ts';
import { type FrameCode, type ModuleCode, nodesOf } from '../module-code.ts';
import { type BoundIn, bindingsOf, calledName, classAttributeBindings, resolve, selfName } from '../names.ts';
import { namesIn } from '../names-in.ts';
import { isSameInEveryCall } from '../steady/invariance.ts';
import { rootsChanged } from '../steady/receivers-changed.ts';
import { argumentsFor } from './call-arguments.ts';
import { lengthOf } from './static-length.ts';

const DEEPEST = 3;

/** What is known of the rest of the program: usually nothing, and then the file is taken to be all of it. */
export type Beyond = {
  /** Whether all calls of a function are in its file: then its arguments are those that the file gives it. */
  readonly isAllSeen: (callee: FrameCode) => boolean;
  /** Whether there are other files, which may put more into a list or dict of the module. */
  readonly hasOthers: boolean;
};

const NOTHING: Beyond = { isAllSeen: () => true, hasOthers: false };

/**
 * How many values an expression can have at most in all calls of its function, where the source says it: `RULES[kind]` one
 * for each entry of a table that is written out and never changed, `rule` of `for rule in RULES` the same, and an argument
 * as many as the calls in the file give it.
 */
export function mostValues(
  expression: Expression,
  frame: FrameCode,
  beyond: Beyond = NOTHING,
  depth: number = 0,
): number | undefined {
  // what a caller takes of its own object may be another for each
  if (depth > DEEPEST || (depth > 0 && namesIn(expression).has(selfName(frame) ?? ''))) return undefined;
  if (isSameInEveryCall(expression, frame)) return 1;
  const most = (part: Expression): number | undefined => mostValues(part, frame, beyond, depth);
  switch (expression.nodeType) {
    case 'Name':
      return sumOf(bindingsOf(expression.id, frame), (bound) => mostBound(bound, beyond, depth + 1));
    case 'IfExp':
      return sumOf([expression.body, expression.orelse], most);
    case 'BoolOp':
      return sumOf(expression.values, most);
    case 'Subscript':
      return expression.slice.nodeType === 'Slice' ? undefined : entriesOf(expression.value, frame, beyond);
    default:
      return undefined;
  }
}

function mostBound({ binding, frame }: BoundIn, beyond: Beyond, depth: number): number | undefined {
  const { kind, target, value } = binding;
  if (kind === 'loop') {
    const walked = walkedBy(binding);
    return walked === null ? undefined : sumOf(branchesOf(walked), (one) => itemsOf(one, frame, beyond));
  }
  if (kind === 'assignment') return value === null ? undefined : mostValues(value, frame, beyond, depth);
  if (kind !== 'argument' || !beyond.isAllSeen(frame)) return undefined;
  return sumOf(argumentsFor(target, frame), (given) => mostValues(given.value, given.frame, beyond, depth));
}

/** `('text', 'html') if wanted else ('text',)` */
function branchesOf(walked: Expression): readonly Expression[] {
  return walked.nodeType === 'IfExp' ? [...branchesOf(walked.body), ...branchesOf(walked.orelse)] : [walked];
}

/** Of what is the same in every call: `(left, right)` has two others each time. */
function itemsOf(walked: Expression, frame: FrameCode, beyond: Beyond): number | undefined {
  return isSameInEveryCall(walked, frame) ? entriesOf(walked, frame, beyond) : undefined;
}

/** What a loop walks, also where its items are unpacked. */
function walkedBy({ node, value }: Binding): Expression | null {
  if (value !== null) return value;
  if (node.nodeType === 'For') return node.iter;
  return isComprehension(node) && node.generators.length === 1 ? (node.generators[0]?.iter ?? null) : null;
}

/** Ends at the first that nobody knows: a function may have thousands of calls. */
function sumOf<Item>(items: readonly Item[], countOf: (item: Item) => number | undefined): number | undefined {
  let sum: number | undefined;
  for (const item of items) {
    const count = countOf(item);
    if (count === undefined) return undefined;
    sum = (sum ?? 0) + count;
  }
  return sum;
}

/** The entries of a table that nothing in the file changes, and no other file can be expected to. */
export function entriesOf(walked: Expression, frame: FrameCode, beyond: Beyond = NOTHING): number | undefined {
  const view = walked.nodeType === 'Call' && VIEWS.has(calledName(walked, frame)) ? walked.func : undefined;
  const table = view?.nodeType === 'Attribute' ? view.value : walked;
  if (beyond.hasOthers && isOpen(table, frame)) return undefined;
  const isNamed = table.nodeType !== 'Dict' && table.nodeType !== 'DictComp';
  return isNamed && tablesChanged(frame.module).has(targetText(table)) ? undefined : lengthOf(table, frame);
}

/** A list or dict of the module or of a class, by a name that other files may use. */
function isOpen(table: Expression, frame: FrameCode): boolean {
  const bound = table.nodeType === 'Name' ? resolve(table.id, frame) : classAttributeBindings(table, frame);
  return bound.some(({ binding: { target, value }, frame: { node, parent } }) => {
    const isOfModule = parent === null || node.nodeType === 'ClassDef';
    return isOfModule && !target.startsWith('_') && value !== null && CHANGEABLE.test(value.nodeType);
  });
}

const CHANGEABLE = /^(List|Dict|Set|Call)/;

const VIEWS: ReadonlySet<string> = new Set(['.items', '.keys', '.values']);

/** The tables that some function of the file changes an item of, or puts more into: by another name, by one that it hands them to, or by `+=`. */
const tablesChanged = oncePer(({ frames }: ModuleCode): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const frame of frames) {
    for (const { node } of nodesOf(frame, 'Subscript'))
      if (node.ctx.nodeType !== 'Load') names.add(targetText(node.value));
    for (const name of [...rootsChanged(frame), ...namesAdded(frame)]) names.add(name);
  }
  return names;
});

/** `FORMS` after `more = FORMS` and `more += names` */
function namesAdded(frame: FrameCode): readonly string[] {
  const added = nodesOf(frame, 'AugAssign').map(({ node }) => targetText(node.target));
  const behind = added.flatMap((name) => bindingsOf(name, frame).flatMap(({ binding: { value } }) => value ?? []));
  return [...added, ...behind.map(targetText)];
}

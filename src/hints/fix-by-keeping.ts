import { isFunctionNode, lineOf, type NodeOf } from '../source/syntax.ts';
import { classAround, type FrameCode, nodesOf } from './code/module-code.ts';
import { bindingsOf, resolve } from './code/names.ts';
import { argumentNames } from './code/own-name.ts';
import { reboundNames } from './code/rebound-names.ts';
import { rootOf } from './code/steady/changed-itself.ts';
import { changersOf } from './code/steady/changed-later.ts';
import { receiversChanged } from './code/steady/receivers-changed.ts';
import { argumentsFor } from './code/values/call-arguments.ts';
import type { ValueKind } from './code/values/known-results.ts';
import { importLine } from './code/values/made-at.ts';
import { kindOf } from './code/values/value-kind.ts';
import type { Fix } from './rule.ts';

/** How a recursion keeps what it gave: by `lru_cache`, or in words where its arguments or its object forbid that. */
export function fixByKeeping(subject: string, frame: FrameCode): Fix {
  if (classAround(frame) !== null) {
    return { text: 'Keep the results in a dict of the object: lru_cache on a method would keep the object alive.' };
  }
  if (!isFunctionNode(frame.node)) return { text: 'Make it a function under functools.lru_cache(maxsize=None).' };
  const changing = changingNames(frame);
  const clear =
    changing.length === 0 ? '' : ` Call ${frame.scope.name}.cache_clear() where ${changing.join(' and ')} changes.`;
  if (mayGetLists(frame)) {
    return { text: `Remember the results: lru_cache refuses lists, so hand on tuples or places in the list.${clear}` };
  }
  const before = headOf(frame) ?? `def ${subject}:`;
  return {
    text: `Remember the results.${clear}`,
    before,
    after: `${importLine('functools', frame)}@functools.lru_cache(maxsize=None)\n${before}`,
  };
}

/** `def ways(rows: int, columns: int) -> int:` as it is written, where that is one line. */
function headOf({ node, module: { source } }: FrameCode): string | undefined {
  const line = source.lines[lineOf(node) - 1]?.trim() ?? '';
  return /^def .*:$/.test(line) ? line : undefined;
}

/** What it reads of others, and what the file changes: results that are kept know nothing of it. */
function changingNames(frame: FrameCode): readonly string[] {
  const outer = nodesOf(frame, 'Name').filter(({ node }) => bindingsOf(node.id, frame).length === 0);
  return [...new Set(outer.filter(({ node }) => isChanging(node, frame)).map(({ node }) => node.id))];
}

function isChanging(name: NodeOf<'Name'>, frame: FrameCode): boolean {
  const bound = resolve(name.id, frame);
  if (reboundNames(frame.module).has(name.id) || changersOf(name, frame).length > 0) return true;
  return bound.some(({ binding, frame: owner }) => {
    if (owner.parent === null) return binding.kind === 'loop';
    return receiversChanged(owner).some((one) => rootOf(one) === name.id && lineOf(one) > lineOf(frame.node));
  });
}

/** A list, or a part of what nobody says is a text or a tuple. */
function mayGetLists(frame: FrameCode): boolean {
  return argumentNames(frame).some((name) => {
    const given = argumentsFor(name, frame).filter(({ call }) => call !== null); // a default is no part of the key
    const kinds = given.map(({ value, frame: at }) => kindOf(value, at));
    const isSliced = given.some(({ value }) => value.nodeType === 'Subscript' && value.slice.nodeType === 'Slice');
    return kinds.some((kind) => UNHASHABLE.has(kind)) || (isSliced && kinds.some((kind) => !SLICED.has(kind)));
  });
}

const UNHASHABLE: ReadonlySet<ValueKind> = new Set(['list', 'dict', 'set', 'bytearray', 'deque'] as const);
const SLICED: ReadonlySet<ValueKind> = new Set(['str', 'bytes', 'tuple', 'range'] as const);

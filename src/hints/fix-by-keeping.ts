import { isFunctionNode, lineOf, type NodeOf } from '../source/syntax.ts';
import { classAround, codeAt, type FrameCode, nodesOf } from './code/module-code.ts';
import { bindingsOf, resolve, selfName } from './code/names.ts';
import { argumentNames } from './code/own-name.ts';
import { reboundNames } from './code/rebound-names.ts';
import { attributesLent } from './code/steady/attributes-lent.ts';
import { rootOf } from './code/steady/changed-itself.ts';
import { changersOf } from './code/steady/changed-later.ts';
import { receiversChanged } from './code/steady/receivers-changed.ts';
import { argumentsFor, type Given } from './code/values/call-arguments.ts';
import { type Hash, hashesOf, hashOfClass } from './code/values/hash-of.ts';
import { isChangeable, type ValueKind } from './code/values/known-results.ts';
import { importLine } from './code/values/made-at.ts';
import { classesMeant } from './code/values/objects-meant.ts';
import { kindOf } from './code/values/value-kind.ts';
import type { Fix } from './rule.ts';

/** How a recursion keeps what it gave: by `lru_cache`, or in words where its arguments or its object forbid that. */
export function fixByKeeping(subject: string, frame: FrameCode): Fix {
  const changing = changingNames(frame).join(' or ');
  const of = getsOf(frame);
  if (of === 'objects') return { text: BY_ID };
  if (classAround(frame) !== null) {
    const [tuples, drop] = [
      of === 'lists' ? ', by tuples' : '',
      changing && `, and empty it where ${changing} changes`,
    ];
    return { text: `Keep the results in a dict of the object${tuples}${drop}: ${ALIVE}` };
  }
  if (!isFunctionNode(frame.node)) return { text: 'Make it a function under functools.lru_cache(maxsize=None).' };
  const clear = changing && ` Call ${frame.scope.name}.cache_clear() where ${changing} changes.`;
  if (of === 'lists') {
    return { text: `Remember the results: ${NO_LISTS}${clear}` };
  }
  const before = headOf(frame) ?? `def ${subject}:`;
  return {
    text: `Remember the results.${clear}`,
    before,
    after: `${importLine('functools', frame)}@functools.lru_cache(maxsize=None)\n${before}`,
  };
}

const ALIVE = 'lru_cache on a method would keep the object alive.';
const NO_LISTS =
  'lru_cache refuses lists and dicts, so hand on tuples or places in the list, and leave out what is the same in all calls.';
const BY_ID =
  'Keep the results in a dict by the id() of the objects, which begins empty in each call from outside: lru_cache would ask for their hash, which they have not, or which is made of all that they hold each time.';

/** `def ways(rows: int, columns: int) -> int:` as it is written, where that is one line. */
function headOf({ node, module: { source } }: FrameCode): string | undefined {
  const line = source.lines[lineOf(node) - 1]?.trim() ?? '';
  return /^def .*:$/.test(line) ? line : undefined;
}

/** What it reads of others, and what somebody may change: results that are kept know nothing of it. */
function changingNames(frame: FrameCode): readonly string[] {
  const outer = nodesOf(frame, 'Name').filter(({ node }) => bindingsOf(node.id, frame).length === 0);
  const names = outer.filter(({ node }) => isChanging(node, frame)).map(({ node }) => node.id);
  const given = argumentNames(frame).filter((name) =>
    argumentsFor(name, frame).some((one) => isChangedByCaller(one, frame)),
  );
  return [...new Set([...names, ...given, ...attributesLent(frame)])];
}

/** `table` of `best(14, table)`, which its caller changes between two calls or behind them. */
function isChangedByCaller({ value, frame: caller, call }: Given, callee: FrameCode): boolean {
  if (call === null || caller === callee || value.nodeType !== 'Name') return false;
  if (changersOf(value, caller).length > 0) return true;
  return receiversChanged(caller).some((one) => {
    const loops = codeAt(one, caller)?.loops ?? [];
    const isAfter = lineOf(one) > lineOf(call.node) || loops.some((loop) => call.loops.includes(loop));
    return rootOf(one) === value.id && isAfter;
  });
}

function isChanging(name: NodeOf<'Name'>, frame: FrameCode): boolean {
  const bound = resolve(name.id, frame);
  if (reboundNames(frame.module).has(name.id) || changersOf(name, frame).length > 0) return true;
  return bound.some(({ binding, frame: owner }) => {
    if (owner.parent === null) return binding.kind === 'loop';
    return receiversChanged(owner).some((one) => rootOf(one) === name.id && lineOf(one) > lineOf(frame.node));
  });
}

/** What of its arguments is no good key: lists, or parts of what nobody says is a text or a tuple, and objects. */
function getsOf(frame: FrameCode): 'lists' | 'objects' | undefined {
  const names = argumentNames(frame).filter((name) => name !== selfName(frame));
  const given = names.map((name) => argumentsFor(name, frame).filter(({ call }) => call !== null)); // a default is no part of the key
  if (given.some(mayBeLists)) return 'lists';
  const hashes = [
    ...names.flatMap((name) => hashesOfArgument(name, frame)),
    ...given.flat().flatMap(({ value, frame: at }) => hashesOf(value, at)),
  ];
  return hashes.some((hash) => hash !== 'own') ? 'objects' : undefined;
}

function hashesOfArgument(name: string, frame: FrameCode): readonly Hash[] {
  return classesMeant(name, frame, undefined).map(hashOfClass);
}

function mayBeLists(given: readonly Given[]): boolean {
  const kinds = given.map(({ value, frame }) => kindOf(value, frame));
  const isSliced = given.some(({ value }) => value.nodeType === 'Subscript' && value.slice.nodeType === 'Slice');
  return kinds.some(isChangeable) || (isSliced && kinds.some((kind) => !SLICED.has(kind)));
}

const SLICED: ReadonlySet<ValueKind> = new Set(['str', 'bytes', 'tuple', 'range'] as const);

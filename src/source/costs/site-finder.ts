import { calleeEdges, calleeIndex } from '../../profile/callees.ts';
import { bindingsTo } from '../bindings.ts';
import { lastName } from '../dotted-text.ts';
import type { PythonSource } from '../python-source.ts';
import type { ScopeIndex } from '../scope.ts';
import type { SourceBook } from '../source-book.ts';
import type { NodeOf, SyntaxNode } from '../syntax.ts';
import { type Callee, calleeOf } from './callee.ts';
import type { FrameSite } from './frame-sites.ts';
import { comesFromFile } from './module-affinity.ts';
import { type Outline, outlineOf } from './outline.ts';
import type { SitesByKey } from './site-index.ts';
import { callKey, decorationKey, mentionKey, OPERATION, placeKey, type SiteKey } from './site-keys.ts';
import {
  BUILTIN_EXCEPTIONS,
  CONSTRUCTORS,
  IMPORT_FILES,
  operationsCalling,
  TYPES_WITHOUT_ROWS,
} from './special-methods.ts';

type Sites = readonly FrameSite[];

/** A frame of a function, whose calls are looked for in its source. */
export type Caller = {
  readonly book: SourceBook;
  readonly source: PythonSource;
  readonly scope: ScopeIndex;
  readonly file: string;
  readonly index: SitesByKey;
};

/**
 * For each callee the lines of the caller that may call it. First by what the source says: names, imports, operators.
 * Callees not found that way are then looked for among the calls that no other callee claimed: a decorator's wrapper,
 * the `__init__` that a dataclass wrote, a function that came as an argument.
 */
export function findLines(caller: Caller, callees: readonly Callee[]): readonly (readonly number[])[] {
  const named = callees.map((callee) => namedSites(caller, callee));
  const claimed = new Set(named.flat().map(({ node }) => node));
  return callees.map((callee, at) => {
    const sites = named[at] ?? [];
    return linesOf(sites.length > 0 || callee.isBuiltin ? sites : unclaimedSites(caller, callee, claimed));
  });
}

function namedSites(caller: Caller, callee: Callee): Sites {
  for (const keys of keyGroups(caller, callee)) {
    const sites = caller.index.find(keys, callee).filter((site) => !isOtherDefinition(caller, callee, site));
    if (sites.length > 0) return likeliest(caller, callee, sites);
  }
  return [];
}

/**
 * `key = lambda ...; key(x)`: the call is at the second place. Of several sites, those whose imports lead to the
 * callee's file.
 */
function likeliest({ source, scope }: Caller, { name, isBuiltin, file }: Callee, sites: Sites): Sites {
  const calls = name === '<lambda>' ? sites.filter(({ node }) => node.nodeType === 'Call') : [];
  if (calls.length > 0) return calls;
  if (isBuiltin || linesOf(sites).length < 2) return sites;
  const near = sites.filter((site) => comesFromFile(source, scope, site, file));
  return near.length > 0 ? near : sites;
}

/** The keys that may lead to a callee, the surest first. Lazy: a constructor needs a look into another file. */
function* keyGroups(caller: Caller, callee: Callee): Generator<readonly SiteKey[]> {
  const { name, file } = callee;
  const classes = CONSTRUCTORS.has(name) && name !== '__call__' ? classesOf(caller, callee) : [];
  yield classes.map(callKey);
  yield [callKey(name)];
  yield classes.map(mentionKey);
  yield operationsCalling(name);
  if (file === caller.file && /^<\w+>$/.test(name)) yield [placeKey(name.slice(1, -1), callee.line)];
  if (IMPORT_FILES.test(file)) yield [OPERATION.import];
  yield [mentionKey(name)];
}

function classesOf(caller: Caller, callee: Callee): readonly string[] {
  const className = outline(caller, callee)?.className ?? null;
  return className === null ? [] : withHeirs(className, caller.source);
}

/** A class, and those of a file that inherit from it, directly or not: calling any of them may run its methods. */
function withHeirs(className: string, { scopes }: PythonSource): readonly string[] {
  const heirs = new Map<string, string[]>();
  for (const { node, name } of scopes) {
    if (node?.nodeType !== 'ClassDef') continue;
    for (const base of node.bases.map(lastName)) heirs.set(base, [...(heirs.get(base) ?? []), name]);
  }
  const names = [className];
  for (const name of names) for (const heir of heirs.get(name) ?? []) if (!names.includes(heir)) names.push(heir);
  return names;
}

function outline({ book }: Caller, { row, line, name }: Callee): Outline | null {
  const lines = book.linesOf(row);
  return lines === null ? null : outlineOf(lines, line, name);
}

function unclaimedSites(caller: Caller, callee: Callee, claimed: ReadonlySet<SyntaxNode>): Sites {
  const free = (keys: readonly SiteKey[]): Sites =>
    caller.index.find(keys, callee).filter(({ node }) => !claimed.has(node) && !isTypeCall(node));
  for (const sites of guesses(caller, callee, free)) {
    if (sites.length > 0) return likeliest(caller, callee, sites);
  }
  return [];
}

function* guesses(caller: Caller, callee: Callee, free: (keys: readonly SiteKey[]) => Sites): Generator<Sites> {
  const { index } = caller;
  const calls = free([OPERATION.call]);
  if (callee.name === '__call__') yield calls.filter((site) => isLocalCall(caller, site));
  if (isContextHelper(callee)) {
    const managers = contextExpressions(index);
    yield calls.filter(({ node }) => managers.has(node));
  }
  if (CONSTRUCTORS.has(callee.name) || callee.file === '<string>') yield free([OPERATION.construction]);
  const about = outline(caller, callee);
  if (mayWrap(about, callee)) yield free(wrappedNames(caller, callee).map(callKey));
  const maker = callee.name === 'update_wrapper' ? 'wraps' : (about?.maker ?? '');
  yield index.find([decorationKey(maker)], callee);
  if (callee.name === '<genexpr>' || about?.isGenerator === true) {
    yield index.find(operationsCalling('__next__'), callee);
  }
  yield calls.filter((site) => isLocalCall(caller, site));
  yield onOneLine(calls);
}

/** A wrapper is a closure or an object; a plain function or method calls others for itself. */
function mayWrap(about: Outline | null, { name }: Callee): boolean {
  return about === null || about.maker !== null || name === '__call__';
}

/** A wrapper is called by the name of what it wraps, and calls that. */
function wrappedNames({ book }: Caller, { row }: Callee): readonly string[] {
  const index = calleeIndex(book.table);
  const inner = Array.from(calleeEdges(index, row), (edge) => calleeOf(book.table, index.callee[edge]!));
  return inner.filter(({ isBuiltin }) => !isBuiltin).map(({ name }) => name);
}

/** What `contextlib.contextmanager` puts in place of the function that it decorates. */
function isContextHelper({ name, file }: Callee): boolean {
  return name === 'helper' && /(?:^|[\\/])contextlib\.py$/.test(file);
}

function contextExpressions({ all }: SitesByKey): ReadonlySet<SyntaxNode> {
  return new Set(all.flatMap(({ node }) => (node.nodeType === 'WithItem' ? [node.context_expr] : [])));
}

/** `helper(x)` where this file itself defines a plain function of that name: it is not the `helper` of another file. */
function isOtherDefinition({ source, scope, file }: Caller, callee: Callee, { node }: FrameSite): boolean {
  if (callee.isBuiltin || callee.file === file || node.nodeType !== 'Call' || node.func.nodeType !== 'Name')
    return false;
  const defined = definitionOf(source, scope, node.func.id);
  return defined !== null && defined.name === callee.name && defined.decorator_list.length === 0;
}

/** The function that a name stands for, if nothing else binds it where it is bound. */
function definitionOf(source: PythonSource, scope: ScopeIndex, name: string): NodeOf<'FunctionDef'> | null {
  for (let at = scope; at >= 0; at = source.scopes[at]?.parent ?? -1) {
    if (at !== scope && source.scopes[at]?.kind === 'class') continue; // a method does not see its class's names
    const [first, ...more] = bindingsTo(source, at, name);
    if (first !== undefined) return more.length === 0 && first.node.nodeType === 'FunctionDef' ? first.node : null;
  }
  return null;
}

/** `int(x)`, `raise ValueError(x)`: the profiler does not count types as functions. */
function isTypeCall(node: SyntaxNode): boolean {
  return node.nodeType === 'Call' && node.func.nodeType === 'Name' && isBuiltinType(node.func.id);
}

function isBuiltinType(name: string): boolean {
  return TYPES_WITHOUT_ROWS.has(name) || BUILTIN_EXCEPTIONS.has(name);
}

/** What is called is an argument or another variable of the function. */
function isLocalCall({ source, scope }: Caller, { node }: FrameSite): boolean {
  if (node.nodeType !== 'Call' || node.func.nodeType !== 'Name') return false;
  const { id } = node.func;
  return bindingsTo(source, scope, id).some(({ kind }) => kind !== 'import' && kind !== 'definition');
}

/** A guess counts only where it is the only one. */
function onOneLine(sites: Sites): Sites {
  return linesOf(sites).length === 1 ? sites : [];
}

function linesOf(sites: Sites): readonly number[] {
  return [...new Set(sites.map(({ line }) => line))].sort((a, b) => a - b);
}

import {
  type Expression,
  givenValues,
  givenWithObject,
  isComprehension,
  lastLineOf,
  lineOf,
  type NodeOf,
  type SyntaxNode,
} from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { framesNamed } from '../frames-named.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../module-code.ts';
import { methodCalled, resolve, selfName, statementAround } from '../names.ts';
import { namesIn } from '../names-in.ts';
import { isParameter } from '../steady/asked-again.ts';
import { rootOf } from '../steady/changed-itself.ts';
import { CHANGING } from '../steady/changing-methods.ts';
import { namesBoundBy } from '../steady/invariance.ts';
import { framesMeant, isPureStep, withCalled } from '../steady/pure-frame.ts';
import { receiversChanged, rootsChanged } from '../steady/receivers-changed.ts';
import type { Source } from '../values/call-arguments.ts';
import { fileRead, filesChanged, filesChangedBy, isOpening, mayShareFile } from '../written-beside.ts';
import { isPassedOn, readsOf } from './consumption.ts';

/**
 * Whether the list that is made of a generator can go, so that the generator runs only while its items are walked: the
 * walk is in the same `with` and `try`, and nothing from the making to its end has an effect, or changes what the
 * generator reads.
 */
export function canRunLater(list: CodeNode, given: Expression, generator: FrameCode): boolean {
  if (!isInSameBlocks(list)) return false;
  const walked = readOf(list);
  const { frame } = list;
  const seen = new Set([...namesIn(given), ...withCalled(generator).flatMap(outerNames)]);
  return nodesFrom(statementAround(list).node, statementAround(walked).node, frame).every(
    (node) => !HANDING_OVER.has(node.nodeType) && isPureStep(node, frame) && !seen.has(rootChanged(node, frame) ?? ''),
  );
}

/** The walk is in the same `with` and `try` as the making. */
function isInSameBlocks(list: CodeNode): boolean {
  const blocks = blocksAround(readOf(list));
  return blocksAround(list).every((block) => blocks.includes(block));
}

/**
 * Whether the items of a list, or of what a function of the file gives, may be made while they are walked: nothing from the
 * making to the end of the walk changes what they are made of, as far as the file shows.
 *
 * @param walk the call that walks them, where they have no name
 */
export function canBeMadeMeanwhile(list: CodeNode, made: FrameCode | null, walk?: SyntaxNode): boolean {
  const { frame, node } = list;
  if (!isInSameBlocks(list)) return false;
  const own = isComprehension(node) ? namesBoundBy(node) : NONE;
  const makers = made === null ? [] : withCalled(made);
  const names = [...namesIn(node), ...makers.flatMap(outerNames)];
  const seen = new Set([
    ...names.filter((name) => !own.has(name) && name !== selfName(frame) && isVariable(name, frame)),
    ...[...walkSyntax(node), ...makers.flatMap(({ nodes }) => nodes.map((one) => one.node))].flatMap(attributeRead),
  ]);
  const inside = new Set(walkSyntax(node));
  const files = [
    ...[...inside].flatMap((one) => fileRead(one, frame)),
    ...makers.flatMap((maker) => maker.nodes.flatMap((one) => fileRead(one.node, maker))),
  ];
  const between =
    walk === undefined
      ? nodesFrom(statementAround(list).node, statementAround(readOf(list)).node, frame)
      : [...walkSyntax(walk)];
  return between.every((one) => inside.has(one) || !(isDisturbing(one, seen, list) || isWriting(one, files, frame)));
}

const NONE: ReadonlySet<string> = new Set();

/** Neither a built-in nor what an `import` or a `def` binds. */
function isVariable(name: string, frame: FrameCode): boolean {
  const bound = resolve(name, frame);
  return bound.length > 0 && !bound.every(({ binding: { kind } }) => kind === 'import' || kind === 'definition');
}

function attributeRead(node: SyntaxNode): readonly string[] {
  return node.nodeType === 'Attribute' ? [`.${node.attr}`] : [];
}

/** Whether a step between changes something of which names and attributes (`.jobs`) are known, or hands it to who may. */
function isDisturbing(node: SyntaxNode, seen: ReadonlySet<string>, { frame, node: list }: CodeNode): boolean {
  if (HANDING_OVER.has(node.nodeType)) return true;
  if (changedBy(node, frame).some((name) => seen.has(name))) return true;
  if (node.nodeType !== 'Call' || isPureStep(node, frame)) return false;
  if (filesChanged(node, frame).some(({ value }) => partsOf(value, frame).some((name) => seen.has(name)))) return true;
  if (isOpening(node, frame)) return false;
  const callees = framesMeant(node, frame);
  if (framesRun(node, frame).some((callee) => changedByAll(callee).some((name) => seen.has(name)))) return true;
  if (callees.length > 0) return callees.some(changesArguments) && isGivenOrHeld(node, seen, list);
  const isBuiltIn = node.func.nodeType === 'Name' && resolve(node.func.id, frame).length === 0;
  return !isBuiltIn && isGivenOrHeld(node, seen, list);
}

/** `open(path, 'w')` empties what a generator would still read, by whatever function. */
function isWriting(node: SyntaxNode, files: readonly Source[], frame: FrameCode): boolean {
  if (node.nodeType !== 'Call' || files.length === 0) return false;
  const changed = [...filesChanged(node, frame), ...framesRun(node, frame).flatMap(filesChangedBy)];
  return mayShareFile(files, changed);
}

/** With those that it is given: `max(rows, key=weight)`. */
function framesRun(call: NodeOf<'Call'>, frame: FrameCode): readonly FrameCode[] {
  return [...framesMeant(call, frame), ...givenValues(call).flatMap((value) => framesNamed({ node: value, frame }))];
}

/** But for the list, which is a generator then. */
function isGivenOrHeld(call: NodeOf<'Call'>, seen: ReadonlySet<string>, list: SyntaxNode): boolean {
  return givenWithObject(call).some((value) => value !== list && seen.has(rootOf(value)));
}

/** Whichever of them: what it hands on under another name is not followed. */
function changesArguments(callee: FrameCode): boolean {
  return withCalled(callee).some((one) => [...rootsChanged(one)].some((name) => isParameter(name, one)));
}

const changedByAll = oncePer((callee: FrameCode): readonly string[] =>
  withCalled(callee).flatMap((one) =>
    one.nodes.flatMap(({ node }) =>
      changedBy(node, one).filter(
        (name) => name.startsWith('.') || resolve(name, one).some(({ frame }) => frame !== one),
      ),
    ),
  ),
);

/** `jobs` and `.first` of `jobs.first[0] = None`, `.jobs` of `self.jobs.pop()` */
function changedBy(node: SyntaxNode, frame: FrameCode): readonly string[] {
  const isTarget = node.nodeType === 'Name' || node.nodeType === 'Attribute' || node.nodeType === 'Subscript';
  if (isTarget && node.ctx.nodeType !== 'Load') return partsOf(node, frame);
  const method = node.nodeType === 'Call' ? methodCalled(node, frame) : undefined;
  return method !== undefined && CHANGING.has(method.name) ? partsOf(method.receiver, frame) : [];
}

function partsOf(changed: Expression, frame: FrameCode): readonly string[] {
  const parts: string[] = [];
  for (let at = changed; ; at = at.value) {
    if (at.nodeType === 'Attribute') parts.push(`.${at.attr}`);
    else if (at.nodeType !== 'Subscript') {
      return at.nodeType === 'Name' && at.id !== selfName(frame) ? [...parts, at.id] : parts;
    }
  }
}

/** `rows` of `for row in rows`, or the list itself where it has no name; `numbered` of `numbered = enumerate(rows)`. */
function readOf(list: CodeNode): CodeNode {
  const { parent } = list;
  if (parent !== null && isPassedOn(parent.node)) return readOf(parent);
  const target = parent?.node.nodeType === 'Assign' ? parent.node.targets[0] : undefined;
  const [read] = target?.nodeType === 'Name' ? readsOf(target.id, list.frame) : [];
  return read === undefined ? list : readOf(read);
}

const BLOCKS: ReadonlySet<SyntaxNode['nodeType']> = new Set(['With', 'AsyncWith', 'Try', 'TryStar'] as const);

/** Whoever goes on meanwhile may change anything. */
const HANDING_OVER: ReadonlySet<SyntaxNode['nodeType']> = new Set(['Yield', 'YieldFrom', 'Await'] as const);

/** The `with` and `try` around a node. */
export function blocksAround({ parent }: CodeNode): readonly SyntaxNode[] {
  if (parent === null) return [];
  return [...(BLOCKS.has(parent.node.nodeType) ? [parent.node] : []), ...blocksAround(parent)];
}

/** A generator keeps a file open while it is walked; a lock or a transaction is another matter. */
export function isInFilesOnly(code: CodeNode): boolean {
  return blocksAround(code).every(
    (block) =>
      block.nodeType === 'With' && block.items.every(({ context_expr: opened }) => isOpening(opened, code.frame)),
  );
}

function nodesFrom(first: SyntaxNode, last: SyntaxNode, { nodes }: FrameCode): readonly SyntaxNode[] {
  const [from, to] = [lineOf(first), lastLineOf(last)];
  return nodes.flatMap(({ node }) => (lineOf(node) >= from && lastLineOf(node) <= to ? [node] : []));
}

/** `jobs` of `del jobs[key]`, `jobs.first = None`, `jobs.pop()` and `jobs = []` */
function rootChanged(node: SyntaxNode, frame: FrameCode): string | undefined {
  const isTarget = node.nodeType === 'Name' || node.nodeType === 'Attribute' || node.nodeType === 'Subscript';
  if (isTarget && node.ctx.nodeType !== 'Load') return rootOf(node);
  const changed = receiversChanged(frame).find((one) => one === node);
  return changed === undefined ? undefined : rootOf(changed);
}

/** What a function reads that is not its own. */
function outerNames(frame: FrameCode): readonly string[] {
  const names = nodesOf(frame, 'Name').map(({ node }) => node.id);
  return names.filter((name) => resolve(name, frame).some((bound) => bound.frame !== frame));
}

import { type Expression, isEmptyList, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { type CodeNode, type FrameCode, isLoop, nodesOf } from '../module-code.ts';
import { attributeBindings, bindingsOf, calledName, selfAttribute } from '../names.ts';
import { isParameter } from '../steady/asked-again.ts';
import { callsNamed } from '../steady/invariance.ts';
import { framesMeant, withCalled } from '../steady/pure-frame.ts';
import { argumentsFor } from '../values/call-arguments.ts';
import { isConstant, readsOf } from './consumption.ts';

/** A list that a loop fills, and of which nothing is done but to write it to a file that is opened for it. */
export type WrittenAtOnce = {
  readonly name: string;
  readonly appends: readonly CodeNode<NodeOf<'Call'>>[];
  readonly write: CodeNode<NodeOf<'Call'>>;
};

/** `lines = []`, then `lines.append(...)` in a loop, then `file.writelines(lines)` or `file.write(''.join(lines))`. */
export function writtenAtOnce(frame: FrameCode): readonly WrittenAtOnce[] {
  return callsNamed(frame, WRITING).flatMap((write) => {
    const list = listWritten(write.node, frame);
    const appends = list?.nodeType === 'Name' && isOpenedFor(write, frame) ? appendsTo(list.id, frame) : [];
    const isApart = appends.length > 0 && appends.every(({ loops }) => loops.every((loop) => walksNoFile(loop, frame)));
    return list?.nodeType === 'Name' && isApart ? [{ name: list.id, appends, write }] : [];
  });
}

const WRITING: ReadonlySet<string> = new Set(['.writelines', '.write']);

function listWritten({ args: [given, ...others] }: NodeOf<'Call'>, frame: FrameCode): Expression | undefined {
  if (given?.nodeType !== 'Call' || others.length > 0) return given;
  return calledName(given, frame) === '.join' ? given.args[0] : undefined;
}

/** By a text that is not empty: whoever writes each by itself writes that too. */
export function isJoinedWith({ args: [given] }: NodeOf<'Call'>): boolean {
  if (given?.nodeType !== 'Call' || given.func.nodeType !== 'Attribute') return false;
  return !isConstant(given.func.value, '');
}

/** `with open(path, 'w') as file:`, and no other file is opened by the function, which might be the same. */
function isOpenedFor({ node, loops }: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const file = node.func.nodeType === 'Attribute' && node.func.value.nodeType === 'Name' ? node.func.value.id : '';
  const [only, ...others] = bindingsOf(file, frame);
  const isOfWith = only?.binding.kind === 'with' && others.length === 0 && only.frame === frame;
  const opened = only?.binding.value;
  const isOpen = opened?.nodeType === 'Call' && OPENING.has(calledName(opened, frame));
  return loops.length === 0 && isOfWith && isOpen && opensIn(frame) === 1;
}

const OPENING: ReadonlySet<string> = new Set(['open', 'io.open', '.open', 'codecs.open', 'gzip.open']);

const READING: ReadonlySet<string> = new Set([...OPENING, '.read_text', '.read_bytes', '.read', '.readlines']);

function opensIn(frame: FrameCode): number {
  return callsNamed(frame, READING).length;
}

/** All that is done with the list before, and in loops: it begins empty outside of them. */
function appendsTo(name: string, frame: FrameCode): readonly CodeNode<NodeOf<'Call'>>[] {
  const [only, ...others] = bindingsOf(name, frame);
  if (only === undefined || others.length > 0 || only.binding.loopDepth > 0) return [];
  if (!isEmptyList(only.binding.value)) return [];
  const appends = nodesOf(frame, 'Call').filter((code) => isAppendTo(name, code));
  const isAll = readsOf(name, frame).length === appends.length + 1 && appends.every(({ loops }) => loops.length > 0);
  return isAll ? appends : [];
}

/** As a statement of its own: `yield` is none of the expressions around it. */
export function isAppendTo(name: string, { node: { func, args }, parent }: CodeNode<NodeOf<'Call'>>): boolean {
  if (parent?.node.nodeType !== 'Expr' || args[0]?.nodeType === 'Starred') return false;
  if (func.nodeType !== 'Attribute' || func.attr !== 'append' || args.length !== 1) return false;
  return func.value.nodeType === 'Name' && func.value.id === name;
}

/** Neither a file nor what a generator reads of one as the loop goes on: opening it to write would empty what is still to be read. */
function walksNoFile(loop: SyntaxNode, frame: FrameCode): boolean {
  if (!isLoop(loop) || loop.nodeType !== 'For') return false;
  const nodes = [...walkSyntax(loop)];
  const isSafe = (node: SyntaxNode): boolean =>
    node.nodeType !== 'Call' || framesMeant(node, frame).every((callee) => withCalled(callee).every(isWithoutFiles));
  return nodes.every(isSafe) && isHeld(loop.iter, frame);
}

function isWithoutFiles(frame: FrameCode): boolean {
  return opensIn(frame) === 0;
}

const DEEPEST = 3;

/** It is there as a whole before the loop, as far as the file shows. */
function isHeld(walked: Expression, frame: FrameCode, depth: number = 0): boolean {
  if (depth > DEEPEST) return false;
  if (walked.nodeType === 'Attribute') return isAttributeHeld(walked, frame, depth);
  if (walked.nodeType === 'Call') {
    const name = calledName(walked, frame);
    if (HELD.has(name)) return true;
    if (PASSING_ON.has(name)) return walked.args.every((one) => isHeld(one, frame, depth));
    return VIEWS.has(name) && walked.func.nodeType === 'Attribute';
  }
  if (walked.nodeType !== 'Name') return HELD_FORMS.has(walked.nodeType);
  if (isParameter(walked.id, frame)) {
    const given = argumentsFor(walked.id, frame);
    return given.length > 0 && given.every((one) => isHeld(one.value, one.frame, depth + 1));
  }
  const bound = bindingsOf(walked.id, frame);
  return (
    bound.length > 0 &&
    bound.every(({ binding: { value, kind }, frame: at }) => {
      if (kind === 'loop') return true; // a row of what is walked
      if (kind !== 'assignment' || value === null) return false;
      return isHeld(value, at, depth + 1) || givesList(value, at);
    })
  );
}

const HELD: ReadonlySet<string> = new Set(['range', 'sorted', 'list', 'tuple', 'set', 'dict']);
const PASSING_ON: ReadonlySet<string> = new Set(['enumerate', 'zip', 'reversed']);
const VIEWS: ReadonlySet<string> = new Set(['.items', '.keys', '.values']);
const HELD_FORMS: ReadonlySet<string> = new Set(['List', 'Tuple', 'Dict', 'Set', 'ListComp', 'DictComp', 'SetComp']);

function isAttributeHeld(walked: NodeOf<'Attribute'>, frame: FrameCode, depth: number): boolean {
  const attribute = selfAttribute(walked, frame);
  if (attribute === null) return true;
  const bound = attributeBindings(attribute, frame);
  return bound.every(({ binding: { value }, frame: at }) => {
    return value !== null && (isHeld(value, at, depth + 1) || givesList(value, at));
  });
}

/** `rows = make_rows()` of a function of the file that is no generator and opens nothing later. */
function givesList(value: Expression, frame: FrameCode): boolean {
  const callees = value.nodeType === 'Call' ? framesMeant(value, frame) : [];
  return (
    callees.length > 0 &&
    callees.every((callee) => nodesOf(callee, 'Yield').length === 0 && nodesOf(callee, 'GeneratorExp').length === 0)
  );
}

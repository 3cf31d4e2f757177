import { keyGiven, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { framesNamed } from '../frames-named.ts';
import { isHandedOn } from '../handed-on.ts';
import {
  type CodeNode,
  codeAt,
  type FrameCode,
  iterablesOf,
  type LoopNode,
  type ModuleCode,
  nodesInLoop,
  nodesOf,
} from '../module-code.ts';
import { calledName } from '../names.ts';
import { callsTo } from '../values/call-arguments.ts';

const DEEPEST = 4;

/** What runs between one run of a place and the next, as far as the file shows it. */
export type Between = {
  readonly nodes: readonly CodeNode[];
  /** Nobody in the file calls the function, so that what runs between its calls is not seen. */
  readonly isUnseen: boolean;
  /** Others run while it waits at a `yield` or an `await`. */
  readonly isLeft: boolean;
};

/** In a loop around the place; without one in the loops around the calls of its function, and of those that call it. */
export function runsBetween(code: CodeNode, loop: LoopNode | undefined = code.loops[0]): Between {
  const found = { nodes: new Set<CodeNode>(), isUnseen: false };
  if (loop === undefined) goUp(code.frame, found);
  const { nodes: own, isLeft: isAway } = withWalkers(
    loop === undefined ? [...found.nodes] : repeatedBy(loop, code.frame),
  );
  const nodes = withReached(own, code.frame);
  const isLeft =
    isAway || nodes.some(({ node }) => /^A(wait|sync(For|With))$/.test(node.nodeType)) || isWalkedLater(loop, code);
  return { nodes, isUnseen: found.isUnseen, isLeft };
}

/** With what runs while it waits at a `yield`: the loops over its generator, where the file has them all. */
function withWalkers(own: readonly CodeNode[]): Pick<Between, 'nodes' | 'isLeft'> {
  const nodes = new Set(own);
  const asked = new Set<FrameCode>();
  for (const { node, frame } of nodes) {
    if (!node.nodeType.startsWith('Yield') || asked.has(frame)) continue;
    asked.add(frame);
    const walkers = isHandedOn(frame) ? [] : callsTo(frame).map(({ node: call, frame: at }) => walkerOf(call, at));
    if (walkers.length === 0 || walkers.includes(undefined)) return { nodes: own, isLeft: true };
    for (const one of walkers.flatMap((walker) => walker ?? [])) nodes.add(one);
  }
  return { nodes: [...nodes], isLeft: false };
}

/** What a loop over what a call gives does in each pass; undefined where it is no such loop. */
function walkerOf(call: NodeOf<'Call'>, frame: FrameCode): readonly CodeNode[] | undefined {
  const around = codeAt(call, frame)?.parent?.node;
  if (around?.nodeType === 'For' && around.iter === call) return repeatedBy(around, frame);
  return isOnlyWalking(around, frame) ? [] : undefined;
}

/** `max(rows(), key=weight)` runs `weight` meanwhile, and an own `extend` may do anything. */
function isOnlyWalking(around: SyntaxNode | undefined, frame: FrameCode): boolean {
  if (around?.nodeType !== 'Call' || !WALKING.test(calledName(around, frame))) return false;
  return keyGiven(around) === undefined && framesNamed({ node: around.func, frame }).length === 0;
}

/** `texts = (json.dumps(one) for _ in rows)`: who walks it runs between; `sum(... for ...)` does nothing else. */
function isWalkedLater(loop: LoopNode | undefined, { frame }: CodeNode): boolean {
  if (loop?.nodeType !== 'GeneratorExp') return false;
  return !isOnlyWalking(codeAt(loop, frame)?.parent?.node, frame);
}

const WALKING = /^(sum|min|max|any|all|list|tuple|set|dict|sorted|\.(join|extend|update))$/;

/** The nearest callers first, each once: they are asked while they are found. */
function goUp(start: FrameCode, found: { nodes: Set<CodeNode>; isUnseen: boolean }): void {
  const depths = new Map([[start, 0]]);
  for (const [frame, depth] of depths) {
    if (frame.parent === null || depth > DEEPEST) continue;
    for (const node of frame.nodes) found.nodes.add(node);
    const calls = callsTo(frame);
    if (calls.length === 0 || isHandedOn(frame)) found.isUnseen = true;
    for (const { loops, frame: caller } of calls) {
      const [loop] = loops;
      if (loop === undefined && !depths.has(caller)) depths.set(caller, depth + 1);
      for (const node of loop === undefined ? [] : repeatedBy(loop, caller)) found.nodes.add(node);
    }
  }
}

/** With what it walks: a generator goes on in each pass. */
function repeatedBy(loop: LoopNode, frame: FrameCode): readonly CodeNode[] {
  const nodes = iterablesOf(loop)
    .flatMap((iter) => [...walkSyntax(iter)])
    .flatMap((node) => codeAt(node, frame) ?? []);
  return [...nodes, ...nodesInLoop(loop, frame)];
}

/** With all that the functions of the file do which some code names, and those that these name; operators name no method. */
function withReached(nodes: readonly CodeNode[], { module }: FrameCode): readonly CodeNode[] {
  const frames = new Set([...nodes.flatMap((one) => framesNamed(one)), ...methodsOfOperators(module)]);
  for (const frame of frames) for (const one of namedIn(frame)) frames.add(one);
  return [...new Set([...nodes, ...[...frames].flatMap((frame) => frame.nodes)])];
}

/** `__enter__`, `__call__`, `__iadd__` and their kin. */
const methodsOfOperators = oncePer(({ frames }: ModuleCode) =>
  frames.filter(({ scope: { name } }) => /^__\w+__$/.test(name) && name !== '__init__'),
);

const NAMING = ['Name', 'Attribute', 'Lambda'] as const;

const namedIn = oncePer((frame: FrameCode): readonly FrameCode[] => [
  ...new Set(NAMING.flatMap((kind) => nodesOf(frame, kind)).flatMap((one) => framesNamed(one))),
]);

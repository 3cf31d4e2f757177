import { type Expression, lastLineOf, lineOf, type SyntaxNode } from '../../../source/syntax.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../module-code.ts';
import { resolve, statementAround } from '../names.ts';
import { namesIn } from '../names-in.ts';
import { isPureStep, withCalled } from '../steady/pure-frame.ts';
import { receiversChanged, rootOf } from '../steady/result-use.ts';
import { readsOf } from './consumption.ts';

/**
 * Whether the list that is made of a generator can go, so that the generator runs only while its items are walked: the
 * walk is in the same `with` and `try`, and nothing from the making to its end has an effect, or changes what the
 * generator reads.
 */
export function canRunLater(list: CodeNode, given: Expression, generator: FrameCode): boolean {
  const walked = readOf(list);
  const blocks = blocksAround(walked);
  if (!blocksAround(list).every((block) => blocks.includes(block))) return false;
  const { frame } = list;
  const seen = new Set([...namesIn(given), ...withCalled(generator).flatMap(outerNames)]);
  return nodesFrom(statementAround(list).node, statementAround(walked).node, frame).every(
    (node) => !HANDING_OVER.has(node.nodeType) && isPureStep(node, frame) && !seen.has(rootChanged(node, frame) ?? ''),
  );
}

/** `rows` of `for row in rows`, or the list itself where it has no name. */
function readOf(list: CodeNode): CodeNode {
  const around = list.parent?.node;
  const target = around?.nodeType === 'Assign' ? around.targets[0] : undefined;
  return target?.nodeType === 'Name' ? (readsOf(target.id, list.frame)[0] ?? list) : list;
}

const BLOCKS: ReadonlySet<SyntaxNode['nodeType']> = new Set(['With', 'AsyncWith', 'Try', 'TryStar'] as const);

/** Whoever goes on meanwhile may change anything. */
const HANDING_OVER: ReadonlySet<SyntaxNode['nodeType']> = new Set(['Yield', 'YieldFrom', 'Await'] as const);

function blocksAround({ parent }: CodeNode): readonly SyntaxNode[] {
  if (parent === null) return [];
  return [...(BLOCKS.has(parent.node.nodeType) ? [parent.node] : []), ...blocksAround(parent)];
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

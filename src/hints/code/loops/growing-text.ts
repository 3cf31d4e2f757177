import { type Expression, lastLineOf, lineOf, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { freeName } from '../free-name.ts';
import { type CodeNode, codeAt, type FrameCode, groupBy, nodesOf } from '../module-code.ts';
import { bindingsOf, statementAround } from '../names.ts';
import { namesIn } from '../names-in.ts';
import { blockText, clauseText, givenText, sourceText, sumText } from '../source-text.ts';
import { kindOf } from '../values/value-kind.ts';
import { type Accumulation, lengthenings } from './accumulation.ts';
import { blockAround, isOneStep, isSeenAfterFailure } from './one-step.ts';

/** Whether what grows is a text: it is one, or nothing is known of it and a text is put to it. */
export function isGrowingText({ target, added, form }: Accumulation, frame: FrameCode): boolean {
  const kind = kindOf(target, frame);
  if (kind !== 'unknown') return kind === 'str';
  return form !== 'inside' && form !== 'carried' && added.some((value) => kindOf(value, frame) === 'str');
}

/** What CPython resizes instead of copying: a local text to which one operand is added. */
export function isGrowingInPlace({ home, form }: Accumulation): boolean {
  return home === 'local' && (form === 'in-place' || form === 'after');
}

/** So many statements are shown; a text of more is a page. */
const MOST_PIECES = 8;

type Edit = { readonly before: string; readonly after: string };

/**
 * The statement, and the list of pieces in its place: where the text begins, grows and is joined, with their lines. null
 * where one list does not say it: the text is read before it is whole, begins in several places, or is another's too.
 */
export function asJoinedPieces({ code, name }: Accumulation, frame: FrameCode): Edit | null {
  const parts = freeName([`${name}_parts`], frame);
  const whole = wholeTextOf(name, frame);
  if (parts === undefined || whole === undefined) return null;
  const { begun, last, grown, pieces } = whole;
  const lines = [
    `${parts} = [${isEmptyText(begun.value) ? '' : sourceText(begun.value, frame)}]  # line ${lineOf(begun.value)}`,
    ...grown.map((one, at) => `${parts}.append(${pieces[at]})  # line ${lineOf(one.code.node)}`),
    `${name} = ''.join(${parts})  # after line ${lastLineOf(last)}`,
  ];
  return { before: sourceText(code.node, frame), after: lines.join('\n') };
}

/** The loop, and join of its items or of a comprehension in its place; null where the loop does more than add one piece, or one list does not say it. */
export function asJoinedComprehension(
  { code, name, form }: Accumulation,
  frame: FrameCode,
): (Edit & { readonly loop: CodeNode; readonly way: 'items' | 'comprehension' }) | null {
  const whole = wholeTextOf(name, frame);
  const loop = loopOfOnly(code);
  if (whole === undefined || loop === undefined || whole.grown.length > 1) return null;
  const { begun, pieces } = whole;
  if (!isOneStep(name, loop, form === 'in-place' ? 1 : 2)) return null;
  const { target: item, iter } = loop.node;
  const isOfItems = item.nodeType === 'Name' && item.id === pieces[0];
  const each = `${pieces[0]} for ${sourceText(item, frame)} in ${clauseText(iter, frame)}`;
  const joined = isOfItems ? givenText(iter, frame) : `[${each}]`;
  const isBegunHere = isEmptyText(begun.value) && blockAround(begun.code).includes(loop.node);
  const target = isBegunHere ? `${name} =` : `${name} +=`;
  const before = blockText(loop.node, frame);
  return before.includes('#') || each.includes('\n')
    ? null
    : { loop, way: isOfItems ? 'items' : 'comprehension', before, after: `${target} ''.join(${joined})` };
}

type OwnLoop = CodeNode<NodeOf<'For'>>;

/** The loop that does nothing else than a statement. */
function loopOfOnly({ parent }: CodeNode): OwnLoop | undefined {
  const loop = parent?.node;
  return parent !== null && loop?.nodeType === 'For' && loop.body.length === 1 ? { ...parent, node: loop } : undefined;
}

function isEmptyText(value: Expression): boolean {
  return value.nodeType === 'Constant' && value.value === '';
}

export type WholeText = {
  readonly begun: Beginning;
  readonly last: SyntaxNode;
  readonly grown: readonly Accumulation[];
  /** What is put to it by each of them, on one line. */
  readonly pieces: readonly string[];
};

/** All of a local text that nobody has before it is whole. */
export function wholeTextOf(name: string, frame: FrameCode): WholeText | undefined {
  const grown = grownByName(frame).get(name) ?? [];
  const begun = grown.length > MOST_PIECES ? undefined : beginningOf(name, grown, frame);
  if (begun === undefined) return undefined;
  const block = blockAround(begun.code);
  const last = lastStatement(begun.code, block, grown);
  if (last === undefined || !isReadAfter(name, last, block, grown, frame)) return undefined;
  const pieces = grown.map(({ added }) => sumText(added, frame));
  const isOfLines = [sourceText(begun.value, frame), ...pieces].some((text) => text.includes('\n'));
  return isOfLines ? undefined : { begun, last, grown, pieces };
}

const grownByName = oncePer((frame: FrameCode) => groupBy(lengthenings(frame), ({ name }) => [name]));

type Beginning = { readonly code: CodeNode; readonly value: Expression };

/** The only place where a local text gets its first piece; all others make it longer at its end. */
function beginningOf(name: string, grown: readonly Accumulation[], frame: FrameCode): Beginning | undefined {
  const isLocal = grown.every(
    ({ home, form, added }) => home === 'local' && ENDS.has(form) && !added.some(reads(name)),
  );
  const statements = new Set<SyntaxNode>(grown.map(({ code }) => code.node));
  const [only, ...others] = bindingsOf(name, frame).filter(({ binding }) => !statements.has(binding.node));
  if (!isLocal || only === undefined || others.length > 0) return undefined;
  const { node, kind, value } = only.binding;
  const code = codeAt(node, frame);
  const isPlain = kind === 'assignment' && node.nodeType === 'Assign' && node.targets.length === 1;
  if (!isPlain || value === null || code === undefined || isSeenAfterFailure(name, code)) return undefined;
  return { code, value };
}

const ENDS: ReadonlySet<Accumulation['form']> = new Set(['in-place', 'after', 'chain']);

function reads(name: string): (value: Expression) => boolean {
  return (value) => namesIn(value).has(name);
}

/** In the block in which the text begins, the statement in which it gets its last piece. */
function lastStatement(
  begun: CodeNode,
  block: readonly SyntaxNode[],
  grown: readonly Accumulation[],
): SyntaxNode | undefined {
  const at = grown.map(({ code }) => placeIn(block, code));
  return Math.min(...at) > block.indexOf(begun.node) ? block[Math.max(...at)] : undefined;
}

/** The index of the statement of a block in which a node stands; -1 where it stands in none. */
function placeIn(block: readonly SyntaxNode[], code: CodeNode): number {
  for (let at: CodeNode | null = code; at !== null; at = at.parent) {
    const index = block.indexOf(at.node);
    if (index >= 0) return index;
  }
  return -1;
}

/** Nothing but the statements that make it longer has the text before it is whole, nor where the block was left earlier. */
function isReadAfter(
  name: string,
  last: SyntaxNode,
  block: readonly SyntaxNode[],
  grown: readonly Accumulation[],
  frame: FrameCode,
): boolean {
  const own = new Set<SyntaxNode>(grown.map(({ code }) => code.node));
  const others = nodesOf(frame, 'Name').filter(
    (code) => code.node.id === name && code.node.ctx.nodeType !== 'Store' && !own.has(statementAround(code).node),
  );
  return (
    others.length > 0 &&
    others.every((code) => code.node.ctx.nodeType === 'Load' && placeIn(block, code) > block.indexOf(last))
  );
}

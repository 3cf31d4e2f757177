import { type Expression, lastLineOf, lineOf, type SyntaxNode } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { freeName } from '../free-name.ts';
import { type CodeNode, codeAt, type FrameCode, groupBy, nodesOf } from '../module-code.ts';
import { bindingsOf, statementAround } from '../names.ts';
import { namesIn } from '../names-in.ts';
import { sourceText, sumText } from '../source-text.ts';
import { kindOf } from '../values/value-kind.ts';
import { type Accumulation, lengthenings } from './accumulation.ts';
import { blockAround, isSeenAfterFailure } from './one-step.ts';

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

/**
 * The statement, and the list of pieces in its place: where the text begins, grows and is joined, with their lines. null
 * where one list does not say it: the text is read before it is whole, begins in several places, or is another's too.
 */
export function asJoinedPieces(
  { code, name }: Accumulation,
  frame: FrameCode,
): { readonly before: string; readonly after: string } | null {
  const parts = freeName([`${name}_parts`], frame);
  const grown = grownByName(frame).get(name) ?? [];
  const begun = grown.length > MOST_PIECES ? undefined : beginningOf(name, grown, frame);
  if (parts === undefined || begun === undefined) return null;
  const block = blockAround(begun.code);
  const last = lastStatement(begun.code, block, grown);
  if (last === undefined || !isReadAfter(name, last, block, grown, frame)) return null;
  const start = sourceText(begun.value, frame);
  const texts = [start, ...grown.map(({ added }) => sumText(added, frame))];
  if (texts.some((text) => text.includes('\n'))) return null;
  const isEmpty = begun.value.nodeType === 'Constant' && begun.value.value === '';
  const lines = [
    `${parts} = [${isEmpty ? '' : start}]  # line ${lineOf(begun.value)}`,
    ...grown.map((one, at) => `${parts}.append(${texts[at + 1]})  # line ${lineOf(one.code.node)}`),
    `${name} = ''.join(${parts})  # after line ${lastLineOf(last)}`,
  ];
  return { before: sourceText(code.node, frame), after: lines.join('\n') };
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

import type { Expression, NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import type { CodeNode, FrameCode } from './module-code.ts';
import { calledName, selfAttribute, statementAround } from './names.ts';
import { callsRepeatedWith } from './opened-beside.ts';
import { constantText } from './values/constant-text.ts';

/**
 * Whether an opening empties a file to write all that an object holds, and nothing beside it may be for somebody who reads the
 * file meanwhile. A number or a line that is written again and again is a status, which others look at.
 */
export function isReplacedEachTime(code: CodeNode<NodeOf<'Call'>>): boolean {
  const isSeen = callsRepeatedWith(code).some(({ node, frame }) => SEEN_BY.test(calledName(node, frame)));
  return !isSeen && isEmptied(code) && writesAllHeld(code);
}

/** What moves, runs or waits. */
const SEEN_BY =
  /^(os\.(?!path\.|makedirs|fspath)|shutil|subprocess|glob|time\.sleep|tempfile)|^\.(rename|replace|flush|sleep)$/;

/** By a plain `w`; `x` would fail the second time. */
function isEmptied({ node, frame }: CodeNode<NodeOf<'Call'>>): boolean {
  const name = calledName(node, frame);
  const given = node.keywords.find(({ arg }) => arg === 'mode')?.value ?? node.args[name === '.open' ? 0 : 1];
  return name === '.write_text' || (given !== undefined && /^w[bt]?$/.test(constantText(given, frame) ?? ''));
}

/** `json.dump(self.data, file)`, `path.write_text(json.dumps(self.data))`, `for row in self.rows: file.write(...)` */
function writesAllHeld(code: CodeNode): boolean {
  const { frame } = code;
  return [...walkSyntax(statementAround(code).node)].some((node) => holderWritten(node, frame).some(isHeld(frame)));
}

function holderWritten(node: SyntaxNode, frame: FrameCode): readonly Expression[] {
  if (node.nodeType === 'For') return [withoutView(node.iter)];
  if (node.nodeType !== 'Call' || !WHOLE.has(calledName(node, frame))) return [];
  return node.args.slice(0, 1);
}

const WHOLE: ReadonlySet<string> = new Set(['json.dump', 'json.dumps', 'pickle.dump', 'pickle.dumps', '.writelines']);

function withoutView(walked: Expression): Expression {
  return walked.nodeType === 'Call' && walked.func.nodeType === 'Attribute' ? walked.func.value : walked;
}

function isHeld(frame: FrameCode): (value: Expression) => boolean {
  return (value) => selfAttribute(value, frame) !== null;
}

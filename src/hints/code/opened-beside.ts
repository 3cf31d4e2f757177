import type { Expression, NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { type CodeNode, type FrameCode, type ModuleCode, nodesInLoop, nodesOf } from './module-code.ts';
import { calledName } from './names.ts';
import { sourceText } from './source-text.ts';
import { framesMeant, methodsNamed, withCalled } from './steady/pure-frame.ts';
import { callsTo } from './values/call-arguments.ts';
import { constantText } from './values/constant-text.ts';

/** How something opens a file: anew, to change what is there, or only to read it. */
export type Opening = 'anew' | 'changing' | 'reading';

/** By its mode or flag; one that the source does not tell may change it. `usual`: where none is given. */
export function openingOf({ args, keywords }: NodeOf<'Call'>, at: number, usual: string, frame: FrameCode): Opening {
  const given = keywords.find(({ arg }) => arg === 'mode' || arg === 'flag')?.value ?? args[at];
  const mode = given === undefined ? usual : constantText(given, frame);
  if (mode === undefined) return 'changing';
  if (/[nx]/.test(mode.charAt(0)) || /w[^r]*$/.test(mode)) return 'anew';
  return mode.startsWith('r') && !mode.includes('+') ? 'reading' : 'changing';
}

/** The other calls that run in the loop around a place, or in those around the calls of its function. */
export function callsRepeatedWith(code: CodeNode): readonly CodeNode<NodeOf<'Call'>>[] {
  const around = code.loops.length > 0 ? [code] : callsTo(code.frame);
  const repeated = around.flatMap(({ loops: [loop], frame }) =>
    loop === undefined ? nodesOf(frame, 'Call') : nodesInLoop(loop, frame).filter(isCall),
  );
  const below = repeated.flatMap(({ node, frame }) => calleesOf(node, frame)).flatMap(withCalled);
  const all = new Set([...repeated, ...[...new Set(below)].flatMap((frame) => nodesOf(frame, 'Call'))]);
  return [...all].filter(({ node }) => node !== code.node);
}

/** Also a method of an object that the function has made: what that does to files others see. */
function calleesOf(call: NodeOf<'Call'>, frame: FrameCode): readonly FrameCode[] {
  const meant = framesMeant(call, frame);
  return meant.length > 0 || call.func.nodeType !== 'Attribute' ? meant : methodsNamed(call.func.attr, frame);
}

function isCall(code: CodeNode): code is CodeNode<NodeOf<'Call'>> {
  return code.node.nodeType === 'Call';
}

/** In one function two paths are the same if they are written so; what another function opens may be whichever. */
export function mayBeSamePath(path: Expression, frame: FrameCode, other: Expression, at: FrameCode): boolean {
  return frame !== at || sourceText(path, frame) === sourceText(other, at);
}

/** Whether something that a function or one that it calls executes may change a database. */
export function writesToDatabase(frame: FrameCode): boolean {
  const own = nodesOf(frame, 'Call').some(({ node }) => EXECUTING.has(calledName(node, frame)));
  // a connection that is given away is used elsewhere
  return own ? withCalled(frame).some(isWriting) : anyWrites(frame.module);
}

const EXECUTING: ReadonlySet<string> = new Set(['.execute', '.executemany', '.executescript']);

const anyWrites = oncePer(({ frames }: ModuleCode) => frames.some(isWriting));

function isWriting(frame: FrameCode): boolean {
  return nodesOf(frame, 'Call').some(({ node }) => EXECUTING.has(calledName(node, frame)) && !isQuestion(node, frame));
}

function isQuestion(node: NodeOf<'Call'>, frame: FrameCode): boolean {
  const [statement] = node.args;
  const text = statement === undefined ? undefined : startOf(statement, frame);
  return text !== undefined && /^\s*(select|values|explain)\b/i.test(text);
}

/** What a statement begins with tells it: `'SELECT ... %s' % name`, `f'SELECT {columns}'`. */
function startOf(statement: Expression, frame: FrameCode): string | undefined {
  const known = constantText(statement, frame);
  if (known !== undefined) return known;
  const first: SyntaxNode | undefined =
    statement.nodeType === 'JoinedStr'
      ? statement.values[0]
      : statement.nodeType === 'BinOp'
        ? statement.left
        : undefined;
  return first?.nodeType === 'Constant' && typeof first.value === 'string' ? first.value : undefined;
}

import type { Expression, NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { type CodeNode, type FrameCode, type ModuleCode, nodesOf } from './module-code.ts';
import { calledName, resolve } from './names.ts';
import { sourceText } from './source-text.ts';
import { withCalled } from './steady/pure-frame.ts';
import { runsBetween } from './steady/repeated-code.ts';
import { argumentsFor } from './values/call-arguments.ts';
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
  return runsBetween(code)
    .nodes.filter(isCall)
    .filter(({ node }) => node !== code.node);
}

function isCall(code: CodeNode): code is CodeNode<NodeOf<'Call'>> {
  return code.node.nodeType === 'Call';
}

/** In one function two paths are the same if they are written so; what another function opens may be whichever. */
export function mayBeSamePath(path: Expression, frame: FrameCode, other: Expression, at: FrameCode): boolean {
  return frame !== at || sourceText(path, frame) === sourceText(other, at);
}

/** Whether two places may name one file: by a text, a variable or an attribute that both got it from. */
export function isSamePath(path: Expression, frame: FrameCode, other: Expression, at: FrameCode): boolean {
  if (frame === at) return mayBeSamePath(path, frame, other, at);
  const known = originsOf(path, frame, 0);
  return originsOf(other, at, 0).some((one) => known.includes(one));
}

const DEEPEST = 4;

type Source = { readonly value: Expression; readonly frame: FrameCode };

function originsOf(path: Expression, frame: FrameCode, depth: number): readonly string[] {
  const text = constantText(path, frame);
  if (text !== undefined) return [`'${text}`];
  if (path.nodeType !== 'Name' || depth > DEEPEST) return [sourceText(path, frame)];
  const bound = resolve(path.id, frame);
  const given = bound.flatMap(({ binding: { kind, target, value }, frame: owner }): readonly Source[] =>
    kind === 'argument' ? argumentsFor(target, owner) : value === null ? [] : [{ value, frame: owner }],
  );
  return [`${bound[0]?.frame.index} ${path.id}`, ...given.flatMap((one) => originsOf(one.value, one.frame, depth + 1))];
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

import type { Expression, NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { oncePer, oncePerDepth } from '../../text/lazily.ts';
import { isCallNamed } from './call-names.ts';
import { type CodeNode, classAround, type FrameCode, type ModuleCode, nodesOf } from './module-code.ts';
import { attributeBindings, attributesNamed, type BoundIn, calledName, resolve, selfAttribute } from './names.ts';
import { sourceText } from './source-text.ts';
import { withCalled } from './steady/pure-frame.ts';
import { runsBetween } from './steady/repeated-code.ts';
import { argumentsFor, type Source } from './values/call-arguments.ts';
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

export function isCall(code: CodeNode): code is CodeNode<NodeOf<'Call'>> {
  return code.node.nodeType === 'Call';
}

/** In one function two paths are the same if they are written so; what another function opens may be whichever. */
export function mayBeSamePath(path: Expression, frame: FrameCode, other: Expression, at: FrameCode): boolean {
  return frame !== at || sourceText(path, frame) === sourceText(other, at);
}

/** `unseen`: where one of them comes from is not in the file. */
export type Sameness = 'same' | 'unseen' | 'other';

/** Whether two places may name one file: by a text, a variable or an attribute that both got it from. */
export function samenessOf(path: Expression, frame: FrameCode, other: Expression, at: FrameCode): Sameness {
  if (frame === at && mayBeSamePath(path, frame, other, at)) return 'same';
  const known = originsOf(path, frame, 0);
  const others = originsOf(other, at, 0);
  if (others.some((one) => known.includes(one) && !one.startsWith(UNSEEN))) return 'same';
  return frame !== at && others.some((one) => known.some((each) => mayEndAlike(each, one))) ? 'unseen' : 'other';
}

const DEEPEST = 4;
/** Before as much of the end of a path as is known. */
const UNSEEN = '?';

/** `?/log.txt` and `'rows/log.txt`; two that are known whole are compared as they are. */
function mayEndAlike(origin: string, other: string): boolean {
  if (![origin, other].some((one) => one.startsWith(UNSEEN)) || ![origin, other].every((one) => /^['?]/.test(one)))
    return false;
  const [end, otherEnd] = [origin.slice(1), other.slice(1)];
  return end.endsWith(otherEnd) || otherEnd.endsWith(end);
}

/** `/log.txt` of `folder + '/log.txt'` and `os.path.join(folder, 'log.txt')`; of `name + '.txt'` nothing: many end so. */
function endOf(path: Expression, frame: FrameCode): string {
  const isJoined = path.nodeType === 'Call' && JOINING.has(calledName(path, frame)) && path.keywords.length === 0;
  const isBelow = isJoined || (path.nodeType === 'BinOp' && path.op.nodeType === 'Div');
  const last = lastPart(path, isJoined);
  const text = last && constantText(last, frame);
  if (last === undefined || text === undefined) return last === undefined ? '' : endOf(last, frame);
  return isBelow ? `/${text}` : text.includes('/') ? text : '';
}

function lastPart(path: Expression, isJoined: boolean): Expression | undefined {
  if (isJoined && path.nodeType === 'Call') return path.args.at(-1);
  if (path.nodeType === 'JoinedStr') return path.values.at(-1);
  return path.nodeType === 'BinOp' && PUTTING.has(path.op.nodeType) ? path.right : undefined;
}

const PUTTING: ReadonlySet<string> = new Set(['Add', 'Div']);

const JOINING: ReadonlySet<string> = new Set(['os.path.join', 'pathlib.Path', '.joinpath']);

function originsOf(path: Expression, frame: FrameCode, depth: number): readonly string[] {
  const text = constantText(path, frame);
  if (text !== undefined) return [`'${text}`];
  if (depth > DEEPEST) return [UNSEEN];
  if (path.nodeType === 'Call' && calledName(path, frame) === 'pathlib.Path' && path.args.length === 1)
    return path.args.flatMap((one) => originsOf(one, frame, depth + 1));
  if (path.nodeType === 'Name') return originsOfName(path.id, frame, depth);
  if (path.nodeType !== 'Attribute') {
    const end = endOf(path, frame);
    return [sourceText(path, frame), ...(end === '' ? [] : [`${UNSEEN}${end}`])];
  }
  const bound = attributesMeant(path, frame);
  return [...ownersOf(bound).map((at) => `${at}.${path.attr}`), ...originsBound(bound, depth)];
}

const originsOfName = oncePerDepth((name: string, frame: FrameCode, depth) => {
  const bound = resolve(name, frame);
  return [`${bound[0]?.frame.index} ${name}`, ...originsBound(bound, depth)];
});

function originsBound(bound: readonly BoundIn[], depth: number): readonly string[] {
  const given = bound.flatMap(({ binding: { kind, target, value }, frame }): readonly Source[] =>
    kind === 'argument' ? argumentsFor(target, frame) : value === null ? [] : [{ value, frame }],
  );
  if (given.length === 0) return [UNSEEN];
  return [...new Set(given.flatMap((one) => originsOf(one.value, one.frame, depth + 1)))];
}

/** Of an object's own attribute what its class binds; of whichever other what any class does. */
function attributesMeant(path: NodeOf<'Attribute'>, frame: FrameCode): readonly BoundIn[] {
  const attribute = selfAttribute(path, frame);
  const own = attribute === null ? [] : attributeBindings(attribute, frame);
  return own.length > 0 ? own : attributesNamed(path.attr, frame);
}

/** The classes that bind an attribute; one for all where none is seen. */
function ownersOf(bound: readonly BoundIn[]): readonly string[] {
  const owners = bound.map(({ frame }) => String(classAround(frame)?.index));
  return owners.length === 0 ? [''] : [...new Set(owners)];
}

/** Whether something that a function or one that it calls executes may change a database. */
export function writesToDatabase(frame: FrameCode): boolean {
  const own = nodesOf(frame, 'Call').some(({ node }) => isCallNamed(EXECUTING, node, frame));
  // a connection that is given away is used elsewhere
  return own ? withCalled(frame).some(isWriting) : anyWrites(frame.module);
}

const EXECUTING: ReadonlySet<string> = new Set(['.execute', '.executemany', '.executescript']);

const anyWrites = oncePer(({ frames }: ModuleCode) => frames.some(isWriting));

function isWriting(frame: FrameCode): boolean {
  return nodesOf(frame, 'Call').some(({ node }) => isCallNamed(EXECUTING, node, frame) && !isQuestion(node, frame));
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

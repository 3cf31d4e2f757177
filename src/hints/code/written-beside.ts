import { lastName } from '../../source/dotted-text.ts';
import { type Expression, givenValues, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { type CodeNode, codeAt, definedAs, type FrameCode, nodesOf } from './module-code.ts';
import { calledName, resolve } from './names.ts';
import {
  callsRepeatedWith,
  isCall,
  mayBeSamePath,
  type Opening,
  openingOf,
  type Sameness,
  samenessOf,
} from './opened-beside.ts';
import { isKnownPure } from './steady/known-pure.ts';
import { withCalled } from './steady/pure-frame.ts';
import type { Source } from './values/call-arguments.ts';

const GIVING_FILES = ['open', 'io.open', 'codecs.open', '.open', 'gzip.open'];
const COMPRESSED = ['bz2.open', 'lzma.open'];

/** What opens a file, or reads or writes it in one call. */
export const OPENING: ReadonlySet<string> = new Set([
  ...GIVING_FILES,
  ...['text', 'bytes'].flatMap((what) => [`.read_${what}`, `.write_${what}`]),
]);

/** Archives and databases, which read what they hold when they are opened, and how a profile names it. */
export const STORES: ReadonlyMap<string, string> = new Map([
  ['zipfile.ZipFile', 'zipfile.__init__'],
  ...['tarfile.open', 'shelve.open', 'dbm.open', ...COMPRESSED, 'sqlite3.connect'].map((name): [string, string] => [
    name,
    name,
  ]),
]);

const FILES: ReadonlySet<string> = new Set([...GIVING_FILES, ...COMPRESSED]);

/** Whether a call gives an open file: a `with` of such swallows no exception. */
export function isOpening(value: Expression, frame: FrameCode): boolean {
  return value.nodeType === 'Call' && FILES.has(calledName(value, frame));
}

export function howOpened(node: NodeOf<'Call'>, name: string, frame: FrameCode): Opening {
  if (name.startsWith('.write_')) return 'anew';
  if (name.startsWith('.read_')) return 'reading';
  const usual = name === 'shelve.open' ? 'c' : 'r';
  return openingOf(node, name === '.open' ? 0 : 1, usual, frame);
}

/** What is written by one opening and read by another is not there before the first is closed. */
export function writtenBeside(code: CodeNode<NodeOf<'Call'>>, name: string, path: Expression): Sameness {
  const { node, frame } = code;
  const isReading = howOpened(node, name, frame) === 'reading';
  const found = callsRepeatedWith(code).flatMap(({ node: other, frame: at }): readonly Sameness[] => {
    const called = calledName(other, at);
    const replaced = replacedBy(other, called);
    if (replaced.length > 0) return replaced.map((one) => samenessOf(path, frame, one, at));
    const isStore = STORES.has(name);
    const opened = (isStore ? called === name : OPENING.has(called)) ? pathOpened(other, called) : undefined;
    if (name === 'sqlite3.connect') return [];
    if (opened === undefined) {
      const given = isStore ? [] : handedOut(other, called, at);
      return given.some((one) => samenessOf(path, frame, one, at) === 'same') ? ['unseen'] : [];
    }
    if (isReading && howOpened(other, called, at) === 'reading') return [];
    if (isStore) return mayBeSamePath(path, frame, opened, at) ? ['same'] : [];
    return [samenessOf(path, frame, opened, at)];
  });
  return found.includes('same') ? 'same' : found.includes('unseen') ? 'unseen' : 'other';
}

/** What a function gets that is not in the file, as it may be one that opens it. */
function handedOut(call: NodeOf<'Call'>, called: string, frame: FrameCode): readonly Expression[] {
  const { func } = call;
  const isBuiltIn = func.nodeType === 'Name' && resolve(func.id, frame).length === 0;
  const isKnown = isBuiltIn || isKnownPure(called) || OF_NAMES.test(called);
  return isKnown || definedAs(lastName(func), frame).length > 0 ? [] : givenValues(call);
}

/** They ask of the name alone, or whether there is a file of it. */
const OF_NAMES = /^os\.(path\.(?!get)\w+|makedirs)$/;

/** What is another file after a call, or is gone; `text.replace(a, b)` is no `path.replace(to)`. */
function replacedBy({ func, args }: NodeOf<'Call'>, called: string): readonly Expression[] {
  if (REPLACING.test(called)) return args;
  if (func.nodeType !== 'Attribute' || called !== `.${func.attr}`) return [];
  const isMoved = /^\.(replace|rename)$/.test(called) && args.length === 1;
  return isMoved ? [func.value, ...args] : called === '.unlink' ? [func.value] : [];
}

/** They put another file in its place. */
const REPLACING =
  /^(os\.(replace|rename|renames|remove|unlink|truncate|link|symlink)|shutil\.(copy|copy2|copyfile|move))$/;

/** The file that a call of this name opens. */
export function pathOpened({ func, args, keywords }: NodeOf<'Call'>, name: string): Expression | undefined {
  if (name.startsWith('.')) return func.nodeType === 'Attribute' ? func.value : undefined;
  return args[0] ?? keywords.find(({ arg }) => arg === 'file')?.value;
}

/** The files that a call makes, changes, replaces or takes away by itself. */
export function filesChanged(call: NodeOf<'Call'>, frame: FrameCode): readonly Source[] {
  const called = calledName(call, frame);
  const isWriting = OPENING.has(called) && howOpened(call, called, frame) !== 'reading';
  const opened = isWriting ? pathOpened(call, called) : undefined;
  return [...replacedBy(call, called), ...(opened === undefined ? [] : [opened])].map((value) => ({ value, frame }));
}

/** The same of a function, with what it calls. */
export const filesChangedBy: (callee: FrameCode) => readonly Source[] = oncePer((callee: FrameCode) =>
  withCalled(callee).flatMap((frame) => nodesOf(frame, 'Call').flatMap(({ node }) => filesChanged(node, frame))),
);

/** The file that an expression opens, or of which it is the stream. */
export function fileRead(node: SyntaxNode, frame: FrameCode): readonly Source[] {
  const opened = node.nodeType === 'Call' || node.nodeType === 'Name' ? openedFor(node, frame) : undefined;
  const value = opened && pathOpened(opened.node, calledName(opened.node, opened.frame));
  return opened === undefined || value === undefined ? [] : [{ value, frame: opened.frame }];
}

/** Whether two of them may be one file. */
export function mayShareFile(read: readonly Source[], changed: readonly Source[]): boolean {
  return read.some((one) =>
    changed.some((other) => samenessOf(one.value, one.frame, other.value, other.frame) !== 'other'),
  );
}

/**
 * Whether a text that stands in a variable, or is read here, comes from a file that is written in the same loop. `unseen`: it
 * is a stream that is opened elsewhere, so there may be another text in it each time.
 */
export function fileWrittenBeside(text: Expression, { frame }: CodeNode, isStream: boolean): Sameness {
  const opened = openedFor(text, frame);
  if (opened === undefined) return isStream ? 'unseen' : 'other';
  const name = calledName(opened.node, opened.frame);
  const path = pathOpened(opened.node, name);
  return path === undefined ? 'unseen' : writtenBeside(opened, name, path);
}

/** The call that opens what is read: `open(path).read()`, `path.read_text()`, `stream` of `with open(path) as stream`. */
function openedFor(text: Expression, frame: FrameCode, depth: number = 0): CodeNode<NodeOf<'Call'>> | undefined {
  if (depth > DEEPEST) return undefined;
  if (text.nodeType === 'Name') {
    const values = resolve(text.id, frame).flatMap(({ binding: { value }, frame: owner }) =>
      value === null ? [] : (openedFor(value, owner, depth + 1) ?? []),
    );
    return values[0];
  }
  if (text.nodeType !== 'Call') return undefined;
  if (OPENING.has(calledName(text, frame))) {
    const code = codeAt(text, frame);
    return code !== undefined && isCall(code) ? code : undefined;
  }
  return text.func.nodeType === 'Attribute' ? openedFor(text.func.value, frame, depth + 1) : undefined;
}

const DEEPEST = 4;

import type { Seconds } from '../../profile/profile-table.ts';
import { type Expression, isFunctionNode, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { type CodeNode, type FrameCode, isLoop, nodesOf } from '../code/module-code.ts';
import { bindingsOf, calledName, selfName, statementAround } from '../code/names.ts';
import { callsRepeatedWith, mayBeSamePath, type Opening, openingOf, writesToDatabase } from '../code/opened-beside.ts';
import { isReplacedEachTime } from '../code/replaced-file.ts';
import { shortText } from '../code/source-text.ts';
import { argumentsAskedAgain, isParameter } from '../code/steady/asked-again.ts';
import { isChangedLater } from '../code/steady/changed-later.ts';
import { callsNamed, isSameInEveryCall, loopThatRepeats } from '../code/steady/invariance.ts';
import { argumentsFor } from '../code/values/call-arguments.ts';
import { constantText } from '../code/values/constant-text.ts';
import { type CallSums, type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
import { ownTime } from '../evidence/own-time.ts';
import type { Fix, HintRule, Site } from '../rule.ts';
import { atMostLikely, weighEdge } from '../weigh.ts';
import { tooFewPerObject } from '../weigh-per-object.ts';

const NAMES: ReadonlySet<string> = new Set([
  'open',
  'io.open',
  'codecs.open',
  '.open',
  '.read_text',
  '.read_bytes',
  '.write_text',
  'gzip.open',
]);

const OPENS = [
  'io.open',
  'open',
  'codecs.open',
  'pathlib.open',
  'pathlib.read_text',
  'pathlib.read_bytes',
  'pathlib.write_text',
  'gzip.open',
];

/** Archives and databases, which read what they hold when they are opened, and how a profile names it. */
const STORES: ReadonlyMap<string, string> = new Map([
  ['zipfile.ZipFile', 'zipfile.__init__'],
  ...['tarfile.open', 'shelve.open', 'dbm.open', 'bz2.open', 'lzma.open', 'sqlite3.connect'].map(
    (name): [string, string] => [name, name],
  ),
]);

const MATCHED: ReadonlySet<string> = new Set([...NAMES, ...STORES.keys()]);

/**
 * The same file opened each time
 *
 * ## What it finds
 *
 * `open(path)`, `path.open()`, `path.read_text()` and their kin in a loop, or in a function that is called in one, where
 * the path is the same each time; also `zipfile.ZipFile(path)`, `tarfile.open`, `shelve.open`, `dbm.open`, `sqlite3.connect`,
 * `bz2.open` and `lzma.open`. And at most likely `open(path, 'a')` for each
 * record, where the path is made of the record; and the same file written anew (`'w'`) again and again with all that an object holds, where the program reads, moves and waits for nothing meanwhile.
 *
 * ## Why it costs
 *
 * Each `open` asks the system for the file and makes three objects over it, with a buffer of 8 KiB;
 * closing writes the buffer out. An archive reads the names of all its members each time.
 *
 * ## Example
 *
 *     for record in records:
 *         with open(path, 'a') as log:
 *             log.write(f'{record}\n')
 *
 * ## Instead
 *
 *     with open(path, 'a') as log:
 *         for record in records:
 *             log.write(f'{record}\n')
 *
 * What is read again and again can be read once and kept.
 *
 * ## When it does not matter
 *
 * Where other programs must see each line at once (then `flush()` after each does it), or the file is replaced meanwhile. Closing
 * a database drops what was not committed: where it is opened once, that is kept.
 */
export const openInLoop: HintRule = {
  id: 'open-in-loop',
  title: 'the same file opened each time',
  article: 'evaluations-outside-loop',
  priority: 2,
  fix: 'Open it once, around the loop.',
  callees: [...OPENS, ...STORES.values()],
  time: 'callees',
  match: (frame) => callsNamed(frame, MATCHED).flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) => {
    const store = STORES.get(site.variant ?? '');
    const callees = store === undefined ? OPENS : [store];
    const few = tooFewPerObject(site.code, sumCallsTo(evidence, callees).ncalls, evidence);
    if (few !== undefined) return few;
    const isByKey = site.why === BY_KEY;
    const isReplaced = site.why === REPLACED;
    const found = weighEdge(site, evidence, {
      callees,
      called: store === undefined ? 'open' : (site.variant ?? store),
      names: store === undefined ? NAMES : new Set([site.variant ?? '']),
      time: 'whole',
      leastCalls: isByKey ? LEAST_BY_KEY : isReplaced ? LEAST_REPLACED : 20,
      ...(isReplaced ? { leastShare: LEAST_SHARE_REPLACED } : {}),
      ...(isByKey ? ONE_FOR_EACH : store === undefined && !isReplaced ? { gain: 'open-in-loop' } : ALL_BUT_ONE),
      alsoCost: (calls) => {
        const closing = sumCallsTo(evidence, store === undefined ? CLOSES : CLOSES_OF_STORES);
        const closed = closing.ncalls <= calls.ncalls ? closing.cumtime : 0;
        if (store !== undefined) return closed;
        if (isReplaced) return closed + sumCallsTo(evidence, WRITES).cumtime;
        const dropped = closing.ncalls === 0 ? timeOfDropping(site, calls, evidence) : closed;
        return dropped + timeOfReading(site, calls, evidence);
      },
    });
    return isByKey || isReplaced ? atMostLikely(found) : found;
  },
};

const BY_KEY = 'key';
const REPLACED = 'replaced';
const LEAST_REPLACED = 50;
const LEAST_SHARE_REPLACED = 0.05;

/** What is written goes too. */
const WRITES = [
  'json.dump',
  'pickle.dump',
  'io.TextIOWrapper.write',
  'io.BufferedWriter.write',
  'io.TextIOWrapper.writelines',
];
const LEAST_BY_KEY = 200;
const GROUPED = 'Group the lines by file first, and write each file once.';

/** How many files there are is in no profile. */
const ONE_FOR_EACH = { gain: null, whatRemains: 'each file is opened once' };

const ALL_BUT_ONE = {
  gain: null,
  leastSaving: ({ ncalls, cumtime }: CallSums): Seconds => cumtime * (1 - 1 / ncalls),
  whatRemains: 'it is opened once',
};

/** A `with` closes the file by this. */
const CLOSES = [
  'io._IOBase.__exit__',
  'io._IOBase.close',
  'io.TextIOWrapper.close',
  'io.BufferedWriter.close',
  'io.BufferedReader.close',
];

/** `open(path).read()` closes the file as it drops it, which is own time of the function; it takes no longer than opening. */
function timeOfDropping({ code }: Site, { cumtime }: CallSums, evidence: FrameEvidence): Seconds {
  return Math.min(cumtime, ownTime(code, evidence).unexplained);
}

/** What is read of a file that stays as it is need not be read again: in one piece, or row by row as CSV. */
function timeOfReading({ code, variant = '' }: Site, { ncalls }: CallSums, evidence: FrameEvidence): Seconds {
  const { node, frame } = code;
  if (node.nodeType !== 'Call' || howOpened(node, variant, frame) !== 'reading') return 0;
  const whole = sumCallsTo(evidence, READS);
  return sumCallsTo(evidence, ['csv.__next__']).cumtime + (whole.ncalls <= ncalls ? whole.cumtime : 0);
}

const READS = [
  'io._IOBase.readlines',
  ...['TextIOWrapper', 'BufferedReader'].flatMap((owner) =>
    ['read', 'readlines', 'readline'].map((method) => `io.${owner}.${method}`),
  ),
];

const CLOSES_OF_STORES = [
  ...['zipfile', 'tarfile', 'shelve', 'dbm.sqlite3', 'dbm.dumb'].map((module) => `${module}.__exit__`),
  'sqlite3.Connection.close',
];

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const name = calledName(code.node, frame);
  const path = pathOf(code.node, name);
  if (path === undefined) return undefined;
  const isSameInCalls = isFunctionNode(frame.node) && isSameInEveryCall(path, frame) && !isChangedLater(path, frame);
  const isSame = loopThatRepeats(path, code) !== undefined || isSameInCalls || isReadForPairs(code, name, path);
  const isAppended = !STORES.has(name) && isOpenedToAppend(code.node, name, frame);
  if (isAppended && !isSame && isMadeOfItems(path, code) && !isUsedBeside(path, code))
    return { code, subject: shortText(code.node, frame), variant: name, why: BY_KEY, fix: { text: GROUPED } };
  if (!isSame || isWrittenBeside(code, name, path)) return undefined;
  if (howOpened(code.node, name, frame) === 'anew') return replacedSite(code, name);
  const fix = storeFix(code, name, frame);
  if (fix === null) return undefined;
  return { code, subject: shortText(code.node, frame), variant: name, ...(fix === undefined ? {} : { fix }) };
}

/** `digest(a)` and `digest(b)` of each two paths, where `digest` reads the file. */
function isReadForPairs(code: CodeNode<NodeOf<'Call'>>, name: string, path: Expression): boolean {
  if (STORES.has(name) || howOpened(code.node, name, code.frame) !== 'reading') return false;
  return argumentsAskedAgain([path], code) === 'pairs';
}

/** `with open(self.path, 'w') as file: json.dump(self.data, file)` after each change: what was written before is gone. */
function replacedSite(code: CodeNode<NodeOf<'Call'>>, name: string): Site | undefined {
  if (STORES.has(name) || !isReplacedEachTime(code)) return undefined;
  return { code, subject: shortText(code.node, code.frame), variant: name, why: REPLACED, fix: { text: WRITE_LAST } };
}

const WRITE_LAST =
  'Each writing replaces the one before: write it once, when all is done, or now and then, if a crash may lose what came since.';

function isOpenedToAppend({ args, keywords }: NodeOf<'Call'>, name: string, frame: FrameCode): boolean {
  const given = keywords.find(({ arg }) => arg === 'mode')?.value ?? args[name === '.open' ? 0 : 1];
  return given !== undefined && /^a[bt]?$/.test(constantText(given, frame) ?? '');
}

/**
 * `os.path.join(folder, row['city'] + '.csv')` of a `row` that a loop or a caller brings, where one line is written: rows of
 * one city come again, or nobody would append. What is written out of a group of rows opens each file once.
 */
function isMadeOfItems(path: Expression, code: CodeNode): boolean {
  const isOfMany = [...walkSyntax(statementAround(code).node)].some(
    (node) => isLoop(node) || (node.nodeType === 'Attribute' && /^write\w+s$/.test(node.attr)),
  );
  return !isOfMany && isOfItem(path, code.frame);
}

/** `os.path.getsize(path)`, or another `open`, in the same pass: it finds what was written so far. */
function isUsedBeside(path: Expression, code: CodeNode): boolean {
  const isOfPath = ({ node, frame }: CodeNode): boolean =>
    frame === code.frame && node.nodeType === 'Name' && path.nodeType === 'Name' && node.id === path.id;
  const beside = callsRepeatedWith(code);
  const asked = beside.filter((one) => isWhetherThere(one, isOfPath));
  const uses = nodesOf(code.frame, 'Name').filter(isOfPath).length - asked.length;
  return uses > 2 || beside.some((one) => !asked.includes(one) && OF_FILES.test(calledName(one.node, one.frame)));
}

/** `os.path.exists(path)` tells whether the first line is still to be written: a file that stays open knows that. */
function isWhetherThere(
  { node, frame, ...at }: CodeNode<NodeOf<'Call'>>,
  isOfPath: (code: CodeNode) => boolean,
): boolean {
  const name = calledName(node, frame);
  const asked = WHETHER_THERE.has(name) ? node.args[0] : undefined;
  const method = node.func.nodeType === 'Attribute' && WHETHER_THERE_OF.has(name) ? node.func.value : undefined;
  const path = asked ?? method;
  return path !== undefined && isOfPath({ ...at, frame, node: path });
}

const WHETHER_THERE: ReadonlySet<string> = new Set(['os.path.exists', 'os.path.isfile']);
const WHETHER_THERE_OF: ReadonlySet<string> = new Set(['.exists', '.is_file']);

const OF_FILES =
  /^(os\.(?!path\.(join|\w*name|splitext)$|fspath|(make|mk)dirs?$)|shutil|subprocess|glob)|open$|^\.(tell|stat|exists|read_\w+|unlink|rename|replace)$/;

/** With those of the names that it is made of. */
function partsOf(value: Expression, frame: FrameCode, depth: number = 0): readonly SyntaxNode[] {
  return [...walkSyntax(value)].flatMap((part) => {
    const bound = part.nodeType === 'Name' && depth < 3 ? bindingsOf(part.id, frame) : [];
    const made = bound.flatMap(({ binding }) => (binding.kind === 'assignment' ? (binding.value ?? []) : []));
    return [part, ...made.flatMap((one) => partsOf(one, frame, depth + 1))];
  });
}

function isOfItem(value: Expression, frame: FrameCode, depth: number = 0): boolean {
  return partsOf(value, frame).some((part) => isPartOfItem(part, frame) || isGivenOfItem(part, frame, depth));
}

/** `station` of `save(row['station'], row)` */
function isGivenOfItem(part: SyntaxNode, frame: FrameCode, depth: number): boolean {
  if (part.nodeType !== 'Name' || depth > 2 || !isParameter(part.id, frame)) return false;
  const given = argumentsFor(part.id, frame);
  return given.length > 0 && given.every((one) => one.call !== null && isOfItem(one.value, one.frame, depth + 1));
}

function isPartOfItem(part: SyntaxNode, frame: FrameCode): boolean {
  if (part.nodeType === 'Name') return isOfUnpacked(part.id, frame);
  if (part.nodeType !== 'Subscript' && part.nodeType !== 'Attribute') return false;
  const { value } = part;
  if (value.nodeType !== 'Name' || value.id === selfName(frame)) return false;
  const bound = bindingsOf(value.id, frame);
  return bound.length > 0 && bound.every(({ binding: { kind } }) => kind === 'loop' || kind === 'argument');
}

/** `city` of `for city, line in records`; keys of a dict, and numbers that count, are all different. */
function isOfUnpacked(name: string, frame: FrameCode): boolean {
  const [only, ...others] = bindingsOf(name, frame);
  const loop = only?.binding.node;
  if (others.length > 0 || loop?.nodeType !== 'For' || loop.target.nodeType !== 'Tuple') return false;
  return loop.iter.nodeType === 'Name' || loop.iter.nodeType === 'Attribute';
}

/** What is asked of a store, and what opening it once means for it. */
function storeFix(code: CodeNode<NodeOf<'Call'>>, name: string, frame: FrameCode): Fix | null | undefined {
  if (!STORES.has(name)) return undefined;
  if (name === 'sqlite3.connect') return writesToDatabase(frame) ? null : { text: UNCOMMITTED };
  return howOpened(code.node, name, frame) === 'reading' ? undefined : { text: AT_THE_END };
}

const UNCOMMITTED = 'Open it once, around the loop (what was not committed is then kept).';
const AT_THE_END = 'Open it once, around the loop (what is put in may not be in the file before it is closed).';

function howOpened(node: NodeOf<'Call'>, name: string, frame: FrameCode): Opening {
  if (name.endsWith('.write_text')) return 'anew';
  if (name.startsWith('.read_')) return 'reading';
  const usual = name === 'shelve.open' ? 'c' : 'r';
  return openingOf(node, name === '.open' ? 0 : 1, usual, frame);
}

/** What is written by one opening and read by another is not there before the first is closed. */
function isWrittenBeside(code: CodeNode<NodeOf<'Call'>>, name: string, path: Expression): boolean {
  const { node, frame } = code;
  const isReading = howOpened(node, name, frame) === 'reading';
  return callsRepeatedWith(code).some(({ node: other, frame: at }) => {
    const called = calledName(other, at);
    const isAlike = STORES.has(name) ? called === name : at === frame && NAMES.has(called);
    const opened = isAlike ? pathOf(other, called) : undefined;
    if (opened === undefined || !mayBeSamePath(path, frame, opened, at)) return false;
    return name !== 'sqlite3.connect' && !(isReading && howOpened(other, called, at) === 'reading');
  });
}

function pathOf({ func, args, keywords }: NodeOf<'Call'>, name: string): Expression | undefined {
  if (name.startsWith('.')) return func.nodeType === 'Attribute' ? func.value : undefined;
  return args[0] ?? keywords.find(({ arg }) => arg === 'file')?.value;
}

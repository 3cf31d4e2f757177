import type { Seconds } from '../../profile/profile-table.ts';
import { type Expression, isFunctionNode, type NodeOf } from '../../source/syntax.ts';
import { isUsedBeside, keyOfFile } from '../code/file-by-key.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { writesToDatabase } from '../code/opened-beside.ts';
import { shortText } from '../code/source-text.ts';
import { argumentsAskedAgain } from '../code/steady/asked-again.ts';
import { isChangedLater } from '../code/steady/changed-later.ts';
import { callsNamed, isSameInEveryCall, loopThatRepeats } from '../code/steady/invariance.ts';
import { constantText } from '../code/values/constant-text.ts';
import { howOpened, OPENING, pathOpened, STORES, writtenBeside } from '../code/written-beside.ts';
import { type CallSums, type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
import { ownTime } from '../evidence/own-time.ts';
import { doubtedWhereOthersRun } from '../others-between.ts';
import type { Fix, HintRule, Site } from '../rule.ts';
import { atMostLikely, atMostPossible, weighEdge } from '../weigh.ts';
import { tooFewPerObject } from '../weigh-per-object.ts';

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

const MATCHED: ReadonlySet<string> = new Set([...OPENING, ...STORES.keys()]);

/** A `with` closes the file by this. */
const CLOSES = [
  'io._IOBase.__exit__',
  'io._IOBase.close',
  'io.TextIOWrapper.close',
  'io.BufferedWriter.close',
  'io.BufferedReader.close',
];

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

/**
 * The same file opened each time
 *
 * ## What it finds
 *
 * `open(path)`, `path.open()`, `path.read_text()` and their kin in a loop, or in a function that is called in one, where
 * the path is the same each time; also `zipfile.ZipFile(path)`, `tarfile.open`, `shelve.open`, `dbm.open`, `sqlite3.connect`,
 * `bz2.open` and `lzma.open`. So is a file that is read for each pair of files. And `open(path, 'a')` for each
 * record, where the path is made of a part of the record (`row['city']`, `number % 8`, `mail.split('@')[1]`, `name[:1]`): what is opened to append gets line after line. It is possible alone where that part looks
 * like a number of the record or there may be hundreds of it (`row % 10007`, `name[:2]`), and nothing is said where it is another each time (a counter, `uuid4()`). A file that each opening
 * empties (`'w'`), or that the loop or what it calls writes or replaces between two readings, is not meant; one that it may write,
 * by a path from another file, is possible at most.
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
 * What is read again and again can be read once and kept. Of files by a part of the record:
 *
 *     with contextlib.ExitStack() as files:
 *         outputs = {}
 *         for row in rows:
 *             if row['city'] not in outputs:
 *                 outputs[row['city']] = files.enter_context(open(row['city'] + '.txt', 'a'))
 *             outputs[row['city']].write(row['line'])
 *
 * ## When it does not matter
 *
 * Where there are hundreds of files (a process may have some hundred open), other programs must see each line at once (then `flush()` after each does it), or the file is replaced meanwhile, as others
 * can do where the loop waits at a `yield`. Closing
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
  alsoCallees: [...CLOSES, ...CLOSES_OF_STORES, ...READS, 'csv.__next__'],
  match: (frame) => callsNamed(frame, MATCHED).flatMap((code) => siteOf(code, frame) ?? []),
  weigh: doubtedWhereOthersRun((site, evidence) => {
    const store = STORES.get(site.variant ?? '');
    const callees = store === undefined ? OPENS : [store];
    const few = tooFewPerObject(site.code, sumCallsTo(evidence, callees).ncalls, evidence);
    if (few !== undefined) return few;
    const isByKey = site.why === BY_KEY || site.why === BY_RARE_KEY;
    const found = weighEdge(site, evidence, {
      callees,
      called: store === undefined ? 'open' : (site.variant ?? store),
      names: store === undefined ? OPENING : new Set([site.variant ?? '']),
      time: 'whole',
      leastCalls: isByKey ? LEAST_BY_KEY : 20,
      ...(site.why === BY_KEY
        ? MOST_OF_THEM
        : isByKey || site.why === PAIRS
          ? ONE_FOR_EACH
          : store === undefined
            ? { gain: 'open-in-loop' }
            : ALL_BUT_ONE),
      alsoCost: (calls) => {
        const closing = sumCallsTo(evidence, store === undefined ? CLOSES : CLOSES_OF_STORES);
        const closed = closing.ncalls <= calls.ncalls ? closing.cumtime : 0;
        if (store !== undefined) return closed;
        const dropped = closing.ncalls === 0 ? timeOfDropping(site, calls, evidence) : closed;
        return dropped + timeOfReading(site, calls, evidence);
      },
    });
    const isOften = sumCallsTo(evidence, callees).ncalls >= OFTEN_BY_KEY;
    if (site.why === BY_KEY && isOften) return atMostLikely(found);
    return isByKey || site.why === UNSEEN ? atMostPossible(found) : found;
  }),
};

const BY_KEY = 'key';
const BY_RARE_KEY = 'key that may not come again';
const PAIRS = 'pairs';
const UNSEEN = 'unseen';
const LEAST_BY_KEY = 200;
/** So many pieces of work have no file each that is only added to. */
const OFTEN_BY_KEY = 1000;
const GROUPED = 'If files come again, group the lines by file first, and write each file once.';
const KEPT_OPEN =
  'Keep the open files in a dict by what their names are made of, and close them at the end (contextlib.ExitStack does), or collect the lines by file and write each file once.';
const KEPT_BY_PATH = 'Read each file once, and keep what it gave, by path.';

/** How many files there are is in no profile. */
const ONE_FOR_EACH = { gain: null, whatRemains: 'each file is opened once' };

/** What is opened to append gets more than one line. */
const MOST_OF_THEM = {
  ...ONE_FOR_EACH,
  leastSaving: ({ cumtime }: CallSums): Seconds => 0.6 * cumtime,
};

const ALL_BUT_ONE = {
  gain: null,
  leastSaving: ({ ncalls, cumtime }: CallSums): Seconds => cumtime * (1 - 1 / ncalls),
  whatRemains: 'it is opened once',
};

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

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const name = calledName(code.node, frame);
  const path = pathOpened(code.node, name);
  if (path === undefined) return undefined;
  const isSameInCalls = isFunctionNode(frame.node) && isSameInEveryCall(path, frame) && !isChangedLater(path, frame);
  const isSame = loopThatRepeats(path, code) !== undefined || isSameInCalls;
  const isAppended = !STORES.has(name) && isOpenedToAppend(code.node, name, frame);
  const key = isAppended && !isSame ? keyOfFile(path, code) : 'none';
  if (key !== 'none' && !isUsedBeside(path, code)) return keyedSite(code, name, path, key);
  const isOfPairs = !isSame && isReadForPairs(code, name, path);
  if (!isSame && !isOfPairs) return undefined;
  const beside = writtenBeside(code, name, path);
  if (beside === 'same' || (isOfPairs && beside === 'unseen')) return undefined;
  if (isOfPairs)
    return { code, subject: shortText(code.node, frame), variant: name, why: PAIRS, fix: { text: KEPT_BY_PATH } };
  const opening = howOpened(code.node, name, frame);
  if (opening === 'anew') return undefined; // each opening empties it: once is something else
  const isRead = !STORES.has(name) && opening === 'reading';
  const fix = isRead ? { text: READ_ONCE } : storeFix(code, name, frame);
  if (fix === null) return undefined;
  const site = { code, subject: shortText(code.node, frame), variant: name, ...(fix === undefined ? {} : { fix }) };
  return beside === 'unseen' ? { ...site, why: UNSEEN } : site;
}

/** `open('out_%s.csv' % row['country'], 'a')` for each row. */
function keyedSite(
  code: CodeNode<NodeOf<'Call'>>,
  name: string,
  path: Expression,
  key: 'few' | 'unsure',
): Site | undefined {
  const beside = writtenBeside(code, name, path);
  if (beside === 'same') return undefined;
  const isSure = key === 'few' && beside === 'other';
  const fix = { text: isSure ? KEPT_OPEN : GROUPED };
  return { code, subject: shortText(code.node, code.frame), variant: name, why: isSure ? BY_KEY : BY_RARE_KEY, fix };
}

/** `digest(a)` and `digest(b)` of each two paths, where `digest` reads the file. */
function isReadForPairs(code: CodeNode<NodeOf<'Call'>>, name: string, path: Expression): boolean {
  if (STORES.has(name) || howOpened(code.node, name, code.frame) !== 'reading') return false;
  return argumentsAskedAgain([path], code) === 'pairs';
}

function isOpenedToAppend({ args, keywords }: NodeOf<'Call'>, name: string, frame: FrameCode): boolean {
  const given = keywords.find(({ arg }) => arg === 'mode')?.value ?? args[name === '.open' ? 0 : 1];
  return given !== undefined && /^a[bt]?$/.test(constantText(given, frame) ?? '');
}

/** What is asked of a store, and what opening it once means for it. */
function storeFix(code: CodeNode<NodeOf<'Call'>>, name: string, frame: FrameCode): Fix | null | undefined {
  if (!STORES.has(name)) return undefined;
  if (name === 'sqlite3.connect') return writesToDatabase(frame) ? null : { text: UNCOMMITTED };
  return howOpened(code.node, name, frame) === 'reading' ? undefined : { text: AT_THE_END };
}

const READ_ONCE = 'Read it once, before the loop, and keep what was read.';
const UNCOMMITTED = 'Open it once, around the loop (what was not committed is then kept).';
const AT_THE_END = 'Open it once, around the loop (what is put in may not be in the file before it is closed).';

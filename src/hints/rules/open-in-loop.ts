import type { Seconds } from '../../profile/profile-table.ts';
import { type Expression, isFunctionNode, type NodeOf } from '../../source/syntax.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { isChangedLater } from '../code/steady/changed-later.ts';
import { callsNamed, isSameInEveryCall, loopThatRepeats } from '../code/steady/invariance.ts';
import { type CallSums, sumCallsTo } from '../evidence/frame-evidence.ts';
import type { HintRule, Site } from '../rule.ts';
import { weighEdge } from '../weigh.ts';
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
 * `bz2.open` and `lzma.open`.
 *
 * ## Why it costs
 *
 * Each `open` asks the system for the file and makes three objects over it, with a buffer of 8 KiB (and one for text);
 * closing writes the buffer out, however little is in it. An archive reads the names of all its members each time.
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
 * Where other programs must see each line at once (then `flush()` after each does it), or the file is replaced meanwhile.
 */
export const openInLoop: HintRule = {
  id: 'open-in-loop',
  title: 'the same file opened each time',
  article: 'evaluations-outside-loop',
  priority: 2,
  fix: 'Open it once, around the loop.',
  callees: [...OPENS, ...STORES.values()],
  match: (frame) => callsNamed(frame, MATCHED).flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) => {
    const store = STORES.get(site.variant ?? '');
    const callees = store === undefined ? OPENS : [store];
    const few = tooFewPerObject(site.code, sumCallsTo(evidence, callees).ncalls, evidence);
    if (few !== undefined) return few;
    return weighEdge(site, evidence, {
      callees,
      called: store === undefined ? 'open' : (site.variant ?? store),
      names: store === undefined ? NAMES : new Set([site.variant ?? '']),
      time: 'whole',
      leastCalls: 20,
      ...(store === undefined ? { gain: 'open-in-loop' } : ALL_BUT_ONE),
      alsoCost: (calls) => {
        const closing = sumCallsTo(evidence, store === undefined ? CLOSES : CLOSES_OF_STORES);
        return closing.ncalls <= calls.ncalls ? closing.cumtime : 0;
      },
    });
  },
};

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

const CLOSES_OF_STORES = [
  ...['zipfile', 'tarfile', 'shelve', 'dbm.sqlite3', 'dbm.dumb'].map((module) => `${module}.__exit__`),
  'sqlite3.Connection.close',
];

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const name = calledName(code.node, frame);
  const path = pathOf(code.node, name);
  if (path === undefined) return undefined;
  const isSameInCalls = isFunctionNode(frame.node) && isSameInEveryCall(path, frame) && !isChangedLater(path, frame);
  const isSame = loopThatRepeats(path, code) !== undefined || isSameInCalls;
  return isSame ? { code, subject: shortText(code.node, frame), variant: name } : undefined;
}

function pathOf({ func, args, keywords }: NodeOf<'Call'>, name: string): Expression | undefined {
  if (name.startsWith('.')) return func.nodeType === 'Attribute' ? func.value : undefined;
  return args[0] ?? keywords.find(({ arg }) => arg === 'file')?.value;
}

import type { NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { lineOf } from '../../source/syntax.ts';
import { durationText, writeCount } from '../amounts.ts';
import { receiverOf, type Walk, walkedOnce } from '../code/loops/consumption.ts';
import { walkersOf } from '../code/loops/only-walked.ts';
import { blocksAround, isInFilesOnly } from '../code/loops/postponed.ts';
import { mayMean } from '../code/may-mean.ts';
import { type CodeNode, type FrameCode, isLoop, nodesOf } from '../code/module-code.ts';
import { bindingsOf, calledName } from '../code/names.ts';
import { sourceText } from '../code/source-text.ts';
import { type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
import { itemsOnlyWalked } from '../evidence/items-walked.ts';
import { passesOf } from '../evidence/passes.ts';
import { isCalledFromElsewhere } from '../evidence/times-called.ts';
import { savingOfWorkOfC } from '../expected-saving.ts';
import { isTold, SHARES } from '../level-of-share.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { edgeFinding, edgeLine, goneByGain, sharedLine, shareOfSites } from '../weigh.ts';
import { allocationLine, weighBytes } from '../weigh-bytes.ts';
import { weighKept } from '../weigh-kept.ts';

const LINE_READS = ['io._IOBase.readlines', 'io.TextIOWrapper.readlines'];

const READS = ['io.TextIOWrapper.read', 'io.BufferedReader.read', 'pathlib.read_text'];

/** One of them stands in each of its places. */
const READING = ['read', 'readlines', 'read_text'];

const READ_NAMES: ReadonlySet<string> = new Set(['.read', '.read_text']);

const SPLITS = ['str.split', 'str.splitlines', 'bytes.split', 'bytes.splitlines'];

/**
 * A whole file in memory, only to loop over its lines
 *
 * ## What it finds
 *
 * A loop over `file.readlines()`, `file.read().split()`, `file.read().split('\n')`, `file.read().splitlines()` or `path.read_text().splitlines()`
 * whose list is used for nothing else, also by way of `map` or `enumerate`; `return file.readlines()` in a function whose callers in the file only walk the lines; and
 * `len(file.readlines())`.
 *
 * ## Why it costs
 *
 * `readlines` makes a `str` object of at least 50 bytes for every line, and a list of references to them, before the loop
 * sees the first; `read().split()` holds the whole text beside them. A file object hands out one line at a time from a
 * buffer of 8 KiB.
 *
 * ## Example
 *
 *     for line in log.readlines():
 *         count(line)
 *
 * ## Instead
 *
 *     for line in log:
 *         count(line)
 *
 * The lines keep their line end, as those of `readlines` do; after `split('\n')` take `line.rstrip('\n')`.
 *
 * ## When it does not matter
 *
 * For small files, and where all lines are needed more than once. The gain is memory first: time falls little.
 */
export const ioReadall: HintRule = {
  id: 'io-readall',
  title: 'a whole file in memory, only to loop over its lines',
  article: 'generators',
  priority: 1,
  fix: 'Walk the file object: it gives one line at a time.',
  callees: [...LINE_READS, ...READS, ...SPLITS],
  time: ({ code }) => READING.some((word) => mayMean(word, code)),
  match: (frame) => nodesOf(frame, 'Call').flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) => {
    if (site.code.parent?.node.nodeType === 'Return' && isCalledFromElsewhere(evidence.code, evidence))
      return refused('it is called from elsewhere too, where more may be done with its list');
    const found = weigh(site, evidence);
    return isTold(found) ? found : weighLines(site, found, evidence);
  },
  isOfMemory: true,
};

/** A line of some ten characters, and the reference to it; one of a log. */
const LINE = { low: 60, high: 200 };

/** Where the time is no matter the number of lines tells what is held, if the profile does. */
function weighLines({ code }: Site, found: Verdict, evidence: FrameEvidence): Verdict {
  const loop = walkedOnce(code, new Set())?.node;
  const passes = loop !== undefined && isLoop(loop) ? passesOf(loop, evidence) : undefined;
  if (loop !== undefined && (passes === undefined || passes.isMost === true)) return found;
  const files = Math.max(1, sumCallsTo(evidence, [...READS, ...LINE_READS]).ncalls);
  const lines = (passes?.least ?? itemsOnlyWalked(evidence)) / files;
  return weighKept(lines, LINE, `${writeCount(lines)} lines of a file are in memory before the first is used`);
}

/** Some thousand lines are read in that time. */
const SMALL_FILE = 1e-4;

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  const line = lineOf(site.code.node);
  const held = allocationLine(evidence, line, line);
  if (held !== null && held.share >= SHARES.least) return weighBytes(held, 'the lines and the text that were alive');
  const isSplit = site.variant === 'split';
  const read = sumCallsTo(evidence, isSplit ? READS : LINE_READS);
  const part = shareOfSites(site, evidence, isSplit ? READ_NAMES : undefined);
  const split = isSplit ? sumCallsTo(evidence, SPLITS) : { ncalls: 0, tottime: 0, cumtime: 0 };
  if (read.ncalls === 0) return refused('the profile has no calls that read a whole file from here');
  const perFile = read.cumtime / read.ncalls;
  if (perFile < SMALL_FILE * evidence.pace) return refused(`a file is read in ${durationText(perFile)}: it is small`);
  const isOnlySplit = split.ncalls <= 2 * read.ncalls;
  const seconds = read.cumtime + (isOnlySplit ? split.cumtime : 0);
  const cost = seconds * part;
  const lines = [
    edgeLine(isSplit ? 'read and split' : 'readlines', read.ncalls, seconds, evidence),
    ...sharedLine(part),
  ];
  const basis = 'memory first: the file is read all the same, and less of it is held at once';
  const saving = savingOfWorkOfC(cost, isSplit ? null : goneByGain('io-readall/readlines'), basis, evidence);
  return edgeFinding('confirmed', cost, evidence, lines, saving);
}

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const { func } = code.node;
  if (func.nodeType !== 'Attribute') return undefined;
  if (func.attr === 'readlines' && code.node.args.length === 0) return readlinesSite(code, frame);
  if (func.attr !== 'splitlines' && func.attr !== 'split') return undefined;
  if (func.attr === 'split' && !isLineEnd(code.node)) return undefined;
  const walk = walkedOnce(code, new Set());
  return walk === undefined || !isWholeFile(func.value, frame)
    ? undefined
    : { code, subject: sourceText(code.node, frame), variant: 'split', ...wordsFix(code.node) };
}

/** `read().split()` gives words, not lines. */
function wordsFix({ func, args }: NodeOf<'Call'>): Pick<Site, 'fix'> {
  if (args.length > 0 || func.nodeType !== 'Attribute' || func.attr !== 'split') return {};
  return {
    fix: { text: 'Walk the file, and in that loop the words of line.split(): one line is in memory at a time.' },
  };
}

function readlinesSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const counted = code.parent?.node;
  const file = receiverOf(code.node);
  if (counted?.nodeType === 'Call' && file !== undefined && calledName(counted, frame) === 'len') {
    const [before, walked] = [sourceText(counted, frame), sourceText(file, frame)];
    const fix = { text: 'Count them as they come.', before, after: `sum(1 for _ in ${walked})` };
    return { code, subject: sourceText(code.node, frame), variant: 'readlines', fix };
  }
  const walk = walkedOnce(code, new Set());
  if (file === undefined) return undefined;
  if (walk === undefined) return returnedSite(code, sourceText(file, frame));
  const isOpenedHere = blocksAround(code).length > 0;
  const fix = fixOf(walk, code.node, sourceText(file, frame), frame) ?? (isOpenedHere ? INSIDE : undefined);
  return { code, subject: sourceText(code.node, frame), variant: 'readlines', ...(fix === undefined ? {} : { fix }) };
}

const INSIDE = {
  text: 'Walk the file itself, inside of its `with`: behind it the file is closed. A function that gives the items on yields them there.',
};

/** `return file.readlines()`, where the callers in the file only walk the lines */
function returnedSite(code: CodeNode<NodeOf<'Call'>>, file: string): Site | undefined {
  const { node, frame, parent } = code;
  if (parent?.node.nodeType !== 'Return' || nodesOf(frame, 'Return').length > 1 || !isInFilesOnly(code))
    return undefined;
  if (walkersOf(frame)?.needing.length !== 0) return undefined;
  const fix = {
    text: `Let ${frame.scope.name} yield the lines.`,
    before: sourceText(parent.node, frame),
    after: `yield from ${file}`,
  };
  return { code, subject: sourceText(node, frame), variant: 'readlines', fix };
}

function fixOf(walk: Walk, call: SyntaxNode, file: string, frame: FrameCode): Site['fix'] {
  const { node } = walk;
  if (node.nodeType !== 'For' || node.iter !== call) return undefined;
  const target = sourceText(node.target, frame);
  const before = `for ${target} in ${sourceText(node.iter, frame)}:`;
  return { text: 'Walk the file itself.', before, after: `for ${target} in ${file}:` };
}

function isLineEnd({ args, keywords }: NodeOf<'Call'>): boolean {
  const [separator] = args;
  if (separator === undefined) return keywords.length === 0; // words do not go over the end of a line
  return separator.nodeType === 'Constant' && separator.value === '\n';
}

/** `file.read()`, `path.read_text()`, or a name that is bound to one of them. */
function isWholeFile(value: SyntaxNode, frame: FrameCode): boolean {
  if (value.nodeType === 'Name') {
    const [only, ...others] = bindingsOf(value.id, frame);
    const bound = only?.binding.value;
    return others.length === 0 && bound != null && bound.nodeType !== 'Name' && isWholeFile(bound, frame);
  }
  if (value.nodeType !== 'Call' || value.func.nodeType !== 'Attribute') return false;
  const { attr } = value.func;
  if (attr === 'strip' || attr === 'rstrip' || attr === 'decode') return isWholeFile(value.func.value, frame);
  return attr === 'read_text' || (attr === 'read' && value.args.length === 0);
}

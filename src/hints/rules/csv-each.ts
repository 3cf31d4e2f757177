import type { Expression, NodeOf } from '../../source/syntax.ts';
import { nameOfValue, newName } from '../code/free-name.ts';
import { type CodeNode, type FrameCode, framesInside, nodesOf } from '../code/module-code.ts';
import { bindingsOf, calledName, methodCalled, statementAround } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { callsNamed, isSameEachRun } from '../code/steady/invariance.ts';
import { kindOf } from '../code/values/value-kind.ts';
import { type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
import { type Fix, type HintRule, type Refusal, refused, type Site } from '../rule.ts';
import { isRepeated, NOT_REPEATED, weighEdge } from '../weigh.ts';

/** What is made for each, under which name a profile has its making, and what was measured. */
type Made = { readonly callee: string; readonly gain: string; readonly isWriter?: true };

const MADE: ReadonlyMap<string, Made> = new Map([
  ['csv.reader', { callee: 'csv.reader', gain: 'csv-each/reader' }],
  ['csv.DictReader', { callee: 'csv.__init__', gain: 'csv-each/dict' }],
  ['csv.writer', { callee: 'csv.writer', gain: 'csv-each/writer', isWriter: true }],
]);

const MATCHED: ReadonlySet<string> = new Set(MADE.keys());

/**
 * A CSV reader or writer made for each line
 *
 * ## What it finds
 *
 * `next(csv.reader([line]))`, `csv.DictReader([line], fields)` and `csv.writer(io.StringIO())` for one row, in a loop, or in a
 * function that is called in one.
 *
 * ## Why it costs
 *
 * Each reader and writer looks its dialect up and makes its buffer; taking a line apart takes about as long as that. A
 * `DictReader` makes two objects in Python besides.
 *
 * ## Example
 *
 *     for line in lines:
 *         name, count = next(csv.reader([line]))
 *         total += int(count)
 *
 * ## Instead
 *
 *     for name, count in csv.reader(lines):
 *         total += int(count)
 *
 * A reader takes whatever gives lines: a file, a list, a generator that leaves some out. A writer writes into the file itself,
 * `csv.writer(file).writerows(rows)`, or into one buffer for all rows.
 *
 * ## When it does not matter
 *
 * For some hundred lines. One reader for all joins lines while a quote is open: that is what the quotes are for, but a
 * stray one now reaches into the next line. `DictReader` leaves empty lines out.
 */
export const csvEach: HintRule = {
  id: 'csv-each',
  title: 'a CSV reader or writer made for each line',
  article: 'evaluations-outside-loop',
  priority: 2,
  fix: 'Make one reader of all lines, or one writer for all rows.',
  callees: [...MADE.values()].map(({ callee }) => callee),
  time: 'called',
  match: (frame) => callsNamed(frame, MATCHED).flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) => {
    if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
    const made = MADE.get(site.variant ?? '');
    if (made === undefined) return refused('no reader or writer that the rule knows');
    const many = rowsForEach(made, evidence);
    if (many !== undefined) return many;
    const used = made.isWriter === true ? ROWS : ['next'];
    return weighEdge(site, evidence, {
      callees: [made.callee],
      called: site.variant ?? made.callee,
      time: 'whole',
      leastCalls: 500,
      gain: made.gain,
      alsoCost: ({ ncalls }) => {
        const using = sumCallsTo(evidence, used);
        return using.ncalls <= ncalls * MORE ? using.cumtime : 0;
      },
    });
  },
};

const ROWS = ['csv.writer.writerow'];

/** One row and a heading at times are still one row for each. */
const MORE = 1.1;

/** A writer with a buffer for each table is as it should be. */
function rowsForEach({ callee, isWriter }: Made, evidence: FrameEvidence): Refusal | undefined {
  if (isWriter !== true) return undefined;
  const rows = sumCallsTo(evidence, ROWS).ncalls;
  const isOneEach = rows > 0 && rows <= sumCallsTo(evidence, [callee]).ncalls * MORE;
  return isOneEach ? undefined : refused('each writer writes more rows than one, or the profile does not tell');
}

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const name = calledName(code.node, frame);
  const [given] = code.node.args;
  const isWriter = MADE.get(name)?.isWriter === true;
  if (given === undefined || !(isWriter ? isOwnBuffer(given, code) : isOneLine(given, code))) return undefined;
  if (!isMadeAlike(code, given)) return undefined;
  const around = isTakenAtOnce(code) && code.parent !== null ? code.parent.node : code.node;
  return { code, subject: shortText(around, frame), variant: name, fix: isWriter ? WRITE_ON : fixOf(given, code) };
}

const WRITE_ON: Fix = { text: 'Write all rows by one writer: into the file itself, or into one buffer for all.' };

/** `delimiter=line[0]`: no one reader is there for lines of which each asks for another. */
function isMadeAlike(code: CodeNode<NodeOf<'Call'>>, given: Expression): boolean {
  const { args, keywords } = code.node;
  const others = [...args.filter((one) => one !== given), ...keywords.map(({ value }) => value)];
  return others.every((one) => isSameEachRun(one, code));
}

/** `[line]`; with `next` around it also `io.StringIO(line)` and `line.splitlines()` of what is one line. */
function isOneLine(given: Expression, code: CodeNode): boolean {
  if (given.nodeType === 'List' || given.nodeType === 'Tuple') {
    return given.elts.length === 1 && given.elts[0]?.nodeType !== 'Starred';
  }
  if (given.nodeType !== 'Call' || !isTakenAtOnce(code)) return false;
  const isText = calledName(given, code.frame) === 'io.StringIO';
  const method = methodCalled(given, code.frame);
  const text = isText ? given.args[0] : method?.name === 'splitlines' ? method.receiver : undefined;
  return text !== undefined && isLineOfFile(text, code.frame); // of a whole table it may be the heading alone
}

/** `line` of `for line in file` or `for line in text.splitlines()`. */
function isLineOfFile(text: Expression, frame: FrameCode): boolean {
  const [only, ...others] = text.nodeType === 'Name' ? bindingsOf(text.id, frame) : [];
  const walked = only?.binding.kind === 'loop' && others.length === 0 ? only.binding.value : null;
  if (walked === null) return false;
  const isSplit = walked.nodeType === 'Call' && LINES.has(calledName(walked, frame));
  return isSplit || kindOf(walked, frame) === 'file';
}

const LINES: ReadonlySet<string> = new Set(['.splitlines', '.readlines']);

function isTakenAtOnce({ node, parent, frame }: CodeNode): boolean {
  const around = parent?.node;
  return around?.nodeType === 'Call' && around.args[0] === node && calledName(around, frame) === 'next';
}

/** `io.StringIO()`, by itself or by a name that is bound to it where the writer is made. */
function isOwnBuffer(given: Expression, { frame, loops }: CodeNode): boolean {
  if (given.nodeType === 'Call') return calledName(given, frame) === 'io.StringIO';
  const [only, ...others] = given.nodeType === 'Name' ? bindingsOf(given.id, frame) : [];
  const value = only?.binding.value;
  if (value?.nodeType !== 'Call' || others.length > 0) return false;
  return only?.binding.loopDepth === loops.length && calledName(value, frame) === 'io.StringIO';
}

/** Where the loop walks the lines themselves, and asks nothing else of them, the reader walks them in its place. */
function fixOf(given: Expression, code: CodeNode<NodeOf<'Call'>>): Fix {
  const { node, loops, frame } = code;
  const text = 'Give one reader all lines, and loop over what it gives (quoted line ends are then joined).';
  const loop = loops.at(-1);
  const [line] = given.nodeType === 'List' || given.nodeType === 'Tuple' ? given.elts : [];
  if (loop?.nodeType !== 'For' || loop.target.nodeType !== 'Name' || line?.nodeType !== 'Name') return { text };
  if (loop.target.id !== line.id || !isAskedOnce(line.id, frame) || !isInEveryPass(code, loop)) return { text };
  const lines = sourceText(loop.iter, frame);
  const { parent } = code;
  const isNext = parent?.node.nodeType === 'Call' && calledName(parent.node, frame) === 'next';
  const row = isNext ? nameOfValue(parent, 'row') : newName('row', frame);
  const after = `for ${row} in ${sourceText(node, frame).replace(sourceText(given, frame), () => lines)}:`;
  return { text, before: `for ${line.id} in ${lines}:`, after };
}

/** Named by the head of the loop and where the reader is made, and nowhere else. */
function isAskedOnce(name: string, frame: FrameCode): boolean {
  const seeing = [frame, ...framesInside(frame)];
  return seeing.flatMap((one) => nodesOf(one, 'Name').filter(({ node }) => node.id === name)).length === 2;
}

/** A reader that walks the lines reads them all: none may be left out, and the reading of none may fail unseen. */
function isInEveryPass(code: CodeNode<NodeOf<'Call'>>, loop: NodeOf<'For'>): boolean {
  const [first] = loop.body;
  return first === statementAround(code).node && isTakenAtOnce(code);
}

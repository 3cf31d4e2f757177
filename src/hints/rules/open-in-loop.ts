import { type Expression, isFunctionNode, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { durationText, writeCount } from '../amounts.ts';
import { callsNamed, isSameInEveryCall, loopThatRepeats } from '../code/invariance.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { calledName, selfAttribute, selfName } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
import { savingOfFunction } from '../expected-saving.ts';
import type { Fix, HintRule, Site, Verdict } from '../rule.ts';
import { edgeFinding, weighEdge } from '../weigh.ts';

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

/**
 * The same file opened each time
 *
 * ## What it finds
 *
 * `open(path)`, `path.open()`, `path.read_text()` and their kin in a loop, or in a function that is called in one, where
 * the path is the same each time.
 *
 * ## Why it costs
 *
 * Each `open` asks the system for the file and makes three objects over it, with a buffer of 8 KiB (and one for text);
 * closing writes the buffer out, however little is in it.
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
 * What is read again and again can be read once and kept: where a function does nothing but that, all of its time goes.
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
  callees: OPENS,
  match: (frame) => callsNamed(frame, NAMES).flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) => {
    const verdict = weighOpening(site, evidence);
    return site.variant === READER && verdict.verdict === 'reported' ? weighReader(evidence) : verdict;
  },
};

function weighOpening(site: Site, evidence: FrameEvidence): Verdict {
  return weighEdge(site, evidence, {
    callees: OPENS,
    called: 'open',
    names: NAMES,
    time: 'whole',
    leastCalls: 20,
    gain: 'open-in-loop',
    alsoCost: (calls) => {
      const closing = sumCallsTo(evidence, CLOSES);
      return closing.ncalls <= calls.ncalls ? closing.cumtime : 0;
    },
  });
}

/** All that the function takes: to open the file is the least of it. */
function weighReader(evidence: FrameEvidence): Verdict {
  const { ncalls, cumtime, code, total } = evidence;
  const text = `${writeCount(ncalls)} calls of ${code.scope.qualname}, each of which reads the file: ${durationText(cumtime)} of ${durationText(total)}`;
  const basis = 'all calls but the first of each file';
  const saving = savingOfFunction(cumtime, { least: 0.7, most: 1 }, basis, evidence);
  return edgeFinding('confirmed', cumtime, evidence, [{ kind: 'edge', text }], saving);
}

/** A `with` closes the file by this. */
const CLOSES = [
  'io._IOBase.__exit__',
  'io._IOBase.close',
  'io.TextIOWrapper.close',
  'io.BufferedWriter.close',
  'io.BufferedReader.close',
];

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const name = calledName(code.node, frame);
  const path = pathOf(code.node, name);
  if (path === undefined) return undefined;
  const isSame =
    loopThatRepeats(path, code) !== undefined || (isFunctionNode(frame.node) && isSameInEveryCall(path, frame));
  if (!isSame) return undefined;
  const subject = shortText(code.node, frame);
  return isReadOnlyFor(path, code) ? { code, subject, variant: READER, fix: READ_ONCE } : { code, subject };
}

const READER = 'reader';

const READ_ONCE: Fix = {
  text: 'Read it once, and keep what the function makes of it (functools.lru_cache does both).',
};

/** Whether a function reads a file, and what it returns depends on nothing else: each call but the first is for nothing. */
function isReadOnlyFor(path: Expression, { node, loops, frame }: CodeNode<NodeOf<'Call'>>): boolean {
  const { node: reader } = frame;
  if (reader.nodeType !== 'FunctionDef' || loops.length > 0 || !isReading(node) || !isMadeAnew(frame)) return false;
  const asked = new Set([...walkSyntax(path)].flatMap((part) => nameOf(part, frame) ?? []));
  const own = selfName(frame);
  const given = [...reader.args.posonlyargs, ...reader.args.args, ...reader.args.kwonlyargs].map(({ arg }) => arg);
  const attributes = nodesOf(frame, 'Attribute').flatMap((code) => nameOf(code.node, frame) ?? []);
  return [...given.filter((name) => name !== own), ...attributes].every((name) => asked.has(name));
}

/** It returns something each time, and JSON is what `json-hoist` is about. */
function isMadeAnew(frame: FrameCode): boolean {
  const isResult = nodesOf(frame, 'Return').some(({ node: { value } }) => value != null);
  const isJson = nodesOf(frame, 'Call').some(({ node }) => calledName(node, frame).startsWith('json.'));
  return isResult && !isJson && nodesOf(frame, 'Yield').length === 0;
}

/** No mode, or one that begins with `r`. */
function isReading({ func, args, keywords }: NodeOf<'Call'>): boolean {
  if (func.nodeType === 'Attribute' && (func.attr === 'read_text' || func.attr === 'read_bytes')) return true;
  if (func.nodeType !== 'Name') return false;
  const mode = args[1] ?? keywords.find(({ arg }) => arg === 'mode')?.value;
  return mode === undefined || (mode.nodeType === 'Constant' && String(mode.value).startsWith('r'));
}

/** `path`, or `self.path` as a whole. */
function nameOf(part: SyntaxNode, frame: FrameCode): string | undefined {
  if (part.nodeType === 'Name') return part.id;
  const attribute = part.nodeType === 'Attribute' ? selfAttribute(part, frame) : null;
  return attribute === null ? undefined : `self.${attribute}`;
}

function pathOf({ func, args, keywords }: NodeOf<'Call'>, name: string): Expression | undefined {
  if (name.startsWith('.')) return func.nodeType === 'Attribute' ? func.value : undefined;
  return args[0] ?? keywords.find(({ arg }) => arg === 'file')?.value;
}

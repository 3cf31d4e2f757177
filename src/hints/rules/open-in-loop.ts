import { type Expression, isFunctionNode, type NodeOf } from '../../source/syntax.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { callsNamed, isSameInEveryCall, loopThatRepeats } from '../code/steady/invariance.ts';
import { sumCallsTo } from '../evidence/frame-evidence.ts';
import type { HintRule, Site } from '../rule.ts';
import { weighEdge } from '../weigh.ts';

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
  callees: OPENS,
  match: (frame) => callsNamed(frame, NAMES).flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) =>
    weighEdge(site, evidence, {
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
    }),
};

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
  return isSame ? { code, subject: shortText(code.node, frame) } : undefined;
}

function pathOf({ func, args, keywords }: NodeOf<'Call'>, name: string): Expression | undefined {
  if (name.startsWith('.')) return func.nodeType === 'Attribute' ? func.value : undefined;
  return args[0] ?? keywords.find(({ arg }) => arg === 'file')?.value;
}

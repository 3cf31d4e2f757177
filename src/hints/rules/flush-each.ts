import type { NodeOf } from '../../source/syntax.ts';
import { isConstant } from '../code/loops/consumption.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { calledName, methodCalled } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { SHARES } from '../level-of-share.ts';
import { type HintRule, refused, type Site } from '../rule.ts';
import { isRepeated, NOT_REPEATED, weighEdge } from '../weigh.ts';

/** What each kind of place calls, on Python 3.8 to 3.13. */
const CALLEES = {
  flush: ['io.TextIOWrapper.flush', 'io.BufferedWriter.flush', 'io.BufferedRandom.flush'],
  fsync: ['os.fsync', 'os.fdatasync'],
  print: ['print'],
} as const;

type Variant = keyof typeof CALLEES;

/**
 * A file flushed after each line
 *
 * ## What it finds
 *
 * `file.flush()`, `os.fsync(file)` and `print(..., flush=True)` in a loop, or in a function that is called in one.
 *
 * ## Why it costs
 *
 * A file object collects what is written until it has 8 KiB. A flush hands over a line at a time: a call of the system for each.
 * `os.fsync` then waits until the disk has it.
 *
 * ## Example
 *
 *     for row in rows:
 *         out.write(row)
 *         out.flush()
 *
 * ## Instead
 *
 *     for row in rows:
 *         out.write(row)
 *     out.flush()
 *
 * Closing the file does it as well. Where somebody follows the file, flush at times: after a second, or some hundred lines.
 *
 * ## When it does not matter
 *
 * For some hundred lines. What was not handed over is lost when the process is killed: a journal that must not lose a line
 * flushes for a reason.
 */
export const flushEach: HintRule = {
  id: 'flush-each',
  title: 'a file flushed after each line',
  article: 'evaluations-outside-loop',
  priority: 2,
  fix: 'Flush once at the end, or at times; closing the file does it too.',
  callees: Object.values(CALLEES).flat(),
  time: 'callees',
  match: (frame) => nodesOf(frame, 'Call').flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) => {
    if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
    const variant = variantOf(site);
    if (variant === undefined) return refused('nothing that flushes');
    return weighEdge(site, evidence, {
      callees: CALLEES[variant],
      called: variant,
      time: 'whole',
      leastCalls: 100,
      leastShare: SHARES.told,
      gain: `flush-each/${variant}`,
    });
  },
};

function variantOf({ variant }: Site): Variant | undefined {
  return variant === 'flush' || variant === 'fsync' || variant === 'print' ? variant : undefined;
}

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const name = calledName(code.node, frame);
  const variant = variantCalled(name, code.node, frame);
  return variant === undefined ? undefined : { code, subject: shortText(code.node, frame), variant };
}

function variantCalled(name: string, call: NodeOf<'Call'>, frame: FrameCode): Variant | undefined {
  if (name === 'os.fsync' || name === 'os.fdatasync') return 'fsync';
  if (name === 'print') return isFlushing(call) ? 'print' : undefined;
  return methodCalled(call, frame)?.name === 'flush' && call.args.length === 0 ? 'flush' : undefined;
}

function isFlushing({ keywords }: NodeOf<'Call'>): boolean {
  return keywords.some(({ arg, value }) => arg === 'flush' && isConstant(value, true));
}

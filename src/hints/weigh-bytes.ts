import { bytesText, writeCount, writePercent } from './amounts.ts';
import { allocatedIn } from './evidence/allocations.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import type { EvidenceLine, Finding, Level } from './rule.ts';

/** The blocks of some lines that were alive in the snapshot. */
export type Held = { readonly bytes: number; readonly blocks: number; readonly share: number; readonly line: number };

/** What a snapshot says of some lines of the function's file; null without a snapshot. */
export function allocationLine(evidence: FrameEvidence, from: number, to: number): Held | null {
  const { allocations } = evidence;
  if (allocations === null) return null;
  const { bytes, blocks } = allocatedIn(allocations, from, to);
  return { bytes, blocks, share: allocations.total > 0 ? bytes / allocations.total : 0, line: from };
}

function allocationText({ bytes, blocks, share, line }: Held, what: string): EvidenceLine {
  const text = `line ${line}: ${bytesText(bytes)} in ${writeCount(blocks)} blocks (${writePercent(share)} of the snapshot): ${what}`;
  return { kind: 'allocation', text };
}

/** A finding on live bytes. `kept`: the part of them that the better form would still take. */
export function weighBytes(held: Held, what: string, kept: number = 0): Finding {
  const { bytes, share } = held;
  return {
    verdict: 'reported',
    level: 'confirmed',
    cost: bytes,
    share,
    of: 'bytes',
    evidence: [allocationText(held, what)],
    saving: {
      low: bytes * (1 - kept) * 0.5,
      high: bytes * (1 - kept),
      unit: 'bytes',
      basis: 'blocks of that line that were alive in the snapshot; memory, not time',
    },
  };
}

/** Why nothing is said in bytes: nobody gave a snapshot, or it has next to nothing of the line. */
export function memoryBasis({ allocations }: FrameEvidence): string {
  return allocations === null
    ? 'memory, which a profile does not measure: give a snapshot with --memory'
    : 'memory; the snapshot holds hardly anything of this line: take it while the list is alive (pyprof-view run --memory)';
}

/** Nothing is promised in seconds: the gain is memory, and only a snapshot can say how much. */
export function memoryFinding(level: Level, text: string, evidence: FrameEvidence, share: number): Finding {
  const saving = {
    low: 0,
    high: 0,
    unit: 'share' as const,
    basis: `${memoryBasis(evidence)}; time may rise by up to 25 %`,
  };
  const line = { kind: 'source' as const, text };
  return { verdict: 'reported', level, cost: share * evidence.total, share, of: 'edge', evidence: [line], saving };
}

import { DecodeError } from '../../errors.ts';
import type { MemorySnapshot, TracebackIndex } from '../../profile/memory-snapshot.ts';
import { MemorySnapshotBuilder } from '../../profile/memory-snapshot-builder.ts';
import type { PickleLimits } from './guarded-reader.ts';
import { readPickle } from './read-pickle.ts';

const SNAPSHOT = 'tracemalloc.Snapshot';
const TRACES = 'tracemalloc._Traces';

/**
 * A snapshot the general way: pickleparser makes all values, then each is checked. It reads what the usual reader does
 * not (protocols 2 and 3, duplicate traces), and says what is wrong with the rest.
 *
 * @throws DecodeError
 */
export function readAnySnapshot(bytes: Uint8Array, limits: PickleLimits): MemorySnapshot {
  const { root, asObject } = readPickle(bytes, (name) => name === SNAPSHOT || name === TRACES, limits);
  const snapshot = asObject(root);
  if (snapshot?.className !== SNAPSHOT) throw unlike('its value is not a tracemalloc.Snapshot');
  const traces = asObject(snapshot.state.get('traces'))?.state.get('_traces');
  if (!Array.isArray(traces)) throw unlike('it has no list of traces');
  return new TraceReader().read(traces, snapshot.state.get('traceback_limit'));
}

class TraceReader {
  private readonly builder = new MemorySnapshotBuilder();
  /** Blocks of one traceback share one tuple, so that it is looked at once. */
  private readonly tracebackOf = new Map<unknown, TracebackIndex>();

  read(traces: readonly unknown[], tracebackLimit: unknown): MemorySnapshot {
    if (!isCount(tracebackLimit)) throw unlike('it has no traceback limit');
    for (const [at, trace] of traces.entries()) this.readTrace(trace, at);
    return this.builder.finish(tracebackLimit);
  }

  private readTrace(trace: unknown, at: number): void {
    if (!Array.isArray(trace) || (trace.length !== 3 && trace.length !== 4)) throw unlikeTrace(at);
    const [domain, size, frames, totalFrames = 0]: readonly unknown[] = trace;
    if (!isCount(domain) || !isCount(size) || !isCount(totalFrames)) throw unlikeTrace(at);
    const traceback = this.tracebackOf.get(frames) ?? this.readTraceback(frames, at);
    this.builder.block(traceback, domain, size, totalFrames);
  }

  private readTraceback(frames: unknown, at: number): TracebackIndex {
    if (!Array.isArray(frames) || frames.length === 0) throw unlikeTrace(at);
    const sites = Int32Array.from(frames, (frame: unknown) => this.readFrame(frame, at));
    const traceback = this.builder.traceback(sites, 0, sites.length);
    this.tracebackOf.set(frames, traceback);
    return traceback;
  }

  private readFrame(frame: unknown, at: number): number {
    if (!Array.isArray(frame) || frame.length !== 2) throw unlikeTrace(at);
    const [file, line]: readonly unknown[] = frame;
    if (typeof file !== 'string' || !isCount(line)) throw unlikeTrace(at);
    return this.builder.site(this.builder.file(file), line);
  }
}

/** Sizes, lines, counts: never negative, never more than a double holds exactly. */
function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function unlike(what: string): DecodeError {
  return new DecodeError('not-a-snapshot', 0, `the pickle is not a snapshot: ${what}`);
}

function unlikeTrace(at: number): DecodeError {
  return unlike(`trace ${at} is not (domain, size, ((file, line), ...), frames)`);
}

/** Writes pickles by hand, operation by operation: what no Python would write can be written so. */
export function pickle(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
}

export const PROTO = '\x80\x05';

export function text(value: string): Uint8Array {
  const bytes = Buffer.from(value, 'utf8');
  return pickle('X', uint32(bytes.length), bytes);
}

export function int32(value: number): Uint8Array {
  return pickle('J', uint32(value >>> 0));
}

export function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** LONG1: two's complement, in as many bytes as it takes, as CPython writes it. */
export function long1(value: bigint): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 8n) {
    bytes.push(Number(rest & 0xffn));
    const isSign = rest >= -128n && rest < 128n;
    if (isSign) return pickle('\x8a', Uint8Array.of(bytes.length), Uint8Array.from(bytes));
  }
}

/** `Snapshot` around the operations of its traces' items. Memos are not written. */
export function snapshotWith(traces: string | Uint8Array, limit: Uint8Array = int32(1)): Uint8Array {
  const object = (name: string): Uint8Array => pickle(text('tracemalloc'), text(name), '\x93)\x81}');
  return pickle(
    PROTO,
    object('Snapshot'),
    '(',
    text('traces'),
    object('_Traces'),
    text('_traces'),
    '](',
    traces,
    'esb',
    text('traceback_limit'),
    limit,
    'ub.',
  );
}

/** (domain, size, ((file, line),), frames) */
export function trace(size: Uint8Array, line: Uint8Array = int32(7)): Uint8Array {
  return pickle('(', int32(0), size, text('a.py'), line, '\x86\x85', int32(1), 't');
}

import { type Count, formatCount } from '../profile/count-column.ts';
import { pythonBytesRepr, pythonFloatRepr, pythonStringRepr } from '../text/python-repr.ts';
import { type MarshalValue, PyBytes, PyCode, PyFloat } from './marshal-values.ts';

/** A call count, with CPython's text for it where that is not the plain number. pstats takes any number as a count. */
export function readCount(
  value: MarshalValue | undefined,
): { readonly value: Count; readonly text: string | undefined } | null {
  if (typeof value === 'number') return { value, text: undefined };
  if (typeof value === 'bigint') return { value, text: formatCount(value) };
  if (typeof value === 'boolean') return { value: value ? 1 : 0, text: value ? 'True' : 'False' };
  if (value instanceof PyFloat) return { value: value.value, text: pythonFloatRepr(value.value) };
  return null;
}

/** A time or a line: any number, as the double nearest to it. */
export function readTime(value: MarshalValue | undefined): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint' || typeof value === 'boolean') return Number(value);
  return value instanceof PyFloat ? value.value : null;
}

/** What `'%s' % value` prints for a file or a name in a key; null for what no profiler writes there. */
export function keyText(value: MarshalValue): string | null {
  if (typeof value === 'string') return value;
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (value instanceof PyFloat) return pythonFloatRepr(value.value);
  if (value instanceof PyBytes) return pythonBytesRepr(value.bytes);
  return value instanceof PyCode ? codeRepr(value) : null;
}

/**
 * `repr(code)`. CPython prints the object's address, which differs from run to run; we print 0x0, so that the same dump
 * gives the same text.
 */
function codeRepr(code: PyCode): string {
  const file = code.filename === null ? '???' : plainText(code.filename);
  return `<code object ${plainText(code.name)} at 0x0, file "${file}", line ${code.firstLine}>`;
}

function plainText(value: MarshalValue): string {
  if (typeof value === 'string') return value;
  return value instanceof PyBytes ? pythonStringRepr(Buffer.from(value.bytes).toString('latin1')) : '???';
}

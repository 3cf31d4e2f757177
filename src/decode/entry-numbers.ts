import { type Count, formatCount } from '../profile/count-column.ts';
import { pythonFloatRepr } from '../text/python-repr.ts';
import { type MarshalValue, PyFloat } from './marshal-values.ts';

/** A call count, with CPython's text for it where that is not the plain number. Python counts with any number. */
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

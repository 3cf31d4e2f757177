import type { Accumulation } from './accumulation.ts';
import type { FrameCode } from './module-code.ts';
import { kindOf } from './value-kind.ts';

/** Whether what grows is a text: it is one, or nothing is known of it and a text is put to it. */
export function isGrowingText({ target, added, form }: Accumulation, frame: FrameCode): boolean {
  const kind = kindOf(target, frame);
  if (kind !== 'unknown') return kind === 'str';
  return form !== 'inside' && added.some((value) => kindOf(value, frame) === 'str');
}

/** What CPython resizes instead of copying: a local text to which one operand is added. */
export function isGrowingInPlace({ home, form }: Accumulation): boolean {
  return home === 'local' && (form === 'in-place' || form === 'after');
}

import type { Accumulation } from './accumulation.ts';
import type { FrameCode } from './module-code.ts';
import { sourceText, sumText } from './source-text.ts';
import { kindOf } from './value-kind.ts';

/** Whether what grows is a text: it is one, or nothing is known of it and a text is put to it. */
export function isGrowingText({ target, added, form }: Accumulation, frame: FrameCode): boolean {
  const kind = kindOf(target, frame);
  if (kind !== 'unknown') return kind === 'str';
  return form !== 'inside' && form !== 'carried' && added.some((value) => kindOf(value, frame) === 'str');
}

/** What CPython resizes instead of copying: a local text to which one operand is added. */
export function isGrowingInPlace({ home, form }: Accumulation): boolean {
  return home === 'local' && (form === 'in-place' || form === 'after');
}

/** The statement, and the list of pieces in its place: where it begins, grows and is joined. null where one list does not say it. */
export function asJoinedPieces(
  { code, name, form, added }: Accumulation,
  frame: FrameCode,
): { readonly before: string; readonly after: string } | null {
  const isBehind = form === 'in-place' || form === 'after' || form === 'chain';
  if (!isBehind || !/^\w+$/.test(name)) return null;
  const parts = `${name}_parts`;
  const lines = [
    `${parts} = []  # where ${name} begins`,
    `${parts}.append(${sumText(added, frame)})`,
    `${name} = ''.join(${parts})  # after the last piece`,
  ];
  return { before: sourceText(code.node, frame), after: lines.join('\n') };
}

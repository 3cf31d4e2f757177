import type { Expression } from '../../../source/syntax.ts';
import type { FrameCode } from '../module-code.ts';
import { bindingsOf, calledName } from '../names.ts';

/** Whether an expression gives the rows of a CSV file, one by one: a reader, or a name that is bound to one. */
export function isReader(value: Expression, frame: FrameCode): boolean {
  if (value.nodeType === 'Call') return READERS.has(calledName(value, frame));
  if (value.nodeType !== 'Name') return false;
  const [only, ...others] = bindingsOf(value.id, frame);
  const made = only?.binding.kind === 'assignment' ? only.binding.value : null;
  return others.length === 0 && made?.nodeType === 'Call' && isReader(made, frame);
}

const READERS: ReadonlySet<string> = new Set(['csv.DictReader', 'csv.reader']);

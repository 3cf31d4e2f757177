import { UsageError } from '../errors.ts';
import { escapeControls } from '../text/escape.ts';
import { changedName, type DiffView } from './diff-view.ts';
import type { FunctionChange } from './function-change.ts';
import type { Gate } from './gate.ts';

/** As many of several candidates are named. */
const MOST_CANDIDATES = 4;

/**
 * The one function that a gate names: by its whole name as pstats prints it, by the end of that from a `/` on, by the
 * function's own name, else by a part of the name.
 *
 * @throws UsageError 'no-such-function', 'ambiguous-function'
 */
export function functionOfGate(view: DiffView, gate: Gate, text: string): FunctionChange {
  const [found, ...others] = candidates(view, text);
  if (found === undefined) throw new UsageError('no-such-function', `${gate.text}: no function matches ${text}`);
  if (others.length > 0) throw new UsageError('ambiguous-function', ambiguity(view, gate, [found, ...others]));
  const name = nameOf(view, found);
  if (found.afterRow < 0)
    throw new UsageError('no-such-function', `${gate.text}: ${name} is gone: only the profile before has it`);
  if (found.beforeRow < 0)
    throw new UsageError('no-such-function', `${gate.text}: ${name} is new: only the profile after has it`);
  return found;
}

function candidates(view: DiffView, text: string): readonly FunctionChange[] {
  const names = view.changes.map((change) => nameOf(view, change));
  const readings: readonly ((at: number) => boolean)[] = [
    (at) => names[at] === text || names[at]?.endsWith(`/${text}`) === true,
    (at) => ownName(view, view.changes[at]!) === text,
    (at) => names[at]?.includes(text) === true,
  ];
  for (const isMeant of readings) {
    const found = view.changes.filter((_, at) => isMeant(at));
    if (found.length > 0) return found;
  }
  return [];
}

function ambiguity(view: DiffView, gate: Gate, found: readonly FunctionChange[]): string {
  const named = found.slice(0, MOST_CANDIDATES).map((change) => nameOf(view, change));
  const more = found.length > MOST_CANDIDATES ? ', ...' : '';
  return `${gate.text}: ${found.length} functions match: ${named.join(', ')}${more}`;
}

function nameOf({ comparison }: DiffView, change: FunctionChange): string {
  return escapeControls(changedName(comparison, change));
}

function ownName({ comparison }: DiffView, { beforeRow, afterRow }: FunctionChange): string {
  const { before, after } = comparison;
  const { strings, functions } = afterRow < 0 ? before : after;
  return escapeControls(strings.text(functions.name[afterRow < 0 ? beforeRow : afterRow]!));
}

import type { ProfileTable } from '../profile/profile-table.ts';
import type { LineCall, SourceLine, SourceView } from '../views/source-view.ts';
import { functionJson, namedJson, numbersJson } from './function-json.ts';
import type { PlainJson } from './json-text.ts';
import { allocationJson } from './memory-json.ts';

/** A function's source: every line with its costs, and every call once with the lines that may make it. */
export function sourceJson(table: ProfileTable, view: SourceView): PlainJson {
  const { row, path, hasChanged, lostTime, notes, lines } = view;
  return {
    ...functionJson(table, row),
    path,
    hasChanged,
    lostTime,
    notes,
    lines: lines.map(lineJson),
    callees: callsOf(view).map((call) => ({
      ...namedJson(table, call.callee),
      ...numbersJson(call),
      lines: call.lines,
    })),
  };
}

/** `seconds` and `calls` are of what this line alone calls; what it may share with others is in the list of calls. */
function lineJson({ number, text, cost, allocation, time }: SourceLine): PlainJson {
  return {
    number,
    text,
    seconds: cost?.seconds ?? null,
    calls: cost?.ncalls ?? 0,
    isShared: cost !== null && cost.shared.length > 0,
    allocation: allocation === null ? null : allocationJson(allocation),
    measured: time === null ? null : { hits: time.hits, seconds: time.time },
  };
}

/** Each call once, the costliest first: a shared one is on all its lines. */
function callsOf({ lines, unplaced }: SourceView): readonly LineCall[] {
  const placed = lines.flatMap(({ cost }) => (cost === null ? [] : [...cost.calls, ...cost.shared]));
  return [...new Set([...placed, ...unplaced])].sort((a, b) => (b.cumtime ?? 0) - (a.cumtime ?? 0) || 0);
}

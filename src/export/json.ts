import { type EdgeIndex, edgeHasTimes, type ProfileTable } from '../profile/profile-table.ts';
import { functionJson, namedJson, numbersJson } from '../report/function-json.ts';
import { lineNumbers } from '../views/line-numbers.ts';
import type { Exported, ExportSource } from './export-format.ts';
import { jsonFile, jsonLines, openObject } from './json-lines.ts';

/** Grows with every change that would break a reader of the old one; docs/export.md describes it. */
const SCHEMA_VERSION = 1;

/** All functions in the order of the dump, as reports have them, and who called whom by their places in that list. */
export function exportJson({ table, names }: ExportSource): Exported {
  return { chunks: jsonFile(pieces(table, names)), notes: () => [] };
}

function* pieces(table: ProfileTable, names: readonly string[]): Generator<string> {
  const totalTime = table.totals.tottime;
  yield `${openObject({ schemaVersion: SCHEMA_VERSION, profiles: names, kind: table.kind, totalTime })},"functions":[`;
  yield* jsonLines(functions(table));
  yield '],"callersOutside":[';
  yield* jsonLines(callersOutside(table));
  yield '],"calls":[';
  yield* jsonLines(calls(table));
  yield ']}\n';
}

function* functions(table: ProfileTable): Generator<object> {
  for (let row = 0; row < table.length; row++) yield functionJson(table, row);
}

/** Callers without a row have no numbers; their places continue where those of the functions end. */
function* callersOutside(table: ProfileTable): Generator<object> {
  for (let ghost = 0; ghost < table.edges().ghosts.length; ghost++) yield namedJson(table, table.length + ghost);
}

function* calls(table: ProfileTable): Generator<object> {
  const { start } = table.edges();
  for (let callee = 0; callee < table.length; callee++) {
    for (let edge = start[callee]!; edge < start[callee + 1]!; edge++) yield callJson(table, edge, callee);
  }
}

function callJson(table: ProfileTable, edge: EdgeIndex, callee: number): object {
  const edges = table.edges();
  const { calls, primitiveCalls, tottime, tottimePerCall, cumtime, cumtimePerCall } = numbersJson(
    lineNumbers(edges, edge, edgeHasTimes(edges, edge)),
  );
  return {
    caller: edges.caller[edge]!,
    callee,
    calls,
    primitiveCalls,
    tottime,
    tottimePerCall,
    cumtime,
    cumtimePerCall,
  };
}

import { type EdgeIndex, edgeHasTimes, type ProfileTable } from '../profile/profile-table.ts';
import { functionJson, namedJson, numbersJson } from '../report/function-json.ts';
import { JsonRows, jsonChunks, type PlainJson } from '../report/json-text.ts';
import { lineNumbers } from '../views/line-numbers.ts';
import type { Exported, ExportSource } from './export-format.ts';
import { textChunks } from './text-chunks.ts';

/** Grows with every change that a reader of the old one would stumble over; docs/export.md describes it. */
const SCHEMA_VERSION = 1;

/** All functions in the order of the dump, as reports have them, and who called whom by their places in that list. */
export function exportJson({ table, names }: ExportSource): Exported {
  const document = {
    schemaVersion: SCHEMA_VERSION,
    profiles: names,
    kind: table.kind,
    totalTime: Number.isFinite(table.totals.tottime) ? table.totals.tottime : null,
    functions: new JsonRows(functions(table)),
    callersOutside: new JsonRows(callersOutside(table)),
    calls: new JsonRows(calls(table)),
  };
  return { chunks: textChunks(jsonChunks(document)), notes: () => [] };
}

function* functions(table: ProfileTable): Generator<PlainJson> {
  for (let row = 0; row < table.length; row++) yield functionJson(table, row);
}

/** They have no numbers; their places go on where those of the functions end. */
function* callersOutside(table: ProfileTable): Generator<PlainJson> {
  for (let ghost = 0; ghost < table.edges().ghosts.length; ghost++) yield namedJson(table, table.length + ghost);
}

function* calls(table: ProfileTable): Generator<PlainJson> {
  const { start } = table.edges();
  for (let callee = 0; callee < table.length; callee++) {
    for (let edge = start[callee]!; edge < start[callee + 1]!; edge++) yield callJson(table, edge, callee);
  }
}

function callJson(table: ProfileTable, edge: EdgeIndex, callee: number): PlainJson {
  const edges = table.edges();
  return { caller: edges.caller[edge]!, callee, ...numbersJson(lineNumbers(edges, edge, edgeHasTimes(edges, edge))) };
}

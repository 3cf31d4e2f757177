import { lineText } from '../profile/function-name.ts';
import type { FunctionTable } from '../profile/profile-table.ts';
import { fileOf, type HiddenChanges } from '../views/diff-view.ts';
import { type Change, type FunctionChange, relativeChange } from '../views/function-change.ts';
import type { GateFailure } from '../views/judge-gates.ts';
import { verdict } from './diff-verdict.ts';
import type { DiffReport } from './diff-words.ts';
import { type JsonValue, jsonText } from './json-text.ts';

/** Grows with every change that would break a reader of the old one; docs/diff.schema.json describes it. */
const SCHEMA_VERSION = 2;

/** A comparison for other programs, times in seconds with all digits. */
export function renderDiffJson(report: DiffReport): string {
  return jsonText(diffData(report));
}

/** The same as a part of another document. */
export function diffData(report: DiffReport): { readonly [key: string]: JsonValue } {
  const { view, gates, gateOn, ownCode } = report;
  const { counts, hidden, hiddenModules } = view;
  return {
    schemaVersion: SCHEMA_VERSION,
    kind: view.kind,
    verdict: verdict(view),
    certainty: view.certainty,
    before: sideJson(report, 'before'),
    after: sideJson(report, 'after'),
    totals: {
      tottime: changeJson(view.totals.tottime),
      calls: changeJson(view.totals.ncalls),
      isNoise: { tottime: view.totals.isNoise.tottime, calls: view.totals.isNoise.ncalls },
    },
    sortedBy: view.options.sort === 'ncalls' ? 'calls' : view.options.sort,
    only: view.options.only,
    tolerance: view.options.tolerance,
    counts,
    functions: view.rows.map((change) => functionJson(report, change)),
    hiddenFunctions: hiddenJson(hidden),
    modules: view.modules.map(({ file, functions, tottime, ncalls }) => ({
      file,
      functions,
      tottime: changeJson(tottime),
      calls: changeJson(ncalls),
    })),
    hiddenModules: hiddenJson(hiddenModules),
    gateOn,
    ownCode: ownCode === null ? null : ownCode.parts.map(({ name }) => name),
    gates: gates.map(({ gate, status, failures, passedOver }) => ({
      gate: gate.text,
      status,
      failures: failures.map((failure) => failureJson(report, failure)),
      passedOver: passedOver.map((failure) => failureJson(report, failure)),
    })),
    notes: view.notes.map(({ text }) => text),
  };
}

function failureJson(report: DiffReport, { function: item, change, pairs }: GateFailure): JsonValue {
  return {
    function: item === null ? null : functionKeyJson(report, item),
    change: changeJson(change),
    slowerPairs: pairs === null ? null : { slower: pairs.slower, pairs: pairs.pairs },
  };
}

/** `paces`: null where each side is one run, or too few functions can tell. */
function sideJson({ view, names }: DiffReport, side: 'before' | 'after'): { readonly [key: string]: JsonValue } {
  const paces = view.times?.paces?.[side] ?? null;
  return { profiles: names[side], runs: view.runs[side], functions: view.functions[side], paces };
}

function changeJson(change: Change): { readonly [key: string]: JsonValue } {
  return { before: change.before, after: change.after, delta: change.delta, relative: relativeChange(change) };
}

function hiddenJson({ count, tottime, ncalls }: HiddenChanges): { readonly [key: string]: JsonValue } {
  return { count, tottime, calls: ncalls };
}

function functionJson(report: DiffReport, change: FunctionChange): { readonly [key: string]: JsonValue } {
  return {
    ...functionKeyJson(report, change),
    kind: change.kind,
    tottime: changeJson(change.tottime),
    cumtime: changeJson(change.cumtime),
    calls: changeJson(change.ncalls),
    tottimePerCall: changeJson(change.tottimePerCall),
    cumtimePerCall: changeJson(change.cumtimePerCall),
    isNoise: {
      tottime: change.isNoise.tottime,
      cumtime: change.isNoise.cumtime,
      calls: change.isNoise.ncalls,
      tottimePerCall: change.isNoise.tottimePerCall,
      cumtimePerCall: change.isNoise.cumtimePerCall,
    },
  };
}

/** `lineBefore`, `line`: null on the side that does not have the function. */
function functionKeyJson({ view }: DiffReport, change: FunctionChange): { readonly [key: string]: JsonValue } {
  const { before, after } = view.comparison;
  const name = change.afterRow < 0 ? nameAt(before, change.beforeRow) : nameAt(after, change.afterRow);
  return {
    file: fileOf(view.comparison, change),
    line: lineAt(after, change.afterRow),
    lineBefore: lineAt(before, change.beforeRow),
    name,
  };
}

function nameAt({ strings, functions }: FunctionTable, row: number): string {
  return strings.text(functions.name[row]!);
}

function lineAt({ functions }: FunctionTable, row: number): number | null {
  return row < 0 ? null : Number(lineText(functions.line[row]!));
}

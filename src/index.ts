/**
 * The library: everything between the bytes of a dump and the texts, without side effects, Ink or commander.
 *
 *     const table = decodeProfile(readFileSync('out.prof'));
 *     const selection = selectRows(stripDirs(table), { sort: resolveSortOrder(['cumulative']) });
 */
export { decodeFile as decodeProfile } from './decode/decode-file.ts';
export { decodeLineTimings } from './decode/pickle/decode-line-timings.ts';
export { decodeSnapshot } from './decode/pickle/decode-snapshot.ts';
export { DecodeError, type ErrorCode, FileError, PyprofError, UsageError } from './errors.ts';
export { type CalleeIndex, calleeEdges, calleeIndex } from './profile/callees.ts';
export { type Comparison, compareProfiles } from './profile/compare.ts';
export { type Count, type CountColumn, countAt, countText } from './profile/count-column.ts';
export type { FunctionIndex, FunctionKeys } from './profile/function-keys.ts';
export { standardName } from './profile/function-name.ts';
export { mergeProfiles, pstatsOrder } from './profile/merge.ts';
export type { ProfileNote, ProfileNoteCode } from './profile/notes.ts';
export type { PathMapping } from './profile/path-mapping.ts';
export {
  callerEdges,
  type EdgeIndex,
  type EdgeTable,
  type FunctionTable,
  type ProfileKind,
  type ProfileTable,
  type ProfileTotals,
} from './profile/profile-table.ts';
export { makeRunSet, type RunNumbers, type RunSet } from './profile/run-set.ts';
export { stripDirs } from './profile/strip-dirs.ts';
export { printCalls } from './pstats/print-calls.ts';
export { printStats } from './pstats/print-stats.ts';
export { renderDiffMarkdown } from './report/diff-document.ts';
export { renderDiffJson } from './report/diff-json.ts';
export type { DiffReport } from './report/diff-words.ts';
export type { Block, Document } from './report/document.ts';
export { renderReport, renderReportWithin } from './report/render-report.ts';
export type { Report, ReportSection } from './report/report.ts';
export { renderReportCsv } from './report/report-csv.ts';
export { renderReportJson } from './report/report-json.ts';
export { REPORT_SECTIONS } from './report/sections.ts';
export { parseRestriction, type Restriction } from './select/restriction.ts';
export { resolveSortOrder, SORT_KEYS, type SortKey, type SortOrder } from './select/sort-keys.ts';
export { joinChunks } from './text/chunks.ts';
export { formatCtime } from './text/ctime.ts';
export { type CallDirection, type CallLine, callLines } from './views/call-list.ts';
export {
  type Change,
  type ChangeKind,
  changeOfRow,
  type FunctionChange,
  functionChanges,
  growthOf,
  NO_LIMITS,
  type NoiseLimits,
} from './views/function-change.ts';
export { type RankedFunction, type RankedFunctions, rankFunctions } from './views/report-view.ts';
export { makeRunTimes, type RunTimes } from './views/run-times.ts';
export { type Selection, type SelectionOptions, selectRows } from './views/selection.ts';

/**
 * The library: everything between the bytes of a dump and the texts, without side effects, Ink or commander. What core.ts
 * has runs in a browser too; the rest is the program's own, and runs where its package is installed.
 *
 *     const table = decodeProfile(readFileSync('out.prof'));
 *     const [slowest] = sortRows(table, resolveSortOrder(['tottime']), { first: 1 });
 */
export * from './core.ts';
export { compareRuns, renderComparison } from './library/compare-runs.ts';
export { exportProfile } from './library/export-profile.ts';
export { lookForHints } from './library/look-for-hints.ts';
export {
  joinGiven as joinChunks,
  parseGiven as parseRestriction,
  printCallsGiven as printCalls,
  printStatsGiven as printStats,
  selectGiven as selectRows,
} from './library/print-as-pstats.ts';
export { reportProfile, summarize } from './library/report-profile.ts';

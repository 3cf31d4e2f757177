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
export { reportProfile, summarize } from './library/report-profile.ts';
export { printCalls } from './pstats/print-calls.ts';
export { printStats } from './pstats/print-stats.ts';
export { parseRestriction } from './select/restriction.ts';
export { joinChunks } from './text/chunks.ts';
export { selectRows } from './views/selection.ts';

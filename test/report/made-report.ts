import type { ProfileTable } from '../../src/profile/profile-table.ts';
import type { Report } from '../../src/report/report.ts';
import { timeUnitFor } from '../../src/report/time-unit.ts';

/** A report as the command makes it, with every function listed unless `options` say otherwise. */
export function reportOf(table: ProfileTable, options: Partial<Report> = {}): Report {
  return {
    table,
    names: ['out.prof'],
    unit: timeUnitFor(table.totals.tottime),
    top: table.length,
    sort: null,
    fullPaths: true,
    sources: null,
    memory: [],
    hints: null,
    baseline: null,
    command: ['report', 'out.prof'],
    ...options,
  };
}

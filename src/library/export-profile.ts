import { UsageError } from '../errors.ts';
import type { DocumentFormat, ExportFormat, ExportOptions } from '../export/export-format.ts';
import { EXPORT_FORMATS } from '../export/formats.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { joinChunks } from '../text/chunks.ts';

/** Formats of one profile. `pprof` is not gzipped; its readers accept that. */
type ExportName = 'callgrind' | 'speedscope' | 'pprof' | 'folded' | 'svg' | 'dot' | 'json' | 'csv';

/** An exported profile. */
type ExportedProfile = {
  readonly bytes: Uint8Array;
  /** What a user should know of it: how much of it is estimated. */
  readonly notes: readonly string[];
};

/** Those of gprof2dot. */
const THRESHOLDS = { leastFunction: 0.005, leastCall: 0.001 };

const USUAL_OPTIONS: ExportOptions = { table: 'functions', ...THRESHOLDS, flame: false, width: 1000 };

/**
 * A profile in a format that other programs read, as `pyprof-view export` writes it.
 *
 * @param names what the profile is called; of a sum, what each of its profiles is called
 * @throws UsageError 'usage' for an unknown format
 */
export async function exportProfile(
  table: ProfileTable,
  names: readonly string[],
  format: ExportName,
  options: Partial<ExportOptions> = {},
): Promise<ExportedProfile> {
  const found = EXPORT_FORMATS.filter(isOfOneProfile).find(({ name }) => name === format);
  if (found === undefined) throw new UsageError('usage', `there is no format ${format}`);
  const { chunks, notes } = await found.write({ table, names, options: { ...USUAL_OPTIONS, ...options } });
  return { bytes: joinChunks(chunks), notes: notes() };
}

function isOfOneProfile(format: ExportFormat): format is DocumentFormat {
  return format.kind !== 'folder';
}

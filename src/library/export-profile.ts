import { UsageError } from '../errors.ts';
import {
  type DocumentFormat,
  type ExportFormat,
  type ExportName,
  type ExportOptions,
  PICTURE_WIDTHS,
  USUAL_OPTIONS,
} from '../export/export-format.ts';
import { EXPORT_FORMATS } from '../export/formats.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { joinChunks } from '../text/chunks.ts';
import {
  A_FLAG,
  A_PROFILE,
  type ArgumentKind,
  type ArgumentKinds,
  check,
  checkOptions,
  isNumber,
  oneWordOf,
  shown,
  TEXTS,
} from './argument.ts';

/** An exported profile. */
type ExportedProfile = {
  readonly bytes: Uint8Array;
  /** What a user should know of it: how much of it is estimated. */
  readonly notes: readonly string[];
};

const DOCUMENTS: readonly DocumentFormat[] = EXPORT_FORMATS.filter(isOfOneProfile);

const FORMAT_NAMES = DOCUMENTS.map(({ name }) => name).join(', ');

const SHARE: ArgumentKind = {
  words: 'a number from 0 to 1',
  is: (value) => isNumber(value) && value >= 0 && value <= 1,
};

const WIDTH: ArgumentKind = {
  words: `a whole number from ${PICTURE_WIDTHS.least} to ${PICTURE_WIDTHS.most}`,
  is: (value) =>
    isNumber(value) && Number.isInteger(value) && value >= PICTURE_WIDTHS.least && value <= PICTURE_WIDTHS.most,
};

const OPTIONS: ArgumentKinds<ExportOptions> = {
  table: oneWordOf(['functions', 'calls']),
  leastFunction: SHARE,
  leastCall: SHARE,
  flame: A_FLAG,
  width: WIDTH,
};

/**
 * A profile in a format that other programs read, as `pyprof-view export` writes it.
 *
 * @param names what the profile is called; of a sum, what each of its profiles is called
 * @param options those that change something in this format: `table` of csv, `flame` and `width` of svg, `leastFunction`
 *   and `leastCall` of dot
 * @throws UsageError 'usage' for an unknown format, and for an option that changes nothing in it
 */
export async function exportProfile(
  table: ProfileTable,
  names: readonly string[],
  format: ExportName,
  options: Partial<ExportOptions> = {},
): Promise<ExportedProfile> {
  check('table', table, A_PROFILE);
  check('names', names, TEXTS);
  checkOptions(options, OPTIONS);
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const found = formatFor(format, Object.keys(given));
  const { chunks, notes } = await found.write({ table, names, options: { ...USUAL_OPTIONS, ...given } });
  return { bytes: joinChunks(chunks), notes: notes() };
}

/** @throws UsageError 'usage' for an option that changes nothing in it, as on the command line */
function formatFor(asked: ExportName, options: readonly string[]): DocumentFormat {
  const found = DOCUMENTS.find(({ name }) => name === asked);
  if (found === undefined)
    throw new UsageError('usage', `there is no format ${shown(asked)} (formats: ${FORMAT_NAMES})`);
  const idle = options.find((name) => !found.options.some((known) => known === name));
  if (idle !== undefined) throw new UsageError('usage', `${idle} changes nothing in ${found.name}`);
  return found;
}

function isOfOneProfile(format: ExportFormat): format is DocumentFormat {
  return format.kind !== 'folder';
}

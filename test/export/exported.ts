import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import type { ExportOptions } from '../../src/export/export-format.ts';
import { EXPORT_FORMATS } from '../../src/export/formats.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';

const PROFILES = join(import.meta.dirname, '../../fixtures/profiles');

/** The names of all profiles in fixtures/profiles. */
export const FIXTURES: readonly string[] = readdirSync(PROFILES);

export function fixtureTable(name: string): ProfileTable {
  return decodeProfile(readFileSync(join(PROFILES, name, 'out.prof')));
}

/** What `--to format` writes of a table. */
export async function exported(
  format: string,
  table: ProfileTable,
  options: Partial<ExportOptions> = {},
): Promise<Buffer> {
  return (await exportedWithNotes(format, table, options)).bytes;
}

/** The same, with what standard error would say. */
export async function exportedWithNotes(
  format: string,
  table: ProfileTable,
  options: Partial<ExportOptions> = {},
): Promise<{ readonly bytes: Buffer; readonly notes: readonly string[] }> {
  const row = EXPORT_FORMATS.find(({ name }) => name === format);
  if (row === undefined || row.kind === 'folder') throw new Error(`no format ${format} of one file`);
  const all = {
    table: 'functions',
    leastFunction: 0.005,
    leastCall: 0.001,
    flame: false,
    width: 1000,
    ...options,
  } as const;
  const { chunks, notes } = await row.write({ table, names: ['out.prof'], options: all });
  return { bytes: Buffer.concat([...chunks]), notes: notes() };
}

/** Names that mean something to one format or another; each calls the next, and each takes another time. */
export const AWKWARD_NAMES = [
  '<module>',
  'a;b',
  'a b',
  'two\nlines',
  'say "hi"',
  'back\\slash\\',
  'half\udce9surrogate',
  '{brace}',
  'x (y:3)',
  '<built-in method builtins.len>',
  '',
  '(5)',
  'a;b', // of another line: another function
];

export function tableOfAwkwardNames(): ProfileTable {
  const builder = new ProfileBuilder();
  const keyOf = (at: number): [string, number, string] => ['dir;1/a "b".py', at + 1, AWKWARD_NAMES[at]!];
  const timesOf = (at: number) => ({
    ncalls: 1,
    primitiveCalls: 1,
    tottime: (at + 1) / 1000,
    cumtime: AWKWARD_NAMES.slice(at).reduce((sum, _, below) => sum + (at + below + 1) / 1000, 0),
  });
  for (const at of AWKWARD_NAMES.keys()) builder.setRow(...keyOf(at), timesOf(at));
  for (const at of AWKWARD_NAMES.keys()) {
    if (at > 0) builder.setEdge(...keyOf(at - 1), timesOf(at), false);
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

/** Every function calls the next one. */
export function tableOfChain(length: number): ProfileTable {
  const builder = new ProfileBuilder();
  const key = (at: number): [string, number, string] => [`module_${at}.py`, at, `function_number_${at}`];
  const numbers = (at: number) => ({ ncalls: 1, primitiveCalls: 1, tottime: 0.001, cumtime: (length - at) / 1000 });
  for (let at = 0; at < length; at++) builder.setRow(...key(at), numbers(at));
  for (let at = 0; at < length; at++) {
    if (at > 0) builder.setEdge(...key(at - 1), numbers(at), false);
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const FOLDER = join(import.meta.dirname, '../../fixtures/source');

/** What CPython said of one file (fixtures/source/print_expected.py). */
export type ExpectedSource = {
  /** kind, name, first line (with decorators), line, last line, column in bytes. */
  readonly spans: readonly (readonly [string, string, number, number, number, number])[];
  /** `co_firstlineno` and `co_qualname` of every code object. */
  readonly codes: readonly (readonly [number, string])[];
  /** By line: kind, start, end, kind, start, end, ... */
  readonly tokens: readonly (readonly number[])[];
};

type ExpectedFile = {
  readonly kinds: readonly string[];
  readonly files: Readonly<Record<string, ExpectedSource>>;
};

export const EXPECTED: ExpectedFile = JSON.parse(
  gunzipSync(readFileSync(join(FOLDER, 'expected.json.gz'))).toString('utf8'),
) as ExpectedFile;

export const LIBRARY: readonly string[] = Object.keys(EXPECTED.files);

export function libraryFile(name: string): Uint8Array {
  return readFileSync(join(FOLDER, 'library', name));
}

export function expectedOf(name: string): ExpectedSource {
  const expected = EXPECTED.files[name];
  if (expected === undefined) throw new Error(`nothing is expected of ${name}`);
  return expected;
}

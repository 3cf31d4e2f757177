import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'vitest';
import { testGoldenFolder } from './check-golden.ts';
import { printHere, readGoldenFolder } from './golden-case.ts';

/** The large collection of real dumps lies beside the checkout where the project is developed, and nowhere else. */
const CORPUS =
  process.env['PYPROF_CORPUS'] ?? fileURLToPath(new URL('../../../shared/corpus/profiles', import.meta.url));

describe.skipIf(!existsSync(CORPUS))('every dump of the large corpus prints what its Python printed', () => {
  const names = existsSync(CORPUS) ? readdirSync(CORPUS).sort() : [];
  if (names.length === 0) test.skip('needs the large corpus: set PYPROF_CORPUS to its folder', () => {});
  for (const name of names) describe(name, () => testGoldenFolder(readGoldenFolder(CORPUS, name), printHere));
});

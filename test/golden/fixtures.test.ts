import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { testGoldenFolder } from './check-golden.ts';
import { printByProgram, readGoldenFolder } from './golden-case.ts';

/** Real dumps of every dialect, with the texts of their own Pythons. A new folder is a new test. */
const FIXTURES = join(import.meta.dirname, '../../fixtures/profiles');

describe.each(readdirSync(FIXTURES))('%s prints what its Python printed', (name) => {
  testGoldenFolder(readGoldenFolder(FIXTURES, name), printByProgram);
});

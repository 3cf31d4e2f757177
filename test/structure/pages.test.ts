import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PAGES } from '../../scripts/pages.ts';

const ROOT = join(import.meta.dirname, '../..');

test.each(PAGES)('$path is what the tables say (else: npm run generate)', ({ path, text }) => {
  const file = join(ROOT, path);
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text());
});

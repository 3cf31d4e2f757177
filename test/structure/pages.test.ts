import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PAGES } from '../../scripts/pages.ts';

const ROOT = join(import.meta.dirname, '../..');

/** It takes the type checker 6 s, and minutes on a busy machine: `npm run check:pack` compares it. */
const API = 'docs/api.md';

test.each(PAGES.filter(({ path }) => path !== API))(
  '$path is what the tables say (else: npm run generate)',
  ({ path, text }) => {
    const file = join(ROOT, path);
    expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text());
  },
);

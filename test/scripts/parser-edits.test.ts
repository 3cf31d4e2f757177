import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { editParser, PARSER_FILE } from '../../scripts/parser-edits.mjs';

const path = join(dirname(createRequire(import.meta.url).resolve('py-ast')), 'index.esm.js');
const text = readFileSync(path, 'utf8');

test('the edits are for the file of py-ast that is loaded', () => {
  expect(path).toMatch(PARSER_FILE);
  expect(editParser(text)).not.toBe(text);
});

test('an edit that does not fit any more stops the build, and is named', () => {
  expect(() => editParser(editParser(text))).toThrow(
    'py-ast has changed: the edit for `match a, b:` in scripts/parser-edits.mjs was found 0 times and not 1',
  );
  const changed = text.replaceAll('type = this.parseTest();', 'type = this.parseTestOrStarred();');
  expect(() => editParser(changed)).toThrow(/`except A, B:` .* was found 0 times and not 2/);
});

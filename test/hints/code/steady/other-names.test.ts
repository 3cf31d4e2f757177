import { expect, test } from 'vitest';
import { moduleCode } from '../../../../src/hints/code/module-code.ts';
import { rootsChanged } from '../../../../src/hints/code/steady/receivers-changed.ts';
import { loadSourceReader } from '../../../../src/source/python-source.ts';

const read = await loadSourceReader();

/** What `ask` changes, which hands its rows to `grow`. */
function changedByAsk(grow: string): readonly string[] {
  const source = `def ask(rows, at):\n    grow(rows, at)\ndef grow(rows, at):\n    ${grow}\n`;
  const ask = moduleCode(read(Buffer.from(source)))?.frames.find(({ scope }) => scope.name === 'ask');
  return ask === undefined ? [] : [...rootsChanged(ask)];
}

test.each([
  'for row in rows: row[at] += 1',
  'for row in rows: row.append(at)',
  'for n, row in enumerate(rows): row[n] = at',
  'for row in rows.values(): row.clear()',
  'for row, other in zip(rows, at): row.append(other)',
])('who changes the items that a loop walks changes what holds them: %s', (grow) => {
  expect(changedByAsk(grow)).toContain('rows');
});

test.each([
  'for row in rows: print(row)',
  'for row in rows: row = [at]; row.append(1)',
  'for row in rows[:]: at.append(row)',
])('and nobody does by %s', (grow) => {
  expect(changedByAsk(grow)).not.toContain('rows');
});

import { expect, test } from 'vitest';
import { rootsChanged } from '../../../../src/hints/code/steady/receivers-changed.ts';
import { frameIn } from '../../program-code.ts';

/** What `ask` changes, which hands its rows to `grow`. */
function changedByAsk(grow: string): readonly string[] {
  const source = `def ask(rows, at):\n    grow(rows, at)\ndef grow(rows, at):\n    ${grow}\n`;
  return [...rootsChanged(frameIn(source, 'ask'))];
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

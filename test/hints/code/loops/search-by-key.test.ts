import { describe, expect, test } from 'vitest';
import { sitesIn } from '../../program-code.ts';

/** A book whose method asks its rows, in a function that is called again and again. */
function fixOf(...lines: readonly string[]): { readonly before?: string; readonly after?: string } | undefined {
  const program = `class Book:
    def __init__(self, rows):
        self.rows = list(rows)

    def find(self, amount, day):
        ${lines.join('\n        ')}
`;
  return sitesIn('list-scan', program)[0]?.fix;
}

describe('a search that asks for more than one part', () => {
  test('asks a dict by the first, and the rest of those that it gives', () => {
    const fix = fixOf('return [row for row in self.rows if row.amount == amount and row.day <= day]');
    expect(fix?.after).toMatch(/\n\[row for row in self\.rows_by_key\.get\(amount, \[\]\) if row\.day <= day\]$/);
  });

  test('is shown as a loop with what is left of its test', () => {
    const fix = fixOf(
      'for row in self.rows:',
      '    if row.amount == amount and (row.day or day):',
      '        yield row',
    );
    expect(fix?.after).toMatch(/ in self\.rows_by_key\.get\(amount, \[\]\):\n {4}if \(row\.day or day\):\n {8}\.\.\.$/);
  });

  test('is shown over several lines as it stands', () => {
    const fix = fixOf('return [', '    row.day', '    for row in self.rows', '    if row.amount == amount', ']');
    expect(fix?.before).toBe('[\n    row.day\n    for row in self.rows\n    if row.amount == amount\n]');
    expect(fix?.after).toMatch(/\n\[row\.day for row in self\.rows_by_key\.get\(amount, \[\]\)\]$/);
  });

  test('is left in words where a test before it may see to it that an item has such a part', () => {
    const fix = fixOf('return [row for row in self.rows if row is not None and row.amount == amount]');
    expect(fix).toBeDefined();
    expect(fix?.after).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';
import { type Records, recordsOf } from '../../../src/hints/code/record-arguments.ts';
import { frameIn } from '../program-code.ts';

/** What `total(node)` goes on with. */
function recordsIn(...body: readonly string[]): Records | undefined {
  const text = `def total(node, other=0):\n${body.map((line) => `    ${line}\n`).join('')}`;
  return recordsOf(frameIn(text, 'total'));
}

describe('a recursion over parts of records', () => {
  test('comes to as many others from each as it calls itself: a walk of a tree of four quarters comes to each once', () => {
    expect(recordsIn('return total(node.nw) + total(node.ne) + total(node.sw) + total(node.se)')?.parts).toBe(4);
  });

  test.each([
    ['node, other = other, node', 2],
    ['node = node.next', undefined],
    ['node = other', undefined],
  ])('may swap its arguments, and not go on with something else: %s', (step, varying) => {
    const lines = ['if node:', `    ${step}`, 'return total(node.left, other)'];
    expect(recordsIn(...lines)?.varying).toBe(varying);
  });

  test('goes on with a record that it takes from the same place each time it takes one', () => {
    const of = (other: string): Records | undefined =>
      recordsIn('row = ROWS[node]', 'if row.is_old:', `    row = ${other}`, 'return total(row.first)');
    expect(of('ROWS[node]')?.tables.length).toBe(1);
    expect(of('OTHERS[node]')).toBeUndefined();
  });

  test('comes to however many in a loop', () => {
    expect(recordsIn('for _ in range(9):', '    total(node.first)')).toBeUndefined();
  });
});

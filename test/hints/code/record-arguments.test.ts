import { describe, expect, test } from 'vitest';
import { moduleCode } from '../../../src/hints/code/module-code.ts';
import { type Records, recordsOf } from '../../../src/hints/code/record-arguments.ts';
import { loadSourceReader } from '../../../src/source/python-source.ts';

const read = await loadSourceReader();

/** What `total(node)` goes on with. */
function recordsIn(...body: readonly string[]): Records | undefined {
  const text = `def total(node):\n${body.map((line) => `    ${line}\n`).join('')}`;
  const frame = moduleCode(read(new TextEncoder().encode(text)))?.frames.find(({ scope }) => scope.name === 'total');
  if (frame === undefined) throw new Error('no such function');
  return recordsOf(frame);
}

describe('a recursion over parts of records', () => {
  test('comes to as many others from each as it calls itself: a walk of a tree of four quarters comes to each once', () => {
    expect(recordsIn('return total(node.nw) + total(node.ne) + total(node.sw) + total(node.se)')?.parts).toBe(4);
  });

  test('comes to however many in a loop', () => {
    expect(recordsIn('for _ in range(9):', '    total(node.first)')).toBeUndefined();
  });
});

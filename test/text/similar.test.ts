import { describe, expect, test } from 'vitest';
import { didYouMean } from '../../src/text/similar.ts';
import { fc } from '../properties.ts';

const WORDS = ['stats', 'callers', 'callees', 'hints', 'export', 'json'];

describe('the nearest word', () => {
  test.each([
    ['stast', 'stats'],
    ['stat', 'stats'],
    ['hint', 'hints'],
    ['HINTS', 'hints'],
    ['caller', 'callers'],
    ['xeport', 'export'],
    ['jsn', 'json'],
  ])('to %s is %s', (typed, word) => {
    expect(didYouMean(typed, WORDS)).toBe(` Did you mean ${word}?`);
  });

  test.each(['', 'out.prof', 'find', 'a', 'x'.repeat(100_000)])('to %.20s is none', (typed) => {
    expect(didYouMean(typed, WORDS)).toBe('');
  });

  test('is any word that lacks one of its letters or has two of them swapped', () => {
    fc.assert(
      fc.property(fc.constantFrom('callers', 'export', 'anonymize'), fc.nat(5), (word, at) => {
        const others = [word, 'zzzzzz'];
        const meant = ` Did you mean ${word}?`;
        expect(didYouMean(word.slice(0, at) + word.slice(at + 1), others)).toBe(meant);
        const swapped = word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2);
        expect(didYouMean(swapped, others)).toBe(meant);
      }),
    );
  });
});

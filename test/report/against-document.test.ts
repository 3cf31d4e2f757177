import { describe, expect, test } from 'vitest';
import { againstDocument, changeText, type Quantity } from '../../src/report/against-document.ts';
import { documentText } from '../../src/report/document-text.ts';
import { pairedRatio } from '../../src/views/paired-ratio.ts';

/** What is said of pairs that all have one ratio. */
function said(quantity: Quantity, ratio: number, pairs = 10, tiny = 0): string {
  return changeText(quantity, pairedRatio(Array(pairs).fill({ before: 100, after: 100 * ratio }), tiny));
}

describe('the answer', () => {
  const names = { before: 'main', after: 'here' };
  const textOf = (pairs: number): string => {
    const wall = pairedRatio(Array(pairs).fill({ before: 100, after: 80 }));
    return documentText(againstDocument({ names, ratios: { wall } }), Number.POSITIVE_INFINITY);
  };

  test('says why the change is not that of the medians, where there is a change', () => {
    const sentence = 'Each run is compared with the one made beside it, so the change need not be that of the medians.';
    expect(textOf(10)).toContain(sentence);
    expect(textOf(3)).not.toContain(sentence);
  });
});

describe('the words for a change', () => {
  test.each<[Quantity, number, string]>([
    ['wall', 0.88, '12 % faster (12 to 12 %, 10 runs each)'],
    ['wall', 1.25, '25 % slower (25 to 25 %, 10 runs each)'],
    ['cpu', 0.985, '1.5 % faster (1.5 to 1.5 %, 10 runs each)'],
    ['wall', 0.25, '4.0 times as fast (4.0 to 4.0, 10 runs each)'],
    ['wall', 3, '3.0 times as long (3.0 to 3.0, 10 runs each)'],
    ['wall', 0.05, '20 times as fast (20 to 20, 10 runs each)'],
    ['memory', 0.25, '75 % less (75 to 75 %, 10 runs each)'],
    ['memory', 3, '3.0 times as much (3.0 to 3.0, 10 runs each)'],
    ['wall', 1, 'no difference that 10 runs each can show (+0.0 to +0.0 %)'],
  ])('of %s by %d', (quantity, ratio, words) => {
    expect(said(quantity, ratio)).toBe(words);
  });

  test('say the range from near to far, on either side', () => {
    const pairs = [0.84, 0.85, 0.86, 0.87, 0.88, 0.89, 0.9].map((after) => ({ before: 1, after }));
    expect(changeText('wall', pairedRatio(pairs))).toMatch(/^13 % faster \(11 to 15 %, 7 runs each\)$/);
    const back = pairs.map(({ before, after }) => ({ before: after, after: before }));
    expect(changeText('wall', pairedRatio(back))).toMatch(/^15 % slower \(12 to 18 %, 7 runs each\)$/);
  });

  test('say where there is too little to tell', () => {
    expect(said('wall', 0.5, 1)).toBe('too few runs to tell (1 each; --against needs at least 6)');
    expect(said('wall', 0.5, 5)).toBe('too few runs to tell (5 each; --against needs at least 6)');
    expect(said('memory', 1.01, 10, 2)).toBe(
      'too small to tell: the path of the folder alone can change it as much (+1.0 to +1.0 %)',
    );
  });
});

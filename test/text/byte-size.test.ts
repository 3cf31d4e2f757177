import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatByteGrowth, formatByteSize } from '../../src/text/byte-size.ts';

const vectors = JSON.parse(
  readFileSync(new URL('../../fixtures/vectors/byte-size-3.11.json', import.meta.url), 'utf8'),
) as readonly (readonly [bytes: number, size: string, growth: string])[];

test('sizes read as tracemalloc of CPython 3.11 prints them', () => {
  const ours = vectors.map(([bytes]) => [bytes, formatByteSize(bytes), formatByteGrowth(bytes)]);
  expect(ours).toEqual(vectors);
});

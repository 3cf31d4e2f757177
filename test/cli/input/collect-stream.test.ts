import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { collectStream } from '../../../src/cli/input/collect-stream.ts';

describe('standard input', () => {
  test('is read to its end', async () => {
    const stream = Readable.from([Buffer.from('abc'), Buffer.from('de')]);
    expect(Buffer.from(await collectStream(stream, 5)).toString()).toBe('abcde');
  });

  test('that gives too much is refused, however much there would be', async () => {
    let pieces = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          pieces++;
          yield Buffer.alloc(1024);
        }
      })(),
    );
    await expect(collectStream(endless, 10_000)).rejects.toThrow('it gives more than 10000 B');
    expect(pieces).toBeLessThan(100);
  });
});

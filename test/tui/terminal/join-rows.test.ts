import { describe, expect, test } from 'vitest';
import Output from '../../../node_modules/ink/build/output.js';
import { type DrawOperation, joinRows } from '../../../src/tui/terminal/join-rows.ts';
import { makeTheme } from '../../../src/tui/theme.ts';
import { fc } from '../../properties.ts';

const theme = makeTheme({ color: 'truecolor', ascii: false });

/** As Ink draws it: cell by cell. */
function drawn(lines: readonly string[]): string {
  const output = new Output({ width: 60, height: lines.length });
  for (const [y, text] of lines.entries()) output.write(0, y, text, { transformers: [] });
  return output.get().output;
}

const drawLine = (line: string): string => drawn([line]);

function write(text: string, y: number): DrawOperation {
  return { type: 'write', x: 0, y, text, transformers: [] };
}

function joined(lines: readonly string[]): string | null {
  return joinRows(lines.map(write), lines.length, drawLine);
}

const plainWord = fc.string({ unit: fc.constantFrom(...'ab 19.:/~', 'µ', '█', '▼', '…', '─', 'é'), maxLength: 12 });
const anyWord = fc.string({ unit: 'grapheme', maxLength: 6 }).filter((text) => !/\p{Control}/u.test(text));
const piece = fc.oneof(
  plainWord,
  fc
    .tuple(fc.constantFrom('title', 'key', 'selected', 'dim', 'hot', 'message'), plainWord)
    .map(([role, text]) => theme.paint(role, text)),
);

describe('a picture of whole lines', () => {
  test('is put together as Ink draws it', () => {
    const line = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
        const rows = joined(lines)?.split('\n') ?? [];
        expect(drawn(rows)).toBe(drawn(lines)); // which says the same colours in the same way
        expect(rows.map((row) => row.trimEnd())).toEqual(rows);
      }),
    );
  });

  test('has other characters drawn by Ink', () => {
    fc.assert(
      fc.property(fc.array(anyWord, { minLength: 1, maxLength: 4 }), (lines) => {
        expect(joined(lines)).toBe(drawn(lines));
      }),
    );
  });

  test('keeps rows on which nothing is written', () => {
    expect(joinRows([write('b  ', 1)], 3, drawLine)).toBe('\nb\n');
  });

  test('changes lines as their transformers say', () => {
    const shout = (line: string): string => line.toUpperCase();
    expect(joinRows([{ type: 'write', x: 0, y: 0, text: 'ab', transformers: [shout] }], 1, drawLine)).toBe('AB');
  });
});

test('the lines of one text are rows, and each is changed by its place', () => {
  const number = (line: string, at: number): string => `${at}${line}`;
  const text: DrawOperation = { type: 'write', x: 0, y: 1, text: 'a\nb', transformers: [number] };
  expect(joinRows([text], 3, drawLine)).toBe('\n0a\n1b');
});

test.each<[string, readonly DrawOperation[]]>([
  ['that begins within a line', [{ type: 'write', x: 3, y: 0, text: 'a', transformers: [] }]],
  ['with two texts on a line', [write('a', 0), write('b', 0)]],
  ['outside of the window', [write('a', 2)]],
  ['that is clipped', [{ type: 'clip' }, write('a', 0), { type: 'unclip' }]],
])('a picture %s is left to Ink', (_, operations) => {
  expect(joinRows(operations, 2, drawLine)).toBeNull();
});

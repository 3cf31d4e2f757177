import { expect, test } from 'vitest';
import { loadSourceReader } from '../../src/source/python-source.ts';
import { tokenizePython } from '../../src/source/tokenizer.ts';
import { fc } from '../properties.ts';

const PIECES = [
  'f"',
  "f'''",
  '"""',
  "'",
  '{',
  '}',
  '{{',
  ':',
  '!r',
  '\\',
  '\n',
  ' ',
  'def ',
  '#',
  '@a',
  '1e5',
  'é',
  '😀',
  '\\N{',
  '\f',
  '(',
];

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...PIECES)).map((parts) => parts.join('')),
);

test('any text is cut to its end: tokens lie in their lines, one behind the other', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const lines = text.split('\n');
      const tokens = tokenizePython(text);
      expect(tokens).toHaveLength(lines.length);
      for (const [at, line] of tokens.entries()) {
        let end = 0;
        for (const token of line) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeGreaterThan(token.start);
          end = token.end;
        }
        expect(end).toBeLessThanOrEqual(lines[at]?.length ?? 0);
      }
    }),
  );
});

const read = await loadSourceReader();

test('any bytes are a source: reading never fails', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        anyText.map((text) => Buffer.from(text)),
      ),
      (bytes) => {
        const { scopes, lines } = read(bytes);
        expect(scopes[0]).toMatchObject({ kind: 'module', firstLine: 1 });
        for (const { firstLine, lastLine, parent } of scopes.slice(1)) {
          expect(parent).toBeGreaterThanOrEqual(0);
          expect(lastLine).toBeGreaterThanOrEqual(firstLine);
          expect(lastLine).toBeLessThanOrEqual(Math.max(1, lines.length));
        }
      },
    ),
  );
});

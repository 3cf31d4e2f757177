import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { editParser, mendParser, PARSER_FILE } from '../../scripts/parser-edits.mjs';

const path = join(dirname(createRequire(import.meta.url).resolve('py-ast')), 'index.esm.js');
const text = readFileSync(path, 'utf8');

test('the edits are for the file of py-ast that is loaded', () => {
  expect(path).toMatch(PARSER_FILE);
  expect(editParser(text)).not.toBe(text);
});

test('an edit that does not fit any more stops the build, and is named', () => {
  expect(() => editParser(editParser(text))).toThrow(
    'py-ast has changed: the edit for `match a, b:` in scripts/parser-edits.mjs was found 0 times and not 1',
  );
  const changed = text.replaceAll('type = this.parseTest();', 'type = this.parseTestOrStarred();');
  expect(() => editParser(changed)).toThrow(/`except A, B:` .* was found 0 times and not 2/);
});

/** What is taken in one piece now, and where such a piece ends. */
const ODD_TEXTS = [
  'glöbal = öb_1 + ñ2ñ + _x',
  String.raw`a = 'it''s' "x" '\'' "\\" '{}' u'é' 'é' b'\x41'`,
  "a = '''one \"two\" 'three' {é}\n\\\n  four'''; b = r\"\\d{2}\" \"é\" x",
  String.raw`a = f"{x!r:>{w}} é {{}} {'a' "b"}" rf'{a}\d' f"""{1}"""`,
  'if a: # é "x"\n\tb = 1 # y\n\t# z\n  # w\nc',
  'a = 0x1F, 0o17, 0b1, 1_000, 00, 1e5, .5, 5., 1j, 12345678901234567890, 123456789012345, 1234567890123456',
  'a = not b or c and d if e in f else g is not h not in i',
  'a = -b ** -c * ~d // e % f @ g << h >> i & j ^ k | l',
  'a = (b := c), *d, [e < f <= g != h == i > j >= k]',
  'for a, b.c, d[e] in f, g: pass',
  'a = [b for c in d | e if f or g async for h in i]',
  'a[b:c, ::d](e, *f, g=h, **i)(j for k in l)[...].m',
  'a = lambda b, *c, d=e or f, **g: h if i else j',
  'async def a(): await b ** c; return (yield) + (yield d)',
  'match -1:\n case 1 | -2+3j: pass',
  'match = type = 1; match(a)[b]; type = c',
  'a: b = c; d += e; del f, g; a->b',
  ...['a = "b', "a = '''b", 'a = r"""b', 'a = f"{b', "'é", '# é', 'a $ b', 'a = b c', 'a = (b', 'a ..b', '   ', ''],
  'é€𝒳 = 𝒳 "𝒳" x',
];

test('the quicker parser makes the same trees as the slow one, and refuses the same', async () => {
  const [slow, quick] = [await parserOf(mendParser(text)), await parserOf(editParser(text))];
  const names = readdirSync('fixtures/hints', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.py'),
  );
  expect(names.length).toBeGreaterThan(100);
  const texts = names.map((name) => readFileSync(join('fixtures/hints', name), 'utf8'));
  for (const source of [...ODD_TEXTS, ...texts]) expect(quick(source), source).toEqual(slow(source));
});

async function parserOf(code: string): Promise<(source: string) => unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'parser-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'parser.mjs');
  writeFileSync(file, code.replace(/^\/\/# sourceMappingURL.*$/m, ''));
  const { parse }: { parse: (source: string) => unknown } = await import(pathToFileURL(file).href);
  return (source) => {
    try {
      return parse(source);
    } catch (error) {
      return String(error);
    }
  };
}

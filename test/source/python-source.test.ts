import { describe, expect, test } from 'vitest';
import { loadSourceReader } from '../../src/source/python-source.ts';
import { scopeAtLine } from '../../src/source/scope.ts';
import { EXPECTED, expectedOf, LIBRARY, libraryFile } from './expected-sources.ts';
import { sourceOf } from './read-text.ts';

const read = await loadSourceReader();

describe.each(LIBRARY)('%s', (name) => {
  test("is parsed, and its functions, classes, lambdas and comprehensions stand where CPython's ast has them", () => {
    const source = read(libraryFile(name));
    expect(source.problems).toEqual([]);
    const ours = source.scopes
      .slice(1)
      .map(({ kind, name, firstLine, line, lastLine, node }) => [
        kind,
        name,
        firstLine,
        line,
        lastLine,
        node?.col_offset ?? -1,
      ]);
    expect(ours.map(String).sort()).toEqual(expectedOf(name).spans.map(String).sort());
  });

  test("has a scope for each of CPython's code objects, with its line and qualified name", () => {
    const { scopes } = read(libraryFile(name));
    const known = new Set(scopes.map(({ firstLine, qualname }) => `${firstLine} ${qualname}`));
    const missing = expectedOf(name).codes.filter(([line, qualname]) => !known.has(`${line} ${qualname}`));
    // Python 3.12 evaluates type parameters, their bounds and aliases in frames of their own
    expect(missing.filter(([, qualname]) => !isOfTypeParameters(name, qualname))).toEqual([]);
  });

  test('is cut into the tokens that CPython cuts it into', () => {
    const lines = read(libraryFile(name)).tokens();
    const ours = lines.map((tokens) =>
      merged(tokens.map(({ kind, start, end }) => [EXPECTED.kinds.indexOf(kind), start, end])),
    );
    const theirs = expectedOf(name).tokens;
    expect(ours.slice(0, theirs.length)).toEqual(theirs);
  });
});

function isOfTypeParameters(name: string, qualname: string): boolean {
  return qualname.includes('<generic parameters') || name.includes('type_params') || name.includes('pep695');
}

/** Parts of one string side by side are one. */
function merged(tokens: readonly (readonly [number, number, number])[]): readonly number[] {
  const result: [number, number, number][] = [];
  for (const [kind, start, end] of tokens) {
    const last = result.at(-1);
    if (last !== undefined && last[0] === kind && last[2] === start) last[2] = end;
    else result.push([kind, start, end]);
  }
  return result.flat();
}

describe('a file that the parser refuses', () => {
  test.each([
    ['Python 2', 'class A:\n  def f(self):\n    print "x"\n\ndef g():\n  exec "1"\n'],
    ['a broken end', 'class A:\n  def f(self):\n    x = = 1\n\ndef g():\n  return (\n'],
    [
      'brackets without end',
      `class A:\n  def f(self):\n    x = ${'('.repeat(9000)}${')'.repeat(9000)}\n\ndef g():\n  f(]\n`,
    ],
  ])('has its functions all the same: %s', (_, text) => {
    const source = sourceOf(text);
    expect(source.problems).toEqual(['lines 2-3, 5-6 could not be parsed: no line of f, g has a cost']);
    expect(
      source.scopes.map(({ qualname, firstLine, lastLine, node }) => [qualname, firstLine, lastLine, !node]),
    ).toEqual([
      ['<module>', 1, 6, false],
      ['A', 1, 3, false],
      ['A.f', 2, 3, true],
      ['g', 5, 6, true],
    ]);
  });

  test('is not misled by strings, brackets and decorators', () => {
    const text = `print 'python 2'
@decorator(
    1
)
@other
def f(a,
      b
):
    s = """
def no(): pass
"""
    return s
class B: pass
`;
    expect(
      sourceOf(text)
        .scopes.slice(1)
        .map(({ name, firstLine, line, lastLine }) => [name, firstLine, line, lastLine]),
    ).toEqual([
      ['f', 2, 6, 12],
      ['B', 13, 13, 13],
    ]);
  });
});

test('a line belongs to the innermost scope that has a frame', () => {
  const { scopes } = sourceOf('class A:\n  @d\n  def f(self):\n    return [\n      x for x in self]\ny = 1\n');
  const at = (line: number): string => scopes[scopeAtLine(scopes, line)]?.qualname ?? '';
  expect([1, 2, 3, 5, 6].map(at)).toEqual(['A', 'A.f', 'A.f', 'A.f.<locals>.<listcomp>', '<module>']);
  const inlined = scopeAtLine(scopes, 5, ({ kind }) => kind !== 'listcomp'); // Python 3.12 and later
  expect(scopes[inlined]?.qualname).toBe('A.f');
});

describe('odd files', () => {
  test('form feeds before code move no column', () => {
    const { scopes, problems } = sourceOf('x = 1\n\f\n\f  \fdef f():\n  return 1\n\n\fclass A: pass\n');
    expect(problems).toEqual([]);
    expect(scopes.slice(1).map(({ name, firstLine, node }) => [name, firstLine, node?.col_offset])).toEqual([
      ['f', 3, 4], // as ast.parse of CPython 3.13 says
      ['A', 6, 1],
    ]);
  });

  test.each([
    ['a byte order mark', Buffer.from('\ufeffdef f(): pass\n')],
    ['CRLF', Buffer.from('x = 1\r\ndef f():\r\n\tpass\r\n')],
    ['tabs', Buffer.from('if 1:\n\tdef f():\n\t\tpass\n')],
    ['no last line end', Buffer.from('def f(): pass')],
  ])('%s is no hindrance', (_, bytes) => {
    const source = read(bytes);
    expect(source.problems).toEqual([]);
    expect(source.scopes.map(({ name }) => name)).toEqual(['<module>', 'f']);
    expect(source.lines.join('')).not.toMatch(/[\r\ufeff]/);
  });

  test('an empty file is a module of one line', () => {
    expect(sourceOf('').scopes).toMatchObject([{ name: '<module>', firstLine: 1, lastLine: 1 }]);
  });
});

describe('what is more text than is parsed', () => {
  const text = (name: string): Uint8Array => Buffer.from(`def ${name}(): return 1\n`.repeat(4)); // 72 characters

  test('is there as plain lines, and it is said', async () => {
    const readSome = await loadSourceReader({ one: 71, all: 1000 });
    const { tree, refusal, scopes, lines, problems, tokens } = readSome(text('f'));
    expect({ tree, refusal, scopes: scopes.length, lines: lines.length, tokens: tokens() }).toEqual({
      tree: null,
      refusal: 'too-large',
      scopes: 1,
      lines: 4,
      tokens: [],
    });
    expect(problems).toEqual(['not parsed, since it has more than 71 characters']);
  });

  test('may be many files, each of which is counted once', async () => {
    const readSome = await loadSourceReader({ one: 1000, all: 150 });
    const first = text('f');
    const refusals = [first, first, first, text('g'), text('h'), first].map((bytes) => readSome(bytes).refusal);
    expect(refusals).toEqual([null, null, null, null, 'too-large', null]);
    expect(readSome(text('h')).problems).toEqual([
      'not parsed, since no more than 150 characters are parsed for one profile',
    ]);
  });
});

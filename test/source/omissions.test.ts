import { describe, expect, test } from 'vitest';
import type { PythonSource } from '../../src/source/python-source.ts';
import { fc } from '../properties.ts';
import { LIBRARY, libraryFile } from './expected-sources.ts';
import { sourceOf } from './read-text.ts';

const SHOP = `import json

RATES = {'a': 1}


class Shop:
    kinds = [1, 2]

    @property
    def total(self):
        return sum(self.rows)

    def route(self, key):
        return [row for row in self.rows if row == key]


def reply(rows):
    if rows:
        return json.dumps(rows)
    return None
`;

/** The shop with one line written otherwise. */
function shopWith(line: number, text: string): PythonSource {
  return sourceOf(
    SHOP.split('\n')
      .with(line - 1, text)
      .join('\n'),
  );
}

/** What was left out, and what still stands. */
function readingOf({ omissions, scopes, problems }: PythonSource): unknown {
  return {
    omitted: omissions.map(({ firstLine, lastLine }) => `${firstLine}-${lastLine}`).join(),
    parsed: scopes.flatMap(({ name, node }) => (node === null ? [] : [name])).join(),
    unparsed: scopes.flatMap(({ name, node }) => (node === null ? [name] : [])).join(),
    problems: problems.join(),
  };
}

describe('a file of which a part cannot be parsed', () => {
  test('lacks the function, with its decorators, and has the others', () => {
    expect(readingOf(shopWith(11, '        print "total"'))).toEqual({
      omitted: '9-11',
      parsed: '<module>,Shop,route,<listcomp>,reply',
      unparsed: 'total',
      problems: 'lines 9-11 could not be parsed: no line of total has a cost',
    });
  });

  test('lacks the statement of a class', () => {
    expect(readingOf(shopWith(7, '    kinds = = 2'))).toEqual({
      omitted: '7-7',
      parsed: '<module>,Shop,total,route,<listcomp>,reply',
      unparsed: '',
      problems: 'line 7 could not be parsed: no line of Shop has a cost',
    });
  });

  test('lacks the statement of the module', () => {
    expect(readingOf(shopWith(3, "RATES = {'a': 1"))).toEqual({
      omitted: '3-3',
      parsed: '<module>,Shop,total,route,<listcomp>,reply',
      unparsed: '',
      problems: 'line 3 could not be parsed: no line of <module> has a cost',
    });
  });

  test.each([
    ['a bracket that is never closed', '        return [row for row in (self.rows if row == key]'],
    ['a text without its end', "        return 'row"],
    ['a block of another language', '        unless key:'],
    ['brackets without end', `        return ${'('.repeat(5000)}key${')'.repeat(5000)}`],
  ])('lacks the function that has %s', (_, line) => {
    expect(readingOf(shopWith(14, line))).toMatchObject({
      omitted: '13-14',
      parsed: '<module>,Shop,total,reply',
      unparsed: 'route',
    });
  });

  test('lacks a class whose first line is broken, with all its methods', () => {
    expect(readingOf(shopWith(6, 'class Shop[:'))).toMatchObject({
      omitted: '6-14',
      parsed: '<module>,reply',
      unparsed: 'Shop,total,route',
    });
  });

  test('says no more than three places', () => {
    const text = Array.from({ length: 9 }, (_, at) => `def f${at}():\n  print "x"\n`).join('');
    expect(sourceOf(`${text}x = 1\n`).problems).toEqual([
      'lines 1-2, 3-4, 5-6 and 6 more could not be parsed: no line of f0, f1, f2 and 6 more has a cost',
    ]);
  });

  test('is refused as a whole where nothing would be left', () => {
    const { tree, problems, omissions } = sourceOf('def f():\n  print "x"\nprint "y"\n');
    expect(tree).toBeNull();
    expect(problems.join()).toMatch(/^not parsed: /);
    expect(omissions).toEqual([]);
  });
});

/** What may stand in the place of a line. */
const FAULTS: Readonly<Record<string, (line: string) => string>> = {
  'an operator too many': (line) => `${line} = =`,
  "Python 2's print": (line) => `${indentation(line)}print "x"`,
  'a lost quote': (line) => `${line} 'x`,
  'an unknown block': (line) => `${indentation(line)}unless x:`,
  'an opened bracket': (line) => `${indentation(line)}x = (1`,
  'a bracket too many': (line) => `${indentation(line)}x = 1)`,
};

function indentation(line: string): string {
  return /^\s*/.exec(line)?.[0] ?? '';
}

const FILES = LIBRARY.filter((name) => ['heapq.py', 'textwrap.py', 'contextlib.py', 'json-decoder.py'].includes(name));

test.each(Object.entries(FAULTS))('with %s in any line all scopes outside of what is left out stay', (_, fault) => {
  let kept = 0;
  let all = 0;
  fc.assert(
    fc.property(fc.constantFrom(...FILES), fc.nat(), (name, seed) => {
      const text = Buffer.from(libraryFile(name)).toString('utf8');
      const lines = text.split('\n');
      const code = lines.flatMap((line, at) => (/^\s+\w+( \w+)? = |^\s+return |^\s+if /.test(line) ? [at] : []));
      const at = code[seed % code.length] ?? 0;
      const broken = sourceOf(lines.with(at, fault(lines[at] ?? '')).join('\n'));
      const clean = sourceOf(text);
      expect(broken.lines.length).toBe(clean.lines.length);
      const isOutside = (first: number, last: number): boolean =>
        (at + 1 < first || last < at + 1) &&
        broken.omissions.every(({ firstLine, lastLine }) => last < firstLine || lastLine < first);
      const outside = (source: PythonSource): readonly string[] =>
        source.scopes
          .filter(({ firstLine, lastLine }) => isOutside(firstLine, lastLine))
          .map(({ qualname, firstLine, lastLine, node }) => `${qualname} ${firstLine}-${lastLine} ${node === null}`);
      all += clean.scopes.length;
      if (broken.tree === null) return;
      expect(outside(broken)).toEqual(outside(clean));
      kept += broken.scopes.filter(({ node }) => node !== null).length;
    }),
    { numRuns: 25, seed: 27 },
  );
  expect(kept / all).toBeGreaterThan(0.8);
});

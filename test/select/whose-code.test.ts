import { readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import type { OwnPlaces } from '../../src/profile/own-places.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { ORIGINS } from '../../src/select/function-origin.ts';
import { isOwn, originCodes, wordsWithoutRows } from '../../src/select/whose-code.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/profiles');

/** How many functions of a dump have each origin. */
function countsOf(path: string): Readonly<Record<string, number>> {
  const codes = [...originCodes(decodeProfile(readFileSync(path)))];
  return Object.fromEntries(ORIGINS.map((origin, at) => [origin, codes.filter((code) => code === at).length]));
}

test('the functions of real dumps fall into their origins', () => {
  // counted by Python's own marshal.load; 'packages' are the scripts of a .pth file
  expect(countsOf(join(FIXTURES, 'logreport-py311/out.prof'))).toEqual({
    own: 22,
    builtin: 96,
    stdlib: 119,
    packages: 2,
    import: 84,
  });
  expect(countsOf(join(FIXTURES, 'zipapp-py311/out.prof'))).toEqual({
    own: 5,
    builtin: 63,
    stdlib: 80,
    packages: 2,
    import: 79,
  });
  expect(countsOf(join(FIXTURES, 'shop-py38/out.prof'))).toMatchObject({
    own: 32,
    builtin: 91,
    stdlib: 266,
    import: 94,
  });
});

/** A call: who, by whom, in how many seconds. */
type Call = readonly [callee: string, caller: string, seconds: number];

/** A profile of these calls; `file:line(name)`, or `{name}` for a built-in. A second caller adds its time. */
function profileOf(...calls: readonly Call[]): ProfileTable {
  const keyOf = (text: string): readonly [string, number, string] => {
    const parts = /^(.*):(\d+)\((.*)\)$/.exec(text);
    return parts === null ? ['~', 0, text] : [parts[1] ?? '', Number(parts[2]), parts[3] ?? ''];
  };
  const builder = new ProfileBuilder();
  const callees = [...new Set(calls.map(([callee]) => callee))];
  for (const callee of callees) {
    const cumtime = calls.filter(([name]) => name === callee).reduce((sum, [, , seconds]) => sum + seconds, 0);
    builder.setRow(...keyOf(callee), { ncalls: 1, primitiveCalls: 1, tottime: 0.1, cumtime });
  }
  for (const callee of callees) {
    for (const [name, caller, seconds] of calls) {
      if (name !== callee || caller === '') continue;
      builder.setEdge(...keyOf(caller), { ncalls: 1, primitiveCalls: 1, tottime: 0.1, cumtime: seconds }, false);
    }
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

const EXEC = '<built-in method builtins.exec>';
const SITE = '/usr/lib/python3/dist-packages';

/** `python -m cProfile -m <module>`: the package is imported first, then its `__main__` is run. */
function runModule(main: string, ...calls: readonly Call[]): ProfileTable {
  return profileOf(
    [EXEC, '', 10],
    ['<string>:1(<module>)', EXEC, 10],
    ['<frozen runpy>:201(run_module)', '<string>:1(<module>)', 10],
    ['<frozen runpy>:65(_run_code)', '<frozen runpy>:201(run_module)', 6],
    [EXEC, '<frozen runpy>:65(_run_code)', 6],
    [`${main}:1(<module>)`, EXEC, 6],
    [`${SITE}/other/__init__.py:1(<module>)`, EXEC, 8],
    ...calls,
  );
}

function runScript(script: string, ...calls: readonly Call[]): ProfileTable {
  return profileOf([EXEC, '', 10], [`${script}:1(<module>)`, EXEC, 10], ...calls);
}

function ownNames(table: ProfileTable): readonly string[] {
  return Array.from({ length: table.length }, (_, row) => row)
    .filter((row) => isOwn(table, row))
    .map((row) => table.strings.text(table.functions.name[row]!));
}

function withPlaces(table: ProfileTable, places: Partial<OwnPlaces>): ProfileTable {
  return { ...table, ownPlaces: { said: [], folders: [], installedWith: () => [], ...places } };
}

function saying(table: ProfileTable, ...words: readonly string[]): ProfileTable {
  return withPlaces(table, {
    said: words.map((word) => ({
      word,
      folder: `/home/an/${word}`,
      fromHere: normalize(word).replace(/^\.$|\/$/, ''),
    })),
  });
}

const BLACK = runModule(
  `${SITE}/black/__main__.py`,
  [`${SITE}/black/__init__.py:9(format_file)`, `${SITE}/black/__main__.py:1(<module>)`, 6],
  [`${SITE}/click/core.py:9(main)`, `${SITE}/black/__main__.py:1(<module>)`, 6],
  [`${SITE}/blib2to3/driver.py:9(parse)`, `${SITE}/black/__init__.py:9(format_file)`, 5],
  ['<string>:2(__init__)', `${SITE}/black/__init__.py:9(format_file)`, 1],
);

describe('what was run', () => {
  test('an installed module: its package, and not what it was imported beside', () => {
    expect(ownNames(BLACK)).toEqual(['<module>', 'format_file']);
  });

  test('with what was installed with it', () => {
    expect(ownNames(withPlaces(BLACK, { installedWith: () => ['black', 'blib2to3'] }))).toContain('parse');
  });

  test('a module of the standard library', () => {
    const json = '/usr/lib/python3.11/json';
    expect(
      ownNames(runModule(`${json}/tool.py`, [`${json}/decoder.py:1(scan)`, `${json}/tool.py:1(<module>)`, 5])),
    ).toEqual(['<module>', 'scan']);
  });

  test('a runner of the code that one profiles is not own', () => {
    const table = runModule(`${SITE}/pytest/__main__.py`, [
      '/home/an/app/test_shop.py:3(test_cart)',
      `${SITE}/pytest/__main__.py:1(<module>)`,
      5,
    ]);
    expect(ownNames(table)).toEqual(['test_cart']);
  });

  test('a launcher in bin: the package that it calls', () => {
    const table = runScript(
      '/usr/bin/hg',
      ['<frozen importlib._bootstrap>:1(_find_and_load)', '/usr/bin/hg:1(<module>)', 7],
      [`${SITE}/mercurial/dispatch.py:2(run)`, '/usr/bin/hg:1(<module>)', 3],
    );
    expect(ownNames(table)).toEqual(['<module>', 'run']);
  });

  test('a script: all that is in no library', () => {
    const table = runScript('graph.py', [`${SITE}/networkx/algo.py:2(rank)`, 'graph.py:1(<module>)', 9]);
    expect(ownNames(table)).toEqual(['<module>']);
  });
});

describe('the working folder and --source-root', () => {
  const table = runScript(
    '/srv/tool.py',
    [`${SITE}/mine/a.py:2(work)`, '/srv/tool.py:1(<module>)', 9],
    ['/home/an/app/.venv/lib/python3.11/site-packages/x/b.py:2(theirs)', '/srv/tool.py:1(<module>)', 9],
  );

  test('are own even where they are installed', () => {
    expect(ownNames(withPlaces(table, { folders: [`${SITE}/mine`] }))).toContain('work');
  });

  test('but not the environment in them, nor a library as a whole', () => {
    expect(ownNames(withPlaces(table, { folders: ['/home/an/app'] }))).not.toContain('theirs');
    expect(ownNames(withPlaces(table, { folders: [SITE] }))).not.toContain('work');
  });
});

describe('--mine', () => {
  test('is the whole answer: a package, or a folder', () => {
    expect(ownNames(saying(BLACK, 'click'))).toEqual(['main']);
    expect(ownNames(saying(BLACK, 'black', 'blib2to3'))).toEqual(['<module>', 'format_file', 'parse']);
    expect(
      ownNames(withPlaces(BLACK, { said: [{ word: '../black', folder: `${SITE}/black`, fromHere: '../black' }] })),
    ).toContain('format_file');
  });

  test('names a module, a folder of a relative path, a file', () => {
    const table = runScript('djsite/site.py', ['djsite/shop/cart.py:2(add)', 'djsite/site.py:1(<module>)', 9]);
    expect(ownNames(saying(table, 'djsite.shop'))).toEqual(['add']);
    expect(ownNames(saying(table, './djsite/shop/'))).toEqual(['add']);
    expect(ownNames(saying(table, 'djsite/site.py'))).toEqual(['<module>']);
    expect(ownNames(saying(table, '.'))).toEqual(['<module>', 'add']);
  });

  test("reads Windows' paths in any case and with either slash", () => {
    const table = runScript('C:\\Work\\Shop\\main.py', [
      'C:\\Work\\lib.py:2(add)',
      'C:\\Work\\Shop\\main.py:1(<module>)',
      9,
    ]);
    const said = [{ word: 'c:/work/shop', folder: 'c:/work/shop', fromHere: 'c:/work/shop' }];
    expect(ownNames(withPlaces(table, { said }))).toEqual(['<module>']);
    for (const word of ['c:/work/shop', 'C:\\WORK\\Shop\\', 'c:\\work/SHOP/main.py']) {
      const elsewhere = [{ word, folder: `/home/me/${word}`, fromHere: word }]; // as a machine without drives resolves it
      expect(ownNames(withPlaces(table, { said: elsewhere }))).toEqual(['<module>']);
    }
  });

  test('never makes generated methods or frozen modules own', () => {
    expect(ownNames(saying(BLACK, '<string>', 'string', 'runpy', '.'))).toEqual([]);
  });

  test('matches whole names', () => {
    expect(wordsWithoutRows(saying(BLACK, 'blac', 'black', 'clic'))).toEqual(['blac', 'clic']);
  });
});

test("pure-Python profile's built-ins are built-ins, and the row that it starts in is not own", () => {
  const table = decodeProfile(readFileSync(join(FIXTURES, 'profile-py311/out.prof')));
  const codes = originCodes(table);
  const files = Array.from(codes, (code, row) => [ORIGINS[code], table.strings.text(table.functions.file[row]!)]);
  expect(files.filter(([, file]) => file === '').every(([origin]) => origin === 'builtin')).toBe(true);
  expect(files.find(([, file]) => file === 'profile')?.[0]).toBe('stdlib');
});

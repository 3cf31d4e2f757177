import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { functionKey } from '../../src/profile/function-name.ts';
import { placeCalls } from '../../src/source/costs/place-calls.ts';
import { placed } from './placed.ts';
import { bookOf, watchedDisk } from './profiled-app.ts';

const PLAIN = join(import.meta.dirname, '../../fixtures/source/plain');

type Lines = Readonly<Record<string, readonly number[]>>;

/** Of each pair `caller callee` of the program, the lines that may have made the calls, and those that did. */
function saidAndTrue(version: string): { readonly said: Lines; readonly real: Lines } {
  const table = decodeProfile(readFileSync(join(PLAIN, `containers-${version}.prof`)));
  const real: Lines = JSON.parse(readFileSync(join(PLAIN, `containers-${version}.json`), 'utf8'));
  const places = { profileFolders: [], workingFolder: PLAIN, roots: [], maps: [] };
  const book = bookOf(table, watchedDisk(), places);
  const edges = table.edges();
  const nameOf = (row: number): string => table.strings.text(functionKey(table, row).name);
  const said: Record<string, readonly number[]> = {};
  for (let row = 0; row < table.length; row++) {
    const found = book.sourceOf(row);
    const [scope, ...more] = found.kind === 'found' ? (found.fit.scopes.get(row) ?? []) : [];
    if (found.kind !== 'found' || scope === undefined || more.length > 0) continue;
    for (const { edge, callee, lines } of placeCalls(book, row, found, scope).calls) {
      const name = `${nameOf(edges.caller[edge] ?? -1)} ${nameOf(callee)}`;
      if (real[name] !== undefined) said[name] = [...new Set([...(said[name] ?? []), ...lines])];
    }
  }
  return { said, real };
}

describe.each(['py38', 'py311', 'py313'])('of a real run, %s', (version) => {
  const { said, real } = saidAndTrue(version);

  test('no line that called a special method is ruled out', () => {
    const names = Object.keys(real).filter((name) => /__(?!init__)\w+__$/.test(name));
    expect(names.length).toBeGreaterThanOrEqual(10);
    for (const name of names) expect(said[name], name).toEqual(expect.arrayContaining([...(real[name] ?? [])]));
  });

  test('lines that only ask plain containers are no candidates', () => {
    const names = ['flood __contains__', 'flood __setitem__', 'trim __delitem__'];
    const only = names.map((name) => [name, said[name]]);
    expect(only).toEqual(names.map((name) => [name, real[name]]));
    // `for at in grid` would ask `__getitem__` of a class without `__iter__`
    expect(said['trim __getitem__']).toEqual([74, 75]);
    expect(said['trim __len__']).toEqual([75, 84]); // `>` may return anything
  });
});

/** Whether the last line of a function is a candidate for the calls of a method of an unknown class. */
function mayCall(method: string, body: string, before = ''): boolean {
  const indented = body.replaceAll('\n', '\n    ');
  const text = `${before}def f(x, y):\n    ${indented}\n`;
  const line = before.split('\n').length;
  const key = `lib.py:1(${method})`;
  const last = line + body.split('\n').length;
  return placed(text, [line, 'f'], [key])[key]?.split(',').includes(String(last)) ?? false;
}

describe('a local that can only be a plain container', () => {
  test.each([
    ['__getitem__', 'a = {}\na[x]'],
    ['__getitem__', 'a = [i for i in x]\na[x]'],
    ['__getitem__', 'a, b = [], {}\nb[x]'],
    ['__getitem__', 'a = None\na = dict(x)\na[x]'],
    ['__getitem__', 'a = sorted(x)\na[0]'],
    ['__getitem__', 'a = []\na += [x]\na[0]'],
    ['__missing__', 'a = {}\na[x]'],
    ['__setitem__', 'a = {}\na[x] = y'],
    ['__delitem__', 'a = {}\ndel a[x]'],
    ['__contains__', 'a = set()\nx in a'],
    ['__len__', 'a = []\nif a: pass'],
    ['__bool__', 'a = []\nif not a: pass'],
    ['__bool__', 'a = []\nwhile a and x is None: pass'],
    ['__iter__', 'a = []\nfor i in a: pass'],
    ['__next__', 'a = []\nfor i, j in enumerate(a): pass'],
    ['__iter__', 'a = {}\nfor i, j in a.items(): pass'],
    ['__iter__', 'a = []\nset(a)'],
    ['__iter__', 'a = [1, 2]\nb, c = a'],
    ['__iter__', 'a = list()\n[*a]'],
    ['__add__', 'a = []\na + [x]'],
    ['__getattr__', 'a = []\na.append'],
    ['__format__', "a = []\nf'{a}'"],
    ['__hash__', 'a = []\na[x]'],
    ['__hash__', "a = {}\na['x']"],
    ['total', 'total = []\ny.z = total'],
  ])('calls no %s: %j', (method, body) => {
    expect(mayCall(method, body)).toBe(false);
  });

  test.each([
    ['__hash__', 'a = {}\na[x]'],
    ['__hash__', 'a = set()\nx in a'],
    ['__eq__', 'a = []\nx in a'],
    ['__eq__', 'a = []\na == y'],
    ['__index__', 'a = []\na[x]'],
    ['__repr__', "a = []\nf'{a}'"],
    ['__iter__', 'a = []\nfor i, j in a: pass'],
    ['__iter__', 'a = []\nfor i, (j, k) in enumerate(a): pass'],
    ['__radd__', 'a = []\na + x'],
    ['__add__', 'a = []\na + x'], // `__radd__ = __add__`
  ])('leaves its items and what else is there their %s: %j', (method, body) => {
    expect(mayCall(method, body)).toBe(true);
  });
});

describe('a name that may be something else calls what it did', () => {
  test.each([
    ['an argument', 'y[x]', ''],
    ['an argument that a default replaces', 'if y is None: y = {}\ny[x]', ''],
    ['a subclass with __missing__', 'a = defaultdict(list)\na[x]', ''],
    ['bound again', 'a = {}\na = x\na[x]', ''],
    ['bound by a loop', 'a = {}\nfor a in y: pass\na[x]', ''],
    ['bound in a comprehension', 'a = {}\n[a[x] for a in y]', ''],
    ['bound by with', 'a = {}\nwith y as a: pass\na[x]', ''],
    ['imported', 'a = {}\nfrom lib import a\na[x]', ''],
    ['deleted', 'a = {}\ndel a\na[x]', ''],
    ['bound by a pattern', 'a = {}\nmatch x:\n    case [a]: pass\na[x]', ''],
    ['bound by a walrus', 'a = {}\nif (a := x): pass\na[x]', ''],
    ['unpacked', 'a = {}\na, b = x\na[x]', ''],
    ['added to', 'a = []\na += x\na[0]', ''],
    ['bound by a function inside', 'a = {}\ndef g():\n    nonlocal a\n    a = x\na[x]', ''],
    ['a global', 'global a\na = {}\na[x]', ''],
    ['a name of the module', 'a[x]', 'a = {}\n'],
    ['made by a function that is called dict', 'a = dict()\na[x]', 'def dict(): return Other()\n'],
    ['made by an imported list', 'a = list()\na[x]', 'from lib import list\n'],
    ['made by what a star may import', 'a = list()\na[x]', 'from lib import *\n'],
  ])('%s', (_, body, before) => {
    expect(mayCall('__getitem__', body, before)).toBe(true);
  });
});

test('a function inside sees the plain local of the function around it', () => {
  const text = 'def f(x):\n    a = {}\n    def g(i):\n        return a[i] + x[i]\n    def h(a):\n        return a[0]\n';
  const key = 'lib.py:1(__getitem__)';
  expect(placed(text, [3, 'g'], [key])).toEqual({ [key]: '4' });
  expect(placed(text.replace(' + x[i]', ''), [3, 'g'], [key])).toEqual({ [key]: '' });
  expect(placed(text, [5, 'h'], [key])).toEqual({ [key]: '6' });
});

test('built-in methods of a plain local keep their lines: a profile has them', () => {
  const key = "<method 'append' of 'list' objects>";
  expect(placed('def f(x):\n    a = []\n    a.append(x)\n', [1, 'f'], [key])).toEqual({ [key]: '3' });
});

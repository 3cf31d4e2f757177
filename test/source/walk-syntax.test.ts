import { describe, expect, test } from 'vitest';
import { bindings, importedName } from '../../src/source/bindings.ts';
import { dottedText } from '../../src/source/dotted-text.ts';
import { nestsDeeper, walkFrame } from '../../src/source/walk-syntax.ts';
import { scopeNamed, sourceOf } from './read-text.ts';

/** The calls in a function's own frame: the line on which the name of each stands, what is called, in how many loops. */
function calls(text: string, qualname: string): readonly (readonly [number, string, number])[] {
  const source = sourceOf(text);
  const root = source.scopes[scopeNamed(source, qualname)]?.node ?? null;
  if (root === null) throw new Error(`${qualname} has no syntax tree`);
  const found: { readonly line: number; readonly end: number; readonly callee: string; readonly loopDepth: number }[] =
    [];
  for (const { node, loopDepth } of walkFrame(root)) {
    if (node.nodeType !== 'Call') continue;
    const { func } = node;
    found.push({ line: func.end_lineno ?? 0, end: func.end_col_offset ?? 0, callee: dottedText(func), loopDepth });
  }
  found.sort((a, b) => a.line - b.line || a.end - b.end);
  return found.map(({ line, callee, loopDepth }) => [line, callee, loopDepth]);
}

describe('the calls of a frame', () => {
  test('are found with how many loops they are in', () => {
    const text = `
def f(rows, key=default()):
    for row in read(rows):
        while ready():
            self.out.append(row)
        else:
            done()
    return (make()
            .run(''.join(x for x in parts()))
            [0](1))
`;
    expect(calls(text, 'f')).toEqual([
      [3, 'read', 0],
      [4, 'ready', 2],
      [5, 'self.out.append', 2],
      [7, 'done', 1],
      [8, 'make', 0],
      [9, 'make().run', 0],
      [9, "''.join", 0],
      [9, 'parts', 0],
      [10, 'make().run()[]', 0],
    ]);
  });

  test('of a nested function, class or lambda belong to it; decorators, defaults and bases to what is around it', () => {
    const text = `
def f():
    @decorate(1)
    def inner(x=default()):
        within()
    class C(base()):
        body()
    return lambda y=other(): late()
`;
    expect(calls(text, 'f').map(([, callee]) => callee)).toEqual(['decorate', 'default', 'base', 'other']);
    expect(calls(text, 'f.<locals>.inner')).toEqual([[5, 'within', 0]]);
    expect(calls(text, 'f.<locals>.C')).toEqual([[7, 'body', 0]]);
    expect(calls(text, 'f.<locals>.<lambda>')).toEqual([[8, 'late', 0]]);
  });

  test('in a comprehension are in a loop, but for its first iterable', () => {
    const text = 'def f():\n    return [a(x, y) for x in b() if c(x) for y in d(x)]\n';
    expect(calls(text, 'f')).toEqual([
      [2, 'a', 1],
      [2, 'b', 0],
      [2, 'c', 1],
      [2, 'd', 1],
    ]);
  });

  test('nested 100,000 deep are walked without recursion', () => {
    const chain = `x = a${'.b()'.repeat(20_000)}\n`;
    expect(calls(chain, '<module>')).toHaveLength(20_000);
  });
});

describe('bindings', () => {
  test('are the names, attributes and items that a function binds, with what they are bound to', () => {
    const text = `
def f(a, *b, c=1, **d):
    self.rows = rows = []
    x, (y, *z) = 1, two
    p, q = 1, 2
    total += 3
    with open(p) as handle:
        for i, j in pairs:
            cache[i] = j
    if (m := find()):
        import os.path, re as r
        from . import sibling
        from ..pkg import name as other
`;
    const source = sourceOf(text);
    const found = bindings(source, scopeNamed(source, 'f'));
    expect(
      found.map(({ kind, target, line, value, imported }) => [kind, target, line, imported ?? value?.nodeType]),
    ).toEqual([
      ['argument', 'a', 2, undefined],
      ['argument', 'b', 2, undefined],
      ['argument', 'c', 2, 'Constant'],
      ['argument', 'd', 2, undefined],
      ['assignment', 'self.rows', 3, 'List'],
      ['assignment', 'rows', 3, 'List'],
      ['assignment', 'x', 4, 'Constant'],
      ['assignment', 'y', 4, undefined],
      ['assignment', 'z', 4, undefined],
      ['assignment', 'p', 5, 'Constant'],
      ['assignment', 'q', 5, 'Constant'],
      ['augmented', 'total', 6, 'Constant'],
      ['with', 'handle', 7, 'Call'],
      ['loop', 'i', 8, 'Name'],
      ['loop', 'j', 8, 'Name'],
      ['assignment', 'cache[]', 9, 'Name'],
      ['assignment', 'm', 10, 'Call'],
      ['import', 'os', 11, 'os'],
      ['import', 'r', 11, 're'],
      ['import', 'sibling', 12, '.sibling'],
      ['import', 'other', 13, '..pkg.name'],
    ]);
  });

  test('tell what a name means by the imports around it', () => {
    const source = sourceOf(`
import re as r
from json import loads
class A:
    import copy
    def f(self, os):
        from os import path as p
`);
    const scope = scopeNamed(source, 'A.f');
    const mean = (dotted: string): string => importedName(source, scope, dotted);
    expect(['r.compile', 'loads', 'p.join', 'os.getcwd', 'copy.copy', 'len'].map(mean)).toEqual([
      're.compile',
      'json.loads',
      'os.path.join',
      'os.getcwd', // an argument
      'copy.copy', // the class's own name: a method does not see it
      'len',
    ]);
  });
});

test('how deep a source nests is told at any depth', () => {
  const tree = sourceOf(`value = ${'-'.repeat(300)}1`).tree;
  if (tree === null) throw new Error('not parsed');
  expect(nestsDeeper(tree, 200)).toBe(true);
  expect(nestsDeeper(tree, 400)).toBe(false);
});

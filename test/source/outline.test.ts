import { expect, test } from 'vitest';
import { outlineOf } from '../../src/source/costs/outline.ts';

const LINES = `class Shop(Base):
    @property
    def total(self):
        def inner():
            yield 1
        return 0

    def items(
        self,
    ):
        """What it may yield."""
        for x in self.rows: yield x

def deco(arg):
    def wrap(f):
        x = yield
        return f
    return wrap
`.split('\n');

test.each([
  [2, 'total', { className: 'Shop', maker: null, isGenerator: false }],
  [4, 'inner', { className: null, maker: 'total', isGenerator: true }],
  [8, 'items', { className: 'Shop', maker: null, isGenerator: true }],
  [14, 'deco', { className: null, maker: null, isGenerator: false }],
  [15, 'wrap', { className: null, maker: 'deco', isGenerator: true }],
  [15, 'other', null],
  [99, 'deco', null],
])('line %i, %s: what is around it is seen without parsing', (line, name, expected) => {
  expect(outlineOf(LINES, line, name)).toEqual(expected);
});

test('a line of 100,000 blanks and no yield is read once, not once for each blank', () => {
  const lines = ['def f():', `${' '.repeat(100_000)}x = (`, '  1)', 'y = 1'];
  expect(outlineOf(lines, 1, 'f')).toEqual({ className: null, maker: null, isGenerator: false });
});

import { describe, expect, test } from 'vitest';
import { placed } from './placed.ts';

describe('a call is laid on the line', () => {
  test('that names it: functions, methods, built-ins in every Python, and only what runs in the function', () => {
    const text = `
def f(rows):
    rows.append(len(rows))
    a = open('x')
    def inner():
        rows.append(len(rows))
    return helper(rows)
`;
    const callees = [
      "<method 'append' of 'list' objects>",
      '<built-in method builtins.len>',
      '<built-in method _io.open>',
      'lib.py:9(helper)',
      'lib.py:20(unheard_of)',
    ];
    expect(placed(text, [2, 'f'], callees)).toEqual({
      "<method 'append' of 'list' objects>": '3',
      '<built-in method builtins.len>': '3',
      '<built-in method _io.open>': '4',
      'lib.py:9(helper)': '7',
      'lib.py:20(unheard_of)': '',
    });
    expect(placed(text, [2, 'f'], ['<len>', '<built-in function open>'])).toEqual({
      '<len>': '3',
      '<built-in function open>': '4',
    });
  });

  test('or on all that name it, if the source does not tell them apart', () => {
    const text = `
def f(rows, other):
    rows.add(1)
    for x in rows:
        other.add(x)
`;
    expect(placed(text, [2, 'f'], ['lib.py:1(add)'])).toEqual({ 'lib.py:1(add)': '3,5' });
  });

  test('told apart by what stands before the dot', () => {
    const text = `
import os
def f(things, parts):
    rows = []
    names = set()
    rows.pop()
    names.pop()
    things.pop()
    a = os.path.join(parts)
    return ', '.join(a)
`;
    expect(
      placed(
        text,
        [3, 'f'],
        [
          "<method 'pop' of 'list' objects>",
          "<method 'pop' of 'set' objects>",
          'lib.py:1(pop)',
          "<method 'join' of 'str' objects>",
          '/usr/lib/python3.11/posixpath.py:71(join)',
        ],
      ),
    ).toEqual({
      "<method 'pop' of 'list' objects>": '6,8',
      "<method 'pop' of 'set' objects>": '7,8',
      'lib.py:1(pop)': '8',
      "<method 'join' of 'str' objects>": '10',
      '/usr/lib/python3.11/posixpath.py:71(join)': '9',
    });
  });

  test('under the names that imports, assignments, partials and defaults give it', () => {
    const text = `
import functools
from lib import work as w
class A:
    def __init__(self):
        self.emit = self.out.write
    def f(self, rows, size=len):
        push = rows.append
        push(1)
        w()
        part = functools.partial(rest, 1)
        part()
        self.emit('x')
        return size(rows)
`;
    expect(
      placed(
        text,
        [7, 'f'],
        [
          "<method 'append' of 'list' objects>",
          'lib.py:3(work)',
          'app.py:90(rest)',
          "<method 'write' of '_io.TextIOWrapper' objects>",
          '<built-in method builtins.len>',
        ],
      ),
    ).toEqual({
      "<method 'append' of 'list' objects>": '9',
      'lib.py:3(work)': '10',
      'app.py:90(rest)': '12',
      "<method 'write' of '_io.TextIOWrapper' objects>": '13',
      '<built-in method builtins.len>': '14',
    });
  });

  test('that makes an object of the class or of one that inherits from it', () => {
    const text = `
from lib import Base
class Own(Base):
    def __init__(self):
        super().__init__()
def f():
    a = Own()
    b = Base()
    c = plain()
`;
    const files = {
      'lib.py': 'class Base:\n    def __init__(self):\n        pass\nclass Far:\n    def __init__(self): pass\n',
    };
    const edges = [['app.py:4(__init__)', 'lib.py:2(__init__)']] as const;
    expect(placed(text, [6, 'f'], ['app.py:4(__init__)', 'lib.py:2(__init__)'], { files, edges })).toEqual({
      'app.py:4(__init__)': '7',
      'lib.py:2(__init__)': '8', // by its import; Own has an __init__ of its own
    });
    expect(placed(text, [4, '__init__'], ['lib.py:2(__init__)'], { files })).toEqual({ 'lib.py:2(__init__)': '5' });
  });

  test('that makes one whose __init__ a dataclass wrote', () => {
    const text = 'def f(x):\n    y = known(x)\n    return Point(int(x), y)\n';
    expect(placed(text, [1, 'f'], ['<string>:2(__init__)', 'lib.py:1(known)'])).toEqual({
      '<string>:2(__init__)': '3',
      'lib.py:1(known)': '2',
    });
  });

  test.each([
    ['__add__', 'a + b'],
    ['__iadd__', 'a += b'],
    ['__getitem__', 'a[b]'],
    ['__setitem__', 'a[b] = 1'],
    ['__contains__', 'a in b'],
    ['__eq__', 'a == b'],
    ['__enter__', 'with a: pass'],
    ['__exit__', 'with a: pass'],
    ['__iter__', 'for x in a: pass'],
    ['__next__', 'x, y = a'],
    ['__format__', "f'{a}'"],
    ['__str__', "'%s' % a"],
    ['__str__', 'str(a)'],
    ['__bool__', 'x = 1 if a else 2'],
    ['__neg__', '-a'],
    ['__getattr__', 'a.b'],
    ['__setattr__', 'a.b = 1'],
    ['__await__', 'await a'],
    ['__init_subclass__', 'class X: pass'],
    ['total', 'a.total'], // a property
    ['total', 'a.total = 1'],
  ])('whose syntax calls it: %s by %s', (name, statement) => {
    const text = `async def f(a, b):\n    return_value = 1\n    ${statement}\n`;
    expect(placed(text, [1, 'f'], [`lib.py:1(${name})`])).toEqual({ [`lib.py:1(${name})`]: '3' });
  });

  test('of the decorator, the import, the class statement', () => {
    const text = `
import lib
from lib import deco

@deco
def g(): pass

@deco
class C: pass
`;
    const importing = '<frozen importlib._bootstrap>:1(_find_and_load)';
    expect(
      placed(text, [1, '<module>'], ['lib.py:1(deco)', importing, '<built-in method builtins.__build_class__>']),
    ).toEqual({
      'lib.py:1(deco)': '5,8',
      [importing]: '2,3',
      '<built-in method builtins.__build_class__>': '9',
    });
  });

  test('where a lambda is called, or where it is handed on', () => {
    const text = `
def f(rows):
    key = lambda r: r[0]
    a = key(rows)
    return list(map(lambda r: r[1], rows))
`;
    expect(placed(text, [2, 'f'], ['app.py:3(<lambda>)', 'app.py:5(<lambda>)'])).toEqual({
      'app.py:3(<lambda>)': '4',
      'app.py:5(<lambda>)': '5',
    });
  });

  test('where a function is handed on: map is a type, and calls it for the function', () => {
    const text = 'def f(rows):\n    return list(map(clean, rows))\n';
    expect(placed(text, [1, 'f'], ['lib.py:1(clean)'])).toEqual({ 'lib.py:1(clean)': '2' });
  });

  test("that a decorator's wrapper stands for", () => {
    const text = 'def f():\n    known()\n    timed_one()\n';
    const edges = [['lib.py:3(wrapper)', 'lib.py:9(timed_one)']] as const;
    expect(placed(text, [1, 'f'], ['lib.py:3(wrapper)', 'lib.py:1(known)'], { edges })).toEqual({
      'lib.py:3(wrapper)': '3',
      'lib.py:1(known)': '2',
    });
  });

  test('that calls what came as an argument', () => {
    const text = 'def run(test, result):\n    prepare()\n    test(result)\n';
    expect(placed(text, [1, 'run'], ['lib.py:1(prepare)', 'lib.py:5(__call__)'])).toEqual({
      'lib.py:1(prepare)': '2',
      'lib.py:5(__call__)': '3',
    });
  });
});

describe('comprehensions', () => {
  const text = `
def f(rows):
    a = [g(row)
         for row in h(rows)]
    b = g(a)
    return sum(k(x) for x in b)
`;

  test('up to Python 3.11 have frames of their own, which are folded into the function', () => {
    const edges = [['app.py:3(<listcomp>)', 'lib.py:1(g)']] as const;
    expect(placed(text, [2, 'f'], ['app.py:3(<listcomp>)', 'lib.py:2(h)'], { edges })).toEqual({
      'lib.py:2(h)': '4',
      'lib.py:1(g)': '3', // called by the comprehension: not at line 5
    });
  });

  test('from Python 3.12 on belong to the function', () => {
    expect(placed(text, [2, 'f'], ['lib.py:1(g)'])).toEqual({ 'lib.py:1(g)': '3,5' });
  });

  test('generator expressions are called by whoever takes their items', () => {
    const sum = '<built-in method builtins.sum>';
    const edges = [
      [sum, 'app.py:6(<genexpr>)'],
      ['app.py:6(<genexpr>)', 'lib.py:3(k)'],
    ] as const;
    expect(placed(text, [2, 'f'], [sum, 'lib.py:3(k)'], { edges })).toEqual({
      [sum]: '6',
      'lib.py:3(k)': '', // what the generator expression calls is not called by the function
    });
  });
});

test('a list literal of 200,000 items is looked through in its turn', () => {
  const text = `DATA = [${'1,'.repeat(200_000)}]\ndef f():\n    return table(DATA)\n`;
  expect(placed(text, [2, 'f'], ['lib.py:9(table)'])).toEqual({ 'lib.py:9(table)': '3' });
});

describe('a call is not laid on the line of something else', () => {
  test('that the file defines itself under the name of the callee', () => {
    const text = `
def helper(x):
    return x
def f(ctx):
    with ctx(1) as c:
        helper(c)
`;
    const manager = '/usr/lib/python3.12/contextlib.py:299(helper)';
    expect(placed(text, [4, 'f'], ['app.py:2(helper)', manager])).toEqual({ 'app.py:2(helper)': '6', [manager]: '5' });
  });

  test('but a decorated function may be another behind its name', () => {
    const text = `
@deco
def wrapper(x):
    return x
def f(x):
    return wrapper(x)
`;
    expect(placed(text, [5, 'f'], ['lib.py:3(wrapper)'])).toEqual({ 'lib.py:3(wrapper)': '6' });
  });

  test('that makes an instance, where an instance is called', () => {
    const text = `
class Action:
    def __init__(self, x):
        self.x = x
    def __call__(self, x):
        return x
def f(x):
    action = Action(x)
    return action(x)
`;
    expect(placed(text, [7, 'f'], ['app.py:3(__init__)', 'app.py:5(__call__)'])).toEqual({
      'app.py:3(__init__)': '8',
      'app.py:5(__call__)': '9',
    });
  });

  test('that calls what the callee calls, if the callee is no wrapper', () => {
    const text = `
def save(value, kind):
    write(1)
    kind(value)
def save_int(value):
    write(value)
`;
    const edges = [['app.py:5(save_int)', 'lib.py:1(write)']] as const;
    expect(placed(text, [2, 'save'], ['app.py:5(save_int)'], { edges })).toEqual({ 'app.py:5(save_int)': '4' });
  });

  test('that raises a built-in exception', () => {
    const text = `
def f(kinds, x):
    if not x:
        raise ValueError(x)
    kind = kinds[x]
    made = kind(x)
    raise TypeError('no') from made
`;
    expect(placed(text, [2, 'f'], ['lib.py:3(__init__)'])).toEqual({ 'lib.py:3(__init__)': '6' });
  });
});

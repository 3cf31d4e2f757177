import { describe, expect, test } from 'vitest';
import { sitesIn } from './program-code.ts';

function afterOf(rule: string, ...lines: readonly string[]): readonly (string | undefined)[] {
  return sitesIn(rule, `${lines.join('\n')}\n`).map(({ fix }) => fix?.after);
}

describe('what is worked out before the loop', () => {
  const norm = ['def norm(v):', '    total = 0', '    for x in v:', '        total += x', '    return total'];

  test('stands before the line of the loop, under a name of what it is made of', () => {
    const unit = [
      'def unit(v):',
      '    out = []',
      '    for x in v:',
      '        out.append(x / norm(v))',
      '    return out',
    ];
    expect(afterOf('call-again', ...norm, ...unit)).toContain('norm_of_v = norm(v)  # before line 8\nnorm_of_v');
  });

  test('stands before the statement of a comprehension', () => {
    expect(afterOf('call-again', ...norm, 'def above(v):', '    return [x for x in v if x > norm(v)]')).toContain(
      'norm_of_v = norm(v)  # before line 7\nnorm_of_v',
    );
  });

  test.each([
    ['under a condition', ['        if x:', '            out.append(x / norm(v))']],
    ['behind a way out', ['        if not x:', '            continue', '        out.append(x / norm(v))']],
    [
      'where its error is caught',
      ['        try:', '            out.append(norm(v))', '        except TypeError:', '            pass'],
    ],
  ])('is said in words alone %s', (_, body) => {
    const found = afterOf(
      'call-again',
      ...norm,
      'def unit(v):',
      '    out = []',
      '    for x in v:',
      ...body,
      '    return out',
    );
    expect(found.filter((after) => after !== undefined)).toEqual([]);
  });

  test('is a variable of the environment by its name', () => {
    const lines = ['import os', 'def run(rows):', '    for row in rows:', "        print(os.environ['HOME'], row)"];
    expect(afterOf('environ-loop', ...lines)).toEqual(["home = os.environ['HOME']  # before line 3\nhome"]);
  });
});

describe('what is made as the module is loaded', () => {
  const get = ['import os', 'def loud():', "    return os.environ.get('LOUD', 'no')"];

  test('stands behind what it is made of, under a name with that of its function', () => {
    expect(afterOf('environ-loop', ...get)).toEqual([
      "LOUD_LOUD = os.environ.get('LOUD', 'no')  # after line 1\nLOUD_LOUD",
    ]);
  });

  test.each([
    ['the file sets a variable', [...get, 'def set_it():', "    os.environ['LOUD'] = 'yes'"]],
    ['the variable must be there', ['import os', 'def loud():', "    return os.environ['LOUD']"]],
    ['the function alone imports the module', ['def loud():', '    import os', "    return os.environ.get('LOUD')"]],
  ])('is said in words alone where %s', (_, lines) => {
    expect(afterOf('environ-loop', ...lines)).toEqual([undefined]);
  });

  test('is a set of a list of the module, and not of one that the module adds to', () => {
    const known = ['def known(word):', '    return word in set(NAMES)'];
    expect(afterOf('made-again', "NAMES = ['a', 'b']", ...known)).toEqual([
      'KNOWN_SET = set(NAMES)  # after line 1\nKNOWN_SET',
    ]);
    const later = afterOf('made-again', "NAMES = ['a', 'b']", ...known, "NAMES.append('c')");
    expect(later.filter((after) => after !== undefined)).toEqual([]);
  });
});

describe('a function that keeps what it gave', () => {
  const held = ['class Rule:', '    def __init__(self, text):', '        self.text = text'];

  test('compiles each text once, without the blanks that eval() overlooks', () => {
    expect(
      afterOf('eval-text', ...held, '    def holds(self, x):', "        return eval(self.text, {'x': x})"),
    ).toEqual([
      "import functools\ncode_of = functools.lru_cache(maxsize=None)(compile)  # at the top of the module\neval(code_of(self.text.lstrip(), '<string>', 'eval'), {'x': x})",
    ]);
  });

  test('compiles each pattern once, with its flags', () => {
    const finds = ['    def finds(self, line):', '        return re.search(self.text, line, flags=re.I)'];
    expect(afterOf('re-compile', 'import re', ...held, ...finds)).toEqual([
      'import functools\ncompiled = functools.lru_cache(maxsize=None)(re.compile)  # after line 1\ncompiled(self.text, re.I).search(line)',
    ]);
  });

  test('is no advice where functools means something else, nor for flags that are a position', () => {
    const finds = ['    def finds(self, line):', '        return re.search(self.text, line, re.I)'];
    expect(afterOf('re-compile', 'import re', ...held, ...finds)).toEqual([undefined]);
    const holds = ['    def holds(self, functools):', '        return eval(self.text)'];
    expect(afterOf('eval-text', ...held, ...holds)).toEqual([undefined]);
  });
});

describe('a function of the program under lru_cache', () => {
  const half = ['def half(row):', '    return row % primes()'];

  test('is one of texts and numbers, whose result nobody can change', () => {
    const primes = ['def primes():', '    return sum(n for n in range(99))'];
    expect(afterOf('call-again', ...primes, ...half, 'for row in range(9):', '    half(row)')).toContain(
      'import functools\n@functools.lru_cache(maxsize=None)\ndef primes():',
    );
  });

  test('is none that gives a list, or is handed on by its name', () => {
    const list = ['def primes():', '    return [n for n in range(99)]', 'def half(row):', '    return row in primes()'];
    const handed = ['def primes():', '    return sum(n for n in range(99))', ...half, 'print(primes)'];
    for (const lines of [list, handed]) {
      const found = afterOf('call-again', ...lines, 'for row in range(9):', '    half(row)');
      expect(found.filter((after) => after?.endsWith('def primes():'))).toEqual([]);
    }
  });
});

import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { resolveSortOrder, SORT_KEYS } from '../../src/select/sort-keys.ts';

describe('a sort key', () => {
  test('is found by every prefix that pstats accepts: all but c, cum, n and t', () => {
    const words = SORT_KEYS.filter(({ origin }) => origin === 'pstats').map(({ name }) => name);
    const prefixes = new Set(words.flatMap((word) => Array.from(word, (_, at) => word.slice(0, at + 1))));
    const isRefused = (prefix: string): boolean => {
      try {
        return resolveSortOrder([prefix]) === null;
      } catch (error) {
        if (error instanceof UsageError) return true;
        throw error;
      }
    };
    expect([...prefixes].filter(isRefused).sort()).toEqual(['c', 'cum', 'n', 't']);
  });

  // as `Stats.get_sort_arg_defs()` of CPython 3.11 expands them
  test.each([
    ['ca', 'call count'],
    ['nc', 'call count'],
    ['cu', 'cumulative time'],
    ['f', 'file name'],
    ['l', 'line number'],
    ['m', 'file name'],
    ['na', 'function name'],
    ['nf', 'name/file/line'],
    ['p', 'primitive call count'],
    ['s', 'standard name'],
    ['ti', 'internal time'],
    ['to', 'internal time'],
  ])('%s means "%s"', (prefix, title) => {
    expect(resolveSortOrder([prefix])?.title).toBe(title);
  });

  test('of ours is found by its full name only', () => {
    expect(resolveSortOrder(['tottime-percall'])?.title).toBe('internal time per call');
    expect(() => resolveSortOrder(['tottime-per'])).toThrow(UsageError);
  });

  test.each([-1, 0, 1, 2])('may be the number %i', (number) => {
    expect(resolveSortOrder([number])).not.toBeNull();
  });

  test('several are joined in the title, repeated ones too', () => {
    expect(resolveSortOrder(['time', 'name', 'time'])?.title).toBe('internal time, function name, internal time');
  });

  test.each([
    [['c']],
    [['']],
    [['TIME']],
    [['bogus']],
    [['time', 'bogus']],
    [[3]],
    [[1, 2]],
    [[1, 'name']],
    [['__proto__']],
  ])('%j is refused', (words) => {
    expect(() => resolveSortOrder(words)).toThrow(UsageError);
  });

  test('none at all is the order of the dump', () => {
    expect(resolveSortOrder([])).toBeNull();
  });
});

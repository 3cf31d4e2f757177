import { describe, expect, test } from 'vitest';
import { hintsFor, PYTHONS } from './hint-fixtures.ts';

describe.each(PYTHONS)('patterns whose loop is in the caller, on %s', (python) => {
  const shapes = (withSnapshot: boolean) => {
    const file = `hint-programs/shapes-${python}`;
    return hintsFor(`${file}.prof`, withSnapshot ? `${file}.tracemalloc` : undefined);
  };
  const placesOf = (rule: string) =>
    shapes(true)
      .hints.filter((hint) => hint.rule === rule)
      .map(({ level, function: name }) => `${level} ${name}`);

  test('a number that a method appends once a call is found by the live blocks of its line', () => {
    expect(placesOf('array')).toEqual(['confirmed add_value']);
  });

  test('a record that is made by dict(name=value) is one', () => {
    expect(placesOf('dict-record')).toEqual(['confirmed add_record']);
  });

  test('the bytes of a line are given to one rule, and the other says to which', () => {
    expect(placesOf('gen-retain')).toEqual(['confirmed middle']);
    const [other] = shapes(true)
      .candidates()
      .filter((one) => one.rule === 'array' && one.function === 'middle');
    expect(other).toMatchObject({ isReported: false, why: 'the bytes of that line are those of gen-retain' });
  });

  test('without a snapshot nothing is said of what was alive', () => {
    expect(
      shapes(false)
        .hints.map(({ rule }) => rule)
        .sort(),
    ).toEqual(['in-list', 'lru-cache']);
  });

  test('a list that a class holds as a constant is a list under its full name', () => {
    expect(placesOf('in-list')).toEqual(['likely is_known']);
  });

  test('a walk of a tree or of nested pairs comes to each part once: no cache would help', () => {
    expect(placesOf('lru-cache')).toEqual([expect.stringMatching(/^(confirmed|likely) ways$/)]);
    expect(
      shapes(true)
        .candidates()
        .filter(({ function: name }) => name === 'depth' || name === 'leaves'),
    ).toEqual([]);
  });

  test('the words of a whole file are looked at as its lines are', () => {
    const [words] = shapes(true)
      .candidates()
      .filter(({ rule }) => rule === 'io-readall');
    expect(words).toMatchObject({ function: 'letters', isReported: false });
  });
});

import { describe, expect, test } from 'vitest';
import { hintsFor, PYTHONS } from '../hint-fixtures.ts';

/** What is told of the sure hints of a rule, by the line that asks. */
function toldOf(program: string, rule: string): ReadonlyMap<number, string> {
  const { hints } = hintsFor(`hint-programs/${program}.prof`);
  const sure = hints.filter((hint) => hint.rule === rule && hint.level !== 'possible');
  return new Map(sure.map(({ line, evidence }) => [line, evidence.map(({ text }) => text).join('; ')]));
}

describe.each(PYTHONS)('the calls that would do are counted in a profile of %s', (python) => {
  test('by the objects that were made, though a list that one call filled is read', () => {
    const told = toldOf(`counts-${python}`, 'call-again');
    expect(told.get(70)).toContain('236 Track objects, and what they read changed 1 time: 43 calls for each');
  });

  test('by the objects of one of the classes that have such an attribute', () => {
    expect(toldOf(`counts-${python}`, 'call-again').has(90)).toBe(true);
  });

  test('by the objects that were made of the lines of a text', () => {
    expect(toldOf(`changes-${python}`, 'call-again').get(59)).toContain('18 Rule objects: 500 calls for each');
  });

  test('by how often what a method reads was changed', () => {
    expect(toldOf(`changes-${python}`, 'recomputed').get(15)).toContain(
      'for 4 objects, and what it reads was changed at most 4 times between two calls',
    );
  });

  test('by the numbers that loops count anew in each run of another function', () => {
    const told = toldOf(`sightings-${python}`, 'call-again');
    expect([...told.keys()]).toEqual([19]);
    expect(told.get(19)).toContain('values that loops of fullest count anew in each run');
  });

  test('of a library that decodes a text of each object', () => {
    expect([...toldOf(`changes-${python}`, 'json-hoist').keys()]).toEqual([61]);
  });

  test('and nothing is said where objects are few but change as often as they are asked', () => {
    expect([...toldOf(`changes-${python}`, 'recomputed').keys()]).toEqual([15]);
    expect([...toldOf(`changes-${python}`, 'call-again').keys()]).toEqual([59]);
  });
});

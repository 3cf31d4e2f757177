import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FIXTURES, hintsWithSource } from '../../hint-fixtures.ts';

const PROFILE = 'hint-programs/declared-py311.prof';
const SOURCE = readFileSync(join(FIXTURES, 'hint-programs/declared.py'), 'utf8');

function placesAskedAgain(source: string): readonly string[] {
  const { hints } = hintsWithSource(PROFILE, source);
  return hints.flatMap(({ rule, function: name }) => (rule === 'hoist-call' ? [name] : [])).sort();
}

test('what a class has is asked for again as long as nobody sets more of it by setattr', () => {
  expect(placesAskedAgain(SOURCE)).toEqual(['checks', 'fields']);
  expect(placesAskedAgain(`${SOURCE}\n\ndef declare(kind, name):\n    setattr(kind, name, Field(3))\n`)).toEqual([]);
});

test('an object may set what is its own', () => {
  const own = SOURCE.replace('self.__dict__[name] = value', 'setattr(self, name, value)');
  expect(own).not.toBe(SOURCE);
  expect(placesAskedAgain(own)).toEqual(['checks', 'fields']);
});

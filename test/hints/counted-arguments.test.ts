import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeArguments } from '../../src/decode/decode-arguments.ts';
import { findHints } from '../../src/hints/find-hints.ts';
import type { HintsResult } from '../../src/hints/hint.ts';
import type { CountedFunction } from '../../src/profile/argument-counts.ts';
import { hintArguments } from '../../src/views/hint-arguments.ts';
import { bookFor, FIXTURES, PYTHONS } from './hint-fixtures.ts';

type Change = (counted: CountedFunction) => Partial<CountedFunction>;

function hintsOf(python: string, change: Change = () => ({})): HintsResult {
  const book = bookFor(`hint-arguments/repeats-${python}.prof`);
  const bytes = readFileSync(join(FIXTURES, `hint-arguments/repeats-${python}.arguments.json`));
  const counted = decodeArguments(bytes).map((one) => ({ ...one, ...change(one) }));
  return findHints({ book, allocationsOf: null, argumentsOf: hintArguments(book.table, counted) });
}

function toldBy({ hints }: HintsResult): readonly string[] {
  const told = hints.filter(({ rule, level }) => rule === 'call-again' && level !== 'possible');
  return told.map(({ level, function: name }) => `${level} ${name}`).sort();
}

/** What is said of call-again in a function. */
function whyOf({ candidates }: HintsResult, name: string): readonly string[] {
  return candidates()
    .filter((one) => one.rule === 'call-again' && one.function === name)
    .map(({ why }) => why);
}

const ofTax = (changed: Partial<CountedFunction>): Change => {
  return ({ name }) => (name === 'tax' ? changed : {});
};

describe.each(PYTHONS)('repeats.py on %s', (python) => {
  const withoutCounts = findHints({ book: bookFor(`hint-arguments/repeats-${python}.prof`), allocationsOf: null });
  const found = hintsOf(python);

  test('without counts is told one loop that only looks as if it repeated', () => {
    expect(toldBy(withoutCounts)).toEqual(['likely main']);
  });

  test('with them is told what came again, and that loop no more', () => {
    expect(toldBy(found)).toEqual(expect.arrayContaining(['confirmed tax', 'likely fields', 'likely weight']));
    expect(toldBy(found).filter((one) => !/ (tax|fields|weight|mean)$/.test(one))).toEqual([]);
  });

  test('names the count, the lines of the results and those of the calls', () => {
    const tax = found.hints.find((hint) => hint.function === 'tax');
    expect(tax?.lines).toEqual([42, 48, 104]);
    expect(tax?.evidence).toContainEqual({
      kind: 'arguments',
      text: 'counted by run --arguments: 3,000 calls of tax had 6 different arguments, and equal arguments gave equal results',
    });
  });

  test.each([
    ['main', /3,000 calls of norm had 3,000 different arguments/],
    ['serial', /3,000 calls of serial had 3,000 different arguments/],
    ['priced', /3,000 calls of Till\.priced had 3,000 different arguments/],
    ['basket', /its results were changed by who got them/],
    ['lottery', /it changes something, or calls what may/],
    ['shout', /it changes something, or calls what may/],
    ['sell', /it changes something, or calls what may/],
  ])('says why nothing is told of %s', (name, why) => {
    expect(whyOf(found, name)).toContainEqual(expect.stringMatching(why));
  });

  test.each<[string, Partial<CountedFunction>]>([
    ['equal arguments gave other results', { ended: 'results' }],
    ['all gave None', { hasResult: false }],
    ['a call raised', { ended: 'raised' }],
    ['an argument could not be told apart', { ended: 'arguments' }],
    ['the counting was cut short', { ended: 'cut' }],
    ['the run called it another number of times', { calls: 300 }],
    ['it stands on another line', { line: 43 }],
    ['half of the arguments were new', { distinct: 1600 }],
    ['its results were changed', { changeable: true, changed: true }],
  ])('is not told of tax where %s', (_, changed) => {
    expect(toldBy(hintsOf(python, ofTax(changed)))).not.toContainEqual(expect.stringMatching(/tax$/));
  });

  test('is told less surely of tax where some arguments were only told apart by which object they are', () => {
    expect(toldBy(hintsOf(python, ofTax({ sameObjects: true })))).toContain('likely tax');
  });

  test('is not told of lists that are handed on where it gave more than the run looked at again', () => {
    const gave = (distinct: number): HintsResult =>
      hintsOf(python, ({ name }) => (name === 'fields' ? { distinct } : {}));
    expect(toldBy(gave(100))).toContain('likely fields');
    expect(toldBy(gave(101))).not.toContainEqual(expect.stringMatching(/fields$/));
    expect(whyOf(gave(101), 'fields')).toContainEqual(expect.stringMatching(/saw of 100 of its results/));
  });

  test('is told of any number of results where the source shows that nobody changes them', () => {
    expect(toldBy(hintsOf(python, ofTax({ changeable: true, distinct: 101 })))).toContain('confirmed tax');
  });

  test('says that only the first calls were counted', () => {
    const { hints } = hintsOf(python, ofTax({ calls: 1000, ended: 'limit' }));
    const texts = hints.flatMap(({ evidence }) => evidence.map(({ text }) => text));
    expect(texts).toContainEqual(expect.stringContaining('the first 1,000 calls of tax had 6 different arguments'));
  });

  test('is told nothing by two functions of one key', () => {
    const twice: Change = ({ name }) => (name === 'serial' ? { name: 'tax', line: 42 } : {});
    expect(toldBy(hintsOf(python, twice))).not.toContainEqual(expect.stringMatching(/tax$/));
  });
});

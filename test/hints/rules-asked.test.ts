import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findHints } from '../../src/hints/find-hints.ts';
import type { Candidate, Hint } from '../../src/hints/hint.ts';
import type { HintRule } from '../../src/hints/rule.ts';
import { RULES } from '../../src/hints/rules.ts';
import type { SourceBook } from '../../src/source/source-book.ts';
import { bookFor, FIXTURES, hintsFor } from './hint-fixtures.ts';

/** The same rules, asked about every function and for all of their places. */
const ALWAYS: readonly HintRule[] = RULES.map(({ time: _, matchIn: _places, ...rule }) => rule);

const PROGRAMS = readdirSync(join(FIXTURES, 'hint-programs'))
  .filter((name) => name.endsWith('.prof'))
  .map((name) => `hint-programs/${name}`);

const PROFILES = [...readdirSync(join(FIXTURES, 'hints')).map((rule) => `hints/${rule}/bad-py311.prof`), ...PROGRAMS];

const ON_311 = PROFILES.filter((name) => name.endsWith('-py311.prof'));

describe('a rule is not asked about a function without time that it can tell of', () => {
  test.each(PROFILES)('and no hint of %s is lost with that', (profile) => {
    expect(hintsFor(profile).hints).toEqual(hintsOf(bookFor(profile), ALWAYS));
  });

  test.each(ON_311)('whatever the times of %s are', (profile) => {
    const book = withOtherTimes(profile, 1);
    expect(hintsOf(book, RULES)).toEqual(hintsOf(book, ALWAYS));
  });

  test('but for an explanation', () => {
    const asked = placesOf('hint-programs/clean-py311.prof', RULES);
    const always = placesOf('hint-programs/clean-py311.prof', ALWAYS);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked).toEqual(always);
  });
});

const OF_NO_TIME: ReadonlySet<HintRule['time']> = new Set(['called', 'recursion'] as const);

test('of calls that take no time no rule is asked that tells of calls or own time', () => {
  const book = withoutCalls('hint-programs/clean-py311.prof');
  const busy = book.table.tottime.findIndex((seconds) => seconds > 0);
  const asked = new Set<string>();
  const rules = RULES.filter(({ time, matchIn }) => typeof time === 'string' && !OF_NO_TIME.has(time) && !matchIn);
  findHints({ book, allocationsOf: null, rules: rules.map((rule) => notedBy(rule, asked)) });
  expect([...asked].filter((one) => !one.endsWith(` ${nameOf(book, busy)}`))).toEqual([]);
  expect(asked.size).toBeGreaterThan(0);
});

test('the places of calls that take no time are looked at for an explanation alone', () => {
  const weighed: string[] = [];
  const rules = RULES.filter(({ id }) => id === 'call-again').map((rule): HintRule => {
    const noted: HintRule['weigh'] = (site, evidence) => {
      weighed.push(site.subject);
      return rule.weigh(site, evidence);
    };
    return { ...rule, weigh: noted };
  });
  const { candidates } = findHints({ book: bookFor('hints/call-again/bad-py311.prof'), allocationsOf: null, rules });
  const ofHints = new Set(weighed);
  candidates();
  expect(ofHints.size).toBeGreaterThan(0);
  expect(new Set(weighed).size).toBeGreaterThan(ofHints.size);
});

const BY_CALLS = 'call-again call-twice list-scan'.split(' ');

test.each(BY_CALLS)('of calls that take no time %s looks for no place', (id) => {
  const profile = `hints/${id}/bad-py311.prof`;
  expect(placesWeighed(id, bookFor(profile))).toBeGreaterThan(placesWeighed(id, withoutCalls(profile)));
});

/** For hints, not for an explanation. */
function placesWeighed(id: string, book: SourceBook): number {
  let places = 0;
  const rules = RULES.filter((rule) => rule.id === id).map((rule): HintRule => {
    const noted: HintRule['weigh'] = (site, evidence) => {
      places++;
      return rule.weigh(site, evidence);
    };
    return { ...rule, weigh: noted };
  });
  findHints({ book, allocationsOf: null, rules });
  return places;
}

test('an explanation asks no rule about a function that the hints have asked', () => {
  const asked: string[] = [];
  const rules = RULES.map((rule): HintRule => {
    const noted: HintRule['match'] = (frame) => {
      asked.push(`${rule.id} ${frame.scope.qualname}:${frame.scope.firstLine}`);
      return rule.match(frame);
    };
    return { ...rule, match: noted };
  });
  const { candidates } = findHints({ book: bookFor('hint-programs/clean-py311.prof'), allocationsOf: null, rules });
  const ofHints = asked.length;
  candidates();
  expect(asked.length).toBeGreaterThan(ofHints);
  expect(asked).toEqual([...new Set(asked)]);
});

test.each(ON_311)('each place of %s that an explanation calls reported is in the hints, and no other', (profile) => {
  const { hints, candidates } = hintsFor(profile);
  const reported = candidates().filter(({ isReported }) => isReported);
  const places = reported.map((place) => `${place.rule} in ${place.function}`);
  expect(new Set(places)).toEqual(new Set(hints.map((hint) => `${hint.rule} in ${hint.function}`)));
});

function hintsOf(book: SourceBook, rules: readonly HintRule[]): readonly Hint[] {
  return findHints({ book, allocationsOf: null, rules }).hints;
}

function notedBy(rule: HintRule, asked: Set<string>): HintRule {
  const match: HintRule['match'] = (frame) => {
    asked.add(`${rule.id} ${frame.scope.name}`);
    return rule.match(frame);
  };
  return { ...rule, match };
}

/** The profile with all of its own time in one function, and none in calls and comprehensions; how long other functions took in all stays. */
function withoutCalls(profile: string): SourceBook {
  const book = bookFor(profile);
  const { table } = book;
  const edges = table.edges();
  for (const times of [table.tottime, edges.tottime, edges.cumtime]) times.fill(0);
  for (const row of table.cumtime.keys()) if (/comp>|genexpr>/.test(nameOf(book, row))) table.cumtime[row] = 0;
  const own = table.cumtime.findIndex((_, row) => book.sourceOf(row).kind === 'found');
  table.tottime[own] = table.totals.tottime;
  return book;
}

function nameOf({ table }: SourceBook, row: number): string {
  return table.strings.text(table.functions.name[row] ?? 0);
}

function placesOf(profile: string, rules: readonly HintRule[]): readonly Candidate[] {
  return findHints({ book: bookFor(profile), allocationsOf: null, rules }).candidates();
}

/** The profile with each of its times some other part of what it was: about as many are much as are next to nothing. */
function withOtherTimes(profile: string, seed: number): SourceBook {
  const book = bookFor(profile);
  const { table } = book;
  const edges = table.edges();
  let state = seed;
  for (const times of [table.tottime, table.cumtime, edges.tottime, edges.cumtime]) {
    for (let at = 0; at < times.length; at++) {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      times[at]! *= [0.001, 0.03, 0.3, 1][Math.floor(state / 2 ** 16) % 4]!;
    }
  }
  return book;
}

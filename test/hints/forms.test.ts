import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FIXTURES, hintsFor, PYTHONS } from './hint-fixtures.ts';

/** Below it a place is only possible, however sure it is: such a program has many, each with little of the time. */
const LEAST_TOLD = 0.03;

/** Rules of which a place is only possible too where it has less than half of the time, or wherever it is. */
const OFTEN_POSSIBLE: ReadonlySet<string> = new Set(['random-choice', 'call-overhead']);

const PROGRAMS = [
  'trails',
  'telegrams',
  'cashboxes',
  'smoothing',
  'herds',
  'lotteries',
  'lattices',
  'counters',
  'forms',
  'habits',
  'kinds',
  'copies',
  'items',
  'answers',
  'recursions',
  'failures',
  'patterns',
  'storage',
  'carried',
  'members',
  'searches',
  'windows',
  'rests',
  'firsts',
  'askings',
  'outside',
  'outlets',
  'closed',
  'objects',
  'paths',
  'rounds',
  'best',
  'lookups',
  'totals',
  'routes',
  'samples',
  'owners',
  'definitions',
  'tokens',
  'splits',
  'channels',
  'handouts',
  'parsed',
  'makings',
  'walks',
  'ways',
  'thresholds',
  'numbers',
  'tallies',
  'parts',
  'kept',
  'keeps',
  'lookouts',
  'logbooks',
  'grammars',
  'tables',
  'puzzles',
  'couples',
  'sums',
  'stamps',
  'recordings',
  'shelf',
  'drivers',
  'zones',
  'recorder',
  'prefixes',
  'balances',
  'pairs',
  'templates',
  'draws',
  'handed',
  'offices',
  'lent',
  'indexed',
  'stalls',
  'lots',
  'needs',
  'couriers',
  'letters',
  'checksums',
  'stations',
  'skips',
  'places',
  'selections',
  'namesakes',
  'queues',
  'meanwhile',
  'columns',
  'rankings',
  'assembly',
  'seasons',
  'phrases',
  'depots',
  'ranking',
  'noted',
  'trials',
  'archives',
  'siblings',
  'ledgers',
  'sources',
  'drawings',
  'evictions',
  'plans',
  'gates',
  'halves',
  'harbour',
  'mooring',
  'albums',
  'clerks',
  'guests',
  'ferries',
  'tides',
  'slack',
  'harvests',
  'pastures',
  'portions',
  'branches',
  'envelopes',
  'pedigrees',
  'lineages',
  'standings',
  'opcodes',
  'posts',
  'turns',
  'dispatch',
  'sightings',
  'recents',
  'declared',
  'rosters',
  'roundtrips',
  'babblers',
  'wanderers',
  'dedupes',
  'addresses',
];

/** The lines of a program that say which rule has to find them. */
function plantsIn(program: string): readonly string[] {
  const lines = readFileSync(join(FIXTURES, `hint-programs/${program}.py`), 'utf8').split('\n');
  return lines.flatMap((line, at) => {
    return [...line.matchAll(/# PLANT ([\w-]+)/g)].map(([, rule]) => `${at + 1} ${rule}`);
  });
}

test.each(PROGRAMS.flatMap((program) => PYTHONS.map((python) => [program, python] as const)))(
  'a practice is found in every form in which %s.py has it, through aliases, tables and helpers, on %s',
  (program, python) => {
    const planted = plantsIn(program);
    const { hints } = hintsFor(`hint-programs/${program}-${python}.prof`);
    const found = hints.flatMap(({ rule, level, share, lines }) => {
      const places = lines.map((line) => `${line} ${rule}`);
      if (level !== 'possible') return places;
      return share < LEAST_TOLD || OFTEN_POSSIBLE.has(rule) ? places.filter((place) => planted.includes(place)) : [];
    });
    expect(found.sort()).toEqual([...planted].sort());
  },
);

import { expect, test } from 'vitest';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { hintsIn, numbers } from './hint-fixtures.ts';
import { sitesIn } from './program-code.ts';

const LIBRARY = '/usr/lib/python3.11';

/** A claim is written down for each step: for a message, and for what else the step does. */
const stepped = (step: string): string => `import json, logging
from dataclasses import asdict, dataclass
log = logging.getLogger()
@dataclass
class Claim:
    number: int
    def snapshot(self):
        return asdict(self)
def step(claims):
    for claim in claims:
        ${step}
`;

type Place = readonly [file: string, line: number, name: string];

const STEP: Place = ['made.py', 9, 'step'];
const SNAPSHOT: Place = ['made.py', 7, 'snapshot'];
const ASDICT: Place = [`${LIBRARY}/dataclasses.py`, 1, 'asdict'];
const DEBUG: Place = [`${LIBRARY}/logging/__init__.py`, 1, 'debug'];
const LOG: Place = [`${LIBRARY}/logging/__init__.py`, 2, '_log'];
const OTHER: Place = [`${LIBRARY}/json/encoder.py`, 1, 'default'];

/** The rules that say something of a program where nearly all of the time is that of asdict. */
function rulesSaid(step: string, more: readonly (readonly [Place, Place])[] = []): readonly string[] {
  const calls: readonly (readonly [Place, Place])[] = [[STEP, SNAPSHOT], [SNAPSHOT, ASDICT], [STEP, DEBUG], ...more];
  const builder = new ProfileBuilder();
  const rows = new Map<Place, readonly [number, number]>([
    [STEP, [0.1, 5]],
    [SNAPSHOT, [0.1, 4.5]],
    [ASDICT, [4.4, 4.4]],
    [DEBUG, [0.1, 0.1]],
    ...more
      .flat()
      .map((place) => [place, [0.01, 0.01]] as const)
      .filter(([place]) => ![SNAPSHOT, DEBUG].includes(place)),
  ]);
  for (const [place, [own, all]] of rows) builder.setRow(...place, numbers(place === STEP ? 1 : 20_000, own, all));
  for (const [place, [own, all]] of rows) {
    for (const [from, to] of calls) if (to === place) builder.setEdge(...from, numbers(20_000, own, all), false);
    builder.endEdges();
  }
  return hintsIn(builder.finish('traced', []), new TextEncoder().encode(stepped(step)))
    .hints.filter(({ level }) => level !== 'possible')
    .map(({ rule }) => rule);
}

const THROWN_AWAY = "log.debug('%s', json.dumps(claim.snapshot()))";

test.each([
  THROWN_AWAY,
  "text = json.dumps(claim.snapshot())\n        log.debug('step %s', text)",
  "log.debug('%s', claim.snapshot())",
])('what is called for messages alone that nobody reads has no hint of its own: %s', (step) => {
  expect(rulesSaid(step)).toEqual(['log-fstring']);
});

test.each([
  [`${THROWN_AWAY}; claims.append(claim.snapshot())`, []],
  [THROWN_AWAY, [[OTHER, SNAPSHOT]]],
] as const)('it has one where something else asks for it too: %s', (step, more) => {
  expect(rulesSaid(step, more)).toContain('asdict');
});

test('it has one where the messages are written', () => {
  expect(rulesSaid(THROWN_AWAY, [[DEBUG, LOG]])).toEqual(['asdict']);
});

test('a value of a message is not made in vain where its making writes something down', () => {
  const source = stepped("log.debug('%s', claim.snapshot())");
  expect(sitesIn('log-fstring', source)).toHaveLength(1);
  expect(
    sitesIn('log-fstring', source.replace('return asdict(self)', 'self.number += 1; return asdict(self)')),
  ).toEqual([]);
});

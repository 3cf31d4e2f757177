import { describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import { hintsIn, numbers } from '../hint-fixtures.ts';
import { sitesIn } from '../program-code.ts';

const TRACE = 'log.debug(text, *values)';

const traced = (trace: string, step: string): string => `import json, logging
log = logging.getLogger()
class Engine:
    def trace(self, text, *values):
        ${trace}
    def step(self, job):
        ${step}
`;

const STEP = "self.trace('%s', json.dumps(job))";

describe('what is made for a function that only hands it on to a logger', () => {
  test.each([
    [TRACE, STEP],
    ['self.steps += 1; log.debug(text, *values)', STEP],
    ["log.debug('step %s', text)", "self.trace('job ' + json.dumps(job))"],
    [TRACE, "self.trace(f'job {job}')"],
  ])('is made for a message: %s', (trace, step) => {
    expect(sitesIn('log-fstring', traced(trace, step)).map(({ why }) => why)).toContain('handed');
  });

  test.each([
    ['self.last = text; log.debug(text, *values)', STEP],
    ['log.debug(text, *values); return text', STEP],
    ['log.debug(text, self.noted.append(values))', STEP],
    ['log.debug(text); view.debug(values)', STEP],
    ["log.debug(text, *values); seen.append(locals()['values'])", STEP],
    ['log.debug(text, *values); send(**vars())', STEP],
    ["log.debug(text, *values); seen.append(eval('values'))", STEP],
    [TRACE, "self.trace('%s', job)"],
    [TRACE, "self.trace('%s', json.dumps(self.queue.pop()))"],
  ])('and all else is not: %s', (trace, step) => {
    expect(sitesIn('log-fstring', traced(trace, step)).filter(({ why }) => why === 'handed')).toEqual([]);
  });
});

test('the advice names no logger, which may be that of the wrapper alone', () => {
  const own = traced('self._out.debug(text, *values)', STEP);
  const texts = sitesIn('log-fstring', own).flatMap(({ why, fix }) => (why === 'handed' ? [fix?.text] : []));
  expect(texts).toEqual([expect.not.stringContaining('log.')]);
});

type Place = readonly [file: string, line: number, name: string];

const STEPS: Place = ['engine.py', 6, 'step'];
const WRAPPER: Place = ['engine.py', 4, 'trace'];
const DUMPS: Place = ['/usr/lib/python3.11/json/__init__.py', 1, 'dumps'];
const DEBUG: Place = ['/usr/lib/python3.11/logging/__init__.py', 1, 'debug'];
const OVERRIDE: Place = ['main.py', 6, 'trace'];
const LAMBDA: Place = ['main.py', 9, '<lambda>'];
const LOG: Place = ['/usr/lib/python3.11/logging/__init__.py', 2, '_log'];

/** The sure hints of a program where nearly all of the time is that of making texts for a wrapper of a logger. */
function rulesSaid(calls: readonly (readonly [from: Place, to: Place, ncalls: number])[]): readonly string[] {
  const builder = new ProfileBuilder();
  const times = new Map(
    [STEPS, WRAPPER, DUMPS, DEBUG, LOG, OVERRIDE, LAMBDA].map((place) => [place, place === DUMPS ? 4 : 0.1]),
  );
  const whole = (place: Place): number => (place === STEPS ? 5 : (times.get(place) ?? 0));
  for (const [place, own] of times) builder.setRow(...place, numbers(20_000, own, whole(place)));
  for (const [place, own] of times) {
    for (const [from, to, ncalls] of calls)
      if (to === place) builder.setEdge(...from, numbers(ncalls, own, whole(place)), false);
    builder.endEdges();
  }
  return hintsIn(builder.finish('traced', []), new TextEncoder().encode(traced(TRACE, STEP)))
    .hints.filter(({ level }) => level !== 'possible')
    .map(({ rule }) => rule);
}

const MADE = [
  [STEPS, WRAPPER, 20_000],
  [STEPS, DUMPS, 20_000],
] as const;

test('it is thrown away where the logger makes no record', () => {
  expect(rulesSaid([...MADE, [WRAPPER, DEBUG, 20_000]])).toEqual(['log-fstring']);
});

test('but not where it makes one, nor where it was not asked each time', () => {
  expect(rulesSaid([...MADE, [WRAPPER, DEBUG, 20_000], [DEBUG, LOG, 1]])).toEqual([]);
  expect(rulesSaid([...MADE, [WRAPPER, DEBUG, 2_000]])).toEqual([]);
});

test('nor where something else was called by its name', () => {
  const off = [WRAPPER, DEBUG, 20_000] as const;
  expect(rulesSaid([...MADE, off, [STEPS, OVERRIDE, 20_000]])).toEqual([]);
  expect(rulesSaid([[STEPS, DUMPS, 20_000], off, [OVERRIDE, WRAPPER, 20_000], [STEPS, OVERRIDE, 20_000]])).toEqual([]);
  expect(rulesSaid([...MADE, off, [STEPS, LAMBDA, 20_000]])).toEqual([]);
});

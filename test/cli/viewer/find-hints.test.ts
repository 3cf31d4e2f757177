import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hintFinder } from '../../../src/cli/viewer/find-hints.ts';
import { decodeArguments } from '../../../src/decode/decode-arguments.ts';
import { decodeProfile } from '../../../src/decode/decode-profile.ts';
import { decodeLineTimings } from '../../../src/decode/pickle/decode-line-timings.ts';
import type { LineTimings } from '../../../src/profile/line-timings.ts';

const FOLDER = join(import.meta.dirname, '../../../fixtures/hint-lines');
const PROFILE = join(FOLDER, 'lines-py313.prof');
const TIMINGS = decodeLineTimings(readFileSync(join(FOLDER, 'lines.lprof')), () => 0);

async function hintsBy(timings: readonly LineTimings[] = []): Promise<readonly string[]> {
  const find = hintFinder(
    [PROFILE],
    { sourceRoot: [], map: [], notebook: [], sources: 'any' },
    { timings, counted: null },
  );
  const { view } = await find(decodeProfile(readFileSync(PROFILE)), null);
  return (view?.hints ?? []).map(({ rule, level, line }) => `${level} ${rule} ${line}`);
}

test('the hints of the viewer are those of the profile alone', async () => {
  expect(await hintsBy()).toEqual(['likely str-concat-quad 21', 'likely in-list 7', 'likely list-plus 8']);
});

test('the lines that --lines measured confirm one of them and refuse the others, as in the command', async () => {
  expect(await hintsBy([TIMINGS])).toEqual(['confirmed in-list 7']);
});

test('the arguments that --arguments counted are evidence, as in the command', async () => {
  const profile = join(FOLDER, '../hint-arguments/repeats-py313.prof');
  const counted = decodeArguments(readFileSync(join(FOLDER, '../hint-arguments/repeats-py313.arguments.json')));
  const options = { sourceRoot: [], map: [], notebook: [], sources: 'any' } as const;
  const find = hintFinder([profile], options, { timings: [], counted });
  const { view } = await find(decodeProfile(readFileSync(profile)), null);
  expect(view?.hints.map(({ level, function: name }) => `${level} ${name}`)).toContain('confirmed tax');
});

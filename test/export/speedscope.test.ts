import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { consumerFile, findPackage } from './consumers.ts';
import { AWKWARD_NAMES, exported, FIXTURES, fixtureTable, tableOfAwkwardNames } from './exported.ts';

type Event = { readonly type: 'O' | 'C'; readonly frame: number; readonly at: number };
type File = {
  readonly name: string;
  readonly shared: { readonly frames: readonly { readonly name: string; readonly file?: string }[] };
  readonly profiles: readonly [{ readonly endValue: number; readonly events: readonly Event[] }];
};

async function fileOf(table: ProfileTable): Promise<File> {
  return JSON.parse((await exported('speedscope', table)).toString('utf8')) as File;
}

const speedscope = findPackage('speedscope');

test.skipIf(!speedscope.isHere).each(FIXTURES)(`${speedscope.title}'s schema holds for %s`, async (name) => {
  const schema = JSON.parse(
    readFileSync(consumerFile('speedscope/dist/release/file-format-schema.json'), 'utf8'),
  ) as object;
  const validate = new Ajv({ strict: false }).compile(schema);
  validate(await fileOf(fixtureTable(name)));
  expect(validate.errors).toBeNull();
});

describe.each(FIXTURES)('the events of %s', (name) => {
  test('open and close one inside of the other, never go back, and end with the total', async () => {
    const table = fixtureTable(name);
    const [{ events, endValue }] = (await fileOf(table)).profiles;
    const open: number[] = [];
    let before = 0;
    const wrong = events.filter(({ type, frame, at }) => {
      const isBack = at < before;
      before = at;
      if (type === 'O') open.push(frame);
      return isBack || (type === 'C' && open.pop() !== frame);
    });
    expect([wrong, open]).toEqual([[], []]);
    const total = table.tottime.reduce((sum, seconds) => sum + Math.max(0, seconds), 0);
    if (events.length > 0) expect(before).toBe(endValue);
    expect(endValue).toBe(Math.round(total * 1e9));
  });
});

test('keeps names, each function apart, and says that paths are estimated', async () => {
  const { name, shared } = await fileOf(tableOfAwkwardNames());
  const names = shared.frames.map((frame) => frame.name);
  const shown = AWKWARD_NAMES.map((each) => each.replace('\n', '\\x0a').replace('\udce9', '\\udce9'));
  expect(names).toEqual([...shown, '[below the threshold]', '[not placed]']);
  expect(name).toMatch(/^out\.prof: call paths are estimated: .* the path is known for 100\.0 % of the time$/);
});

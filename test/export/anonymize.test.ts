import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { anonymize } from '../../src/export/anonymize.ts';
import { marshalProfile } from '../../src/export/marshal.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { originOfFile } from '../../src/select/function-origin.ts';
import { type PlainRow, plainProfile } from '../decode/plain-profile.ts';
import { fc } from '../properties.ts';
import { tableWithGhost, tableWithHostileNames, tableWithHostileNumbers } from '../tui/made-tables.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const load = (name: string): ProfileTable => decodeProfile(readFileSync(join(FIXTURES, 'profiles', name, 'out.prof')));

const NUMBERS = { ncalls: 3, primitiveCalls: 2, tottime: 0.5, cumtime: 1.5 };

const bytesOf = (table: ProfileTable): Buffer => Buffer.concat([...marshalProfile(table)]);
const shared = (table: ProfileTable): ProfileTable => decodeProfile(bytesOf(anonymize(table).table));

/** A profile with a number in place of each function: what is left of it without any name. */
function shapeOf(table: ProfileTable): unknown {
  const rows = plainProfile(table);
  const numberOf = new Map<string, number>();
  const numbered = ([file, line, name]: readonly unknown[]): number => {
    const key = JSON.stringify([file, line, name]);
    const known = numberOf.get(key) ?? numberOf.size;
    numberOf.set(key, known);
    return known;
  };
  for (const row of rows) numbered(row);
  return rows.map(([file, line, name, ...rest]: PlainRow) => [
    numbered([file, line, name]),
    line,
    rest.slice(0, 4),
    (rest[4] as PlainRow[7]).map(([callerFile, callerLine, callerName, ...numbers]) => [
      numbered([callerFile, callerLine, callerName]),
      callerLine,
      numbers,
    ]),
  ]);
}

const tables: readonly (readonly [string, ProfileTable])[] = [
  ...readdirSync(join(FIXTURES, 'profiles')).map((name) => [name, load(name)] as const),
  ['a caller without a row', tableWithGhost()],
  ['names that nobody gives', tableWithHostileNames()],
  ['numbers that no profiler writes', tableWithHostileNumbers()],
];

describe.each(tables)('of %s', (_, table) => {
  test('an anonymous copy has the same functions, numbers, lines and callers, in the same order', () => {
    const copy = shared(table);
    expect(copy.kind).toBe(table.kind);
    expect(shapeOf(copy)).toEqual(shapeOf(table));
  });

  test('no file and no function of the program keeps its name', () => {
    const copy = plainProfile(shared(table));
    for (const [at, [file, line, name]] of plainProfile(table).entries()) {
      if (['builtin', 'stdlib', 'import'].includes(originOfFile(file)) || file === '~') continue;
      const [newFile, newLine, newName] = copy[at]!;
      expect(newLine).toBe(line);
      expect(newFile).toMatch(/^(<(attrs generated )?file\d+>|.*file\d+(\.py[xwc]?)?)$/);
      if (newName !== name) expect(newName).toMatch(/^f\d+$/);
      else expect(name).toMatch(/^(<\w+>|__\w+__|f\d+)$/);
    }
  });

  test('nothing is left of where Python and the program lie', () => {
    for (const [file] of plainProfile(shared(table)))
      expect(file).not.toMatch(/home|Users|srv|root|opt[\\/]|pyenv|tmp/i);
  });

  test('what is whose stays as it was', () => {
    const copy = plainProfile(shared(table));
    const isPythons = (file: string): boolean => !['own', 'packages'].includes(originOfFile(file));
    for (const [at, [file]] of plainProfile(table).entries())
      if (!isPythons(file)) expect(originOfFile(copy[at]![0])).toBe(originOfFile(file));
  });
});

/** Places of every kind that all say `zq`, which no name of Python says. */
const SECRET_FILES = [
  '/home/zqlan/zqshop/cart.py',
  'zqcart.py',
  'C:\\Users\\zqlan\\zqshop\\cart.py',
  '/home/zqlan/env/lib/python3.11/site-packages/zqlib/zqcore.py',
  'C:\\Users\\zqlan\\env\\Lib\\site-packages\\zqlib\\core.py',
  '/opt/zq/lib/python3.12/zqmodule.py',
  '/opt/zq/lib/python3.12/json/decoder.py',
  'C:\\zq\\Python313\\Lib\\json\\decoder.py',
  '/opt/zqpypy/lib-python/3/json/decoder.py',
  '/home/zqlan/zq.zip/json/x.py',
  '/opt/acme/lib/python3/logging/zqhandler.py',
  '/opt/acme/lib/python3/json/zqshop/decoder.py',
  'C:\\work\\acme\\Lib\\code\\zqpayroll.py',
  'D:\\svn\\Lib\\email\\zqclient.py',
  '<attrs generated init zqshop.Cart>',
  '<frozen zqmodule>',
  '<zq input 3>',
  '<ipython-input-3-zq>',
  '\\\\zqhost\\share\\zq.py',
] as const;

const SECRET_NAMES = [
  'zqtotal',
  'Cart.zqtotal',
  '__zq__',
  '<zq>',
  '<built-in method zqspeed.run>',
  "<method 'zqrun' of 'zqspeed.Engine' objects>",
  "<method 'zqrun' of 'Engine' objects>",
  '<code object zqrun at 0x0, file "zq.py", line 1>',
  '<built-in method zqrun of type object at 0x12>',
] as const;

const PLACES = [...SECRET_FILES, '~', '', '<string>', '/usr/lib/python3.11/json/decoder.py'];

/** What lies in the library of a Python keeps its name, so a secret cannot be the name of such a function. */
const places = fc
  .record({
    file: fc.constantFrom(...PLACES),
    line: fc.integer({ min: 0, max: 3 }),
    name: fc.constantFrom(...SECRET_NAMES, 'append', '<module>', '__init__'),
  })
  .filter(({ file, name }) => !/json.decoder/.test(file) || !/zq/.test(name));

test('no secret of any program is left, whatever place and kind of name it has', () => {
  const rows = fc.array(fc.tuple(places, fc.array(places, { maxLength: 3 })), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(rows, (functions) => {
      const builder = new ProfileBuilder();
      for (const [{ file, line, name }] of functions) builder.setRow(file, line, name, NUMBERS);
      for (const [, callers] of functions) {
        for (const { file, line, name } of callers) builder.setEdge(file, line, name, NUMBERS, false);
        builder.endEdges();
      }
      const table = builder.finish('traced', []);
      expect(bytesOf(anonymize(table).table).toString('latin1')).not.toContain('zq');
      expect(shapeOf(shared(table))).toEqual(shapeOf(table));
    }),
  );
});

test('the new names do not depend on the order of the rows', () => {
  const made = (names: readonly string[]): ReadonlyMap<string, string> => {
    const builder = new ProfileBuilder();
    for (const [at, name] of names.entries()) builder.setRow(`/srv/${name}.py`, at, name, NUMBERS);
    const copy = plainProfile(anonymize(builder.finish('traced', [])).table);
    return new Map(names.map((name, at) => [name, `${copy[at]![0]} ${copy[at]![2]}`]));
  };
  const names = ['pay', 'total', 'add', 'main'];
  expect(made(names.toReversed())).toEqual(made(names));
  expect(made(names).get('add')).toBe('/app/file1.py f1');
});

test('what was replaced and what was kept is counted', () => {
  const builder = new ProfileBuilder();
  builder.setRow('/srv/shop/cart.py', 1, 'total', NUMBERS);
  builder.setRow('/srv/shop/cart.py', 9, 'add', NUMBERS);
  builder.setRow('/srv/shop/main.py', 1, '<module>', NUMBERS);
  builder.setRow('~', 0, '<built-in method builtins.len>', NUMBERS);
  builder.setRow('~', 0, '<built-in method fastcart.sum>', NUMBERS);
  builder.setRow('/usr/lib/python3.11/json/decoder.py', 10, 'decode', NUMBERS);
  const { files, names, keptFunctions } = anonymize(builder.finish('traced', []));
  expect({ files, names, keptFunctions }).toEqual({ files: 2, names: 3, keptFunctions: 2 });
});

import { expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { type GoldenCase, type GoldenFolder, type PrintDialog, printCase, sha256 } from './golden-case.ts';

/** A case, what its test says of it (of all that are told alike), and what throws where that is not so. */
type Check = { readonly id: string; readonly says: string; readonly run: () => void };

/** Declares a test for each way in which our texts are compared with those of the dump's own Python. */
export function testGoldenFolder(golden: GoldenFolder, print: PrintDialog): void {
  const checks: Check[] = [];
  for (const goldenCase of golden.cases) {
    if (goldenCase.view === 'repl') testDialog(golden, goldenCase, print);
    else if (hasOtherWords(golden, goldenCase)) test.skip(`${goldenCase.id}: Python 2's \\w is another one`, () => {});
    else checks.push(checkOf(golden, goldenCase));
  }
  for (const says of new Set(checks.map((check) => check.says))) {
    const alike = checks.filter((check) => check.says === says);
    test(`${alike.length} ${says}`, () => expect(alike.flatMap((check) => failuresOf(golden, check))).toEqual([]));
  }
}

/** The dump, the command and what is wrong. */
function failuresOf({ name }: GoldenFolder, { id, run }: Check): readonly string[] {
  try {
    run();
    return [];
  } catch (error) {
    return [`${name} ${id}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function checkOf(golden: GoldenFolder, goldenCase: GoldenCase): Check {
  const { id, error } = goldenCase;
  if (error !== null) return refusalOf(golden, goldenCase, error);
  if (isPython2(golden) || isOrderedByAddress(golden, goldenCase))
    return { id, says: 'texts have the same lines in some order', run: () => checkLines(golden, goldenCase) };
  if (isPaddedByAddress(golden, goldenCase))
    return { id, says: 'texts are the same but for the padding', run: () => checkUnpadded(golden, goldenCase) };
  return { id, says: 'texts are byte for byte what CPython prints', run: () => checkHash(golden, goldenCase) };
}

/** The dialog with `python -m pstats`. */
function testDialog(golden: GoldenFolder, goldenCase: GoldenCase, print: PrintDialog): void {
  const printed = (): Promise<Buffer> => print(golden, goldenCase);
  const { maskedAddresses, table, version } = golden;
  if (isPython2(golden)) test.skip('the dialog: what Python 2 lists in hash order cannot be listed again', () => {});
  else if (goldenCase.error !== null)
    test(`the dialog is the same until this Python fails (${goldenCase.error})`, async () =>
      checkBeginning(await printed(), theirsOf(golden, goldenCase)));
  else if (table.kind === 'sampled')
    test('the dialog is the same up to a sort key that Python 3.15 does not have for samples', async () =>
      checkBeginning(await printed(), theirsOf(golden, goldenCase).split(SORT_KEYS).slice(0, 2).join(SORT_KEYS)));
  else if (maskedAddresses)
    test('the dialog is the same but for the padding', async () =>
      expect(unpadded((await printed()).toString())).toEqual(unpadded(theirsOf(golden, goldenCase))));
  else
    test('the dialog is byte for byte what CPython prints', async () => {
      const ours = withKeysOf(version, await printed());
      if (sha256(ours) !== goldenCase.sha256) expect(ours.toString()).toBe(theirsOf(golden, goldenCase));
    });
}

const SORT_KEYS = 'Valid sort keys';

function checkBeginning(printed: Buffer, theirs: string): void {
  const lines = unpadded(theirs).slice(0, -1);
  expect(lines.length).toBeGreaterThan(40);
  expect(unpadded(printed.toString()).slice(0, lines.length)).toEqual(lines);
}

/** Python 3.6 lists a key that it refuses, and that later ones do not have. Names may hold any byte. */
function withKeysOf([major, minor]: readonly number[], printed: Buffer): Buffer {
  if (major !== 3 || minor !== 6) return printed;
  return Buffer.from(printed.toString('latin1').replaceAll(/^filename -- .*$/gm, 'file -- file name\n$&'), 'latin1');
}

/** CPython raised. We refuse what no Python accepts, and print where only some Python fails. */
function refusalOf(golden: GoldenFolder, goldenCase: GoldenCase, error: string): Check {
  const { id } = goldenCase;
  const isOurs = error === "KeyError: 'file'" || error.includes("not supported between instances of '");
  if (isOurs)
    return {
      id,
      says: 'texts are printed, though this Python fails',
      run: () => expect(printCase(golden, goldenCase).length).toBeGreaterThan(0),
    };
  return {
    id,
    says: 'cases are refused, as by CPython',
    run: () => expect(() => printCase(golden, goldenCase)).toThrow(UsageError),
  };
}

/**
 * Python 2.7 lists a dict in hash order, which no later program can know: ties and unsorted lists differ. It counts
 * widths in bytes, and prints no blank behind an arrow without calls.
 */
function isPython2(golden: GoldenFolder): boolean {
  return golden.version[0] === 2;
}

/** Python 2's `\\w` is ASCII. */
function hasOtherWords(golden: GoldenFolder, { args }: GoldenCase): boolean {
  return isPython2(golden) && args.some((arg) => String(arg).includes('\\w'));
}

/** The name column is as wide as the address that the code object had in that one run (9 to 18 characters). */
function isPaddedByAddress(golden: GoldenFolder, { view }: GoldenCase): boolean {
  return golden.maskedAddresses && (view === 'callers' || view === 'callees');
}

/** Two code objects with one name in one dump: CPython orders them by the addresses that they happen to have. */
function isOrderedByAddress(golden: GoldenFolder, { sort }: GoldenCase): boolean {
  return golden.maskedAddresses && golden.name.startsWith('merged') && (sort[0] === 'stdname' || sort[0] === -1);
}

function checkHash(golden: GoldenFolder, goldenCase: GoldenCase): void {
  const ours = printCase(golden, goldenCase);
  if (sha256(ours) !== goldenCase.sha256) expect.fail(diff(golden, goldenCase));
}

function checkUnpadded(golden: GoldenFolder, goldenCase: GoldenCase): void {
  expect(unpadded(oursOf(golden, goldenCase))).toEqual(unpadded(theirsOf(golden, goldenCase)));
}

function checkLines(golden: GoldenFolder, goldenCase: GoldenCase): void {
  const ours = unpadded(oursOf(golden, goldenCase));
  const theirs = unpadded(theirsOf(golden, goldenCase));
  const isWholeList = goldenCase.args.every((arg) => typeof arg === 'string');
  if (isWholeList) expect([...ours].sort()).toEqual([...theirs].sort());
  else expect(ours.slice(0, 6)).toEqual(theirs.slice(0, 6));
}

function oursOf(golden: GoldenFolder, goldenCase: GoldenCase): string {
  return Buffer.from(printCase(golden, goldenCase)).toString('utf8');
}

function theirsOf(golden: GoldenFolder, goldenCase: GoldenCase): string {
  const text = golden.texts.get(goldenCase.sha256);
  if (text === undefined || !goldenCase.complete) throw new Error(`the whole text of ${goldenCase.id} is not at hand`);
  return text;
}

function unpadded(text: string): readonly string[] {
  return text.split('\n').map((line) => line.replace(/ +/g, ' ').trim());
}

/** The first line that differs. */
function diff(golden: GoldenFolder, goldenCase: GoldenCase): string {
  const theirs = (golden.texts.get(goldenCase.sha256) ?? '').split('\n');
  const ours = oursOf(golden, goldenCase).split('\n');
  const at = theirs.findIndex((line, index) => line !== ours[index]);
  return `line ${at + 1}\n  CPython: ${theirs[at]}\n  ours:    ${ours[at]}`;
}

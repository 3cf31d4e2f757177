import { expect, test } from 'vitest';
import { inlineCodes } from '../../scripts/inline-codes.mjs';

const KINDS = 'const { float: FLOAT, ref: REF } = CODE;\n';

test('names of codes become their numbers, and their declaration goes', () => {
  expect(inlineCodes(`${KINDS}return code === FLOAT || (code & FLAG_REF) === REF;`)).toBe(
    '\nreturn code === 0x67 || (code & 0x80) === 0x72;',
  );
  expect(inlineCodes('const { other: OTHER } = KIND;\nkind[at] = OTHER;')).toBe('\nkind[at] = 6;');
});

test('texts, properties and imports that have such a name stay as they are', () => {
  const code = "import { FLAG_REF } from './marshal-codes.ts';\nnames.FLOAT = 'FLOAT';";
  expect(inlineCodes(`${KINDS}${code}`)).toBe(`\n${code}`);
});

test('a name that the tables lack stops the build', () => {
  expect(() => inlineCodes('const { missing: MISSING } = CODE;\nreturn MISSING;')).toThrow('CODE.missing');
});

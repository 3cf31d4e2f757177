import { expect, test } from 'vitest';
import { sitesIn } from '../program-code.ts';

const told = (...steps: readonly string[]) =>
  sitesIn(
    'enum-ops',
    `from enum import IntFlag\nclass Status(IntFlag):\n    NONE = 0\n    CARRY = 1\ndef settle(value):\n${steps.map((step) => `    ${step}\n`).join('')}`,
  ).map(({ subject, lines }) => ({ subject, lines }));

test('the steps with members are the place, and not where a member is only named', () => {
  expect(told('status = Status.NONE', 'if value: status |= Status.CARRY', 'return value & Status.CARRY')).toEqual([
    { subject: 'Status.CARRY', lines: [7, 8] },
  ]);
});

test('a member that is only named is the place where nothing else is done with it', () => {
  expect(told('return Status.NONE')).toEqual([{ subject: 'Status.NONE', lines: [6] }]);
});

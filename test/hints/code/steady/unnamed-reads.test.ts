import { describe, expect, test } from 'vitest';
import type { FrameCode } from '../../../../src/hints/code/module-code.ts';
import { changersOfReads, isFixed } from '../../../../src/hints/code/steady/fixed-function.ts';
import { frameIn } from '../../program-code.ts';

/** The function `asked` of a class whose objects change an attribute of another name. */
function asked(body: string): FrameCode {
  const lines = [
    'import dataclasses',
    'class Lift:',
    '    def __init__(self, floor):',
    '        self.floor = floor',
    '    def parts(self, names):',
    '        return [getattr(self, name) for name in names]',
    '    def asked(self, names):',
    `        return ${body}`,
  ];
  return frameIn(`${lines.join('\n')}\n`, 'asked');
}

describe('a function that reads attributes which it does not name', () => {
  test.each([
    'sorted(self.__dict__)',
    'sorted(vars(self))',
    'getattr(self, names[0])',
    'sum(self.parts(names))',
    'dataclasses.asdict(self)',
  ])('may give something else each time: %s', (body) => {
    expect(changersOfReads(asked(body))).toBeUndefined();
    expect(isFixed(asked(body))).toBe(false);
  });

  test('not so one that names them', () => {
    expect(changersOfReads(asked('self.floor + len(names)'))).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { type FrameCode, moduleCode } from '../../../../src/hints/code/module-code.ts';
import { changersOfReads, isFixed } from '../../../../src/hints/code/steady/fixed-function.ts';
import { loadSourceReader } from '../../../../src/source/python-source.ts';

const read = await loadSourceReader();

/** The function `asked` of a class whose objects change an attribute of another name. */
function asked(body: string): FrameCode {
  const lines = [
    'class Lift:',
    '    def __init__(self, floor):',
    '        self.floor = floor',
    '    def parts(self, names):',
    '        return [getattr(self, name) for name in names]',
    '    def asked(self, names):',
    `        return ${body}`,
  ];
  const code = moduleCode(read(new TextEncoder().encode(`${lines.join('\n')}\n`)));
  const frame = code?.frames.find(({ scope }) => scope.name === 'asked');
  if (frame === undefined) throw new Error('no such function');
  return frame;
}

describe('a function that reads attributes which it does not name', () => {
  test.each(['sorted(self.__dict__)', 'sorted(vars(self))', 'getattr(self, names[0])', 'sum(self.parts(names))'])(
    'may give something else each time: %s',
    (body) => {
      expect(changersOfReads(asked(body))).toBeUndefined();
      expect(isFixed(asked(body))).toBe(false);
    },
  );

  test('not so one that names them', () => {
    expect(changersOfReads(asked('self.floor + len(names)'))).toEqual([]);
  });
});

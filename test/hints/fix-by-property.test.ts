import { describe, expect, test } from 'vitest';
import { sitesIn } from './program-code.ts';

function afterOf(rule: string, ...lines: readonly string[]): readonly (string | undefined)[] {
  return sitesIn(rule, `${lines.join('\n')}\n`).map(({ fix }) => fix?.after);
}

describe('a method that is called', () => {
  const init = ['class Box:', '    def __init__(self, items):', '        self.items = tuple(items)'];
  const total = ['    def total(self):', '        return sum(item for item in self.items)'];

  test('asks for what a cached_property keeps, and is still called', () => {
    expect(afterOf('recomputed', ...init, ...total)).toEqual([
      'import functools\ndef total(self):\n    return self._kept_total\n\n@functools.cached_property\ndef _kept_total(self):',
    ]);
  });

  test('keeps nothing in an object without a dict, or one whose dict is looked at', () => {
    expect(afterOf('recomputed', 'class Box:', "    __slots__ = ('items',)", ...init.slice(1), ...total)).toEqual([
      undefined,
    ]);
    expect(afterOf('recomputed', ...init, ...total, 'def shown(box):', '    return box.__dict__')).toEqual([undefined]);
  });
});

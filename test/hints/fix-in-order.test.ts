import { describe, expect, test } from 'vitest';
import { pasteable } from '../../src/hints/code/shadowed-names.ts';
import type { Fix } from '../../src/hints/rule.ts';
import { frameIn, sitesIn } from './program-code.ts';

function programOf(...lines: readonly string[]): string {
  return `class Timings:
    def __init__(self):
        self.samples = []

    def observe(self, value):
        ${lines.join('\n        ')}

def main(values):
    timings = Timings()
    for value in values:
        timings.observe(value)
`;
}

function fixOf(...lines: readonly string[]): Fix | undefined {
  return sitesIn('sort-in-loop', programOf(...lines))[0]?.fix;
}

describe('a list that is sorted after each new item', () => {
  test('gets each item where it belongs', () => {
    const fix = fixOf('self.samples.append(value)', 'self.samples.sort()', 'del self.samples[:-9]');
    expect(fix?.before).toBe('self.samples.append(value)\nself.samples.sort()');
    expect(fix?.after).toBe('import bisect\nbisect.insort(self.samples, value)');
  });

  test('has a key since Python 3.10 alone', () => {
    const lines = ['self.samples.append(value)', 'self.samples.sort(key=lambda one: one[0])'];
    const fix = fixOf(...lines);
    const frame = frameIn(programOf(...lines), 'observe');
    expect(pasteable(fix ?? { text: '' }, frame, 10).after).toContain('value, key=lambda one: one[0])');
    expect(pasteable(fix ?? { text: '' }, frame, 9).after).toBeUndefined();
  });

  test('is left in words where it goes down, or gets items elsewhere too', () => {
    expect(fixOf('self.samples.append(value)', 'self.samples.sort(reverse=True)')).toBeUndefined();
    expect(
      fixOf('if value:', '    self.samples.append(0)', 'self.samples.append(value)', 'self.samples.sort()'),
    ).toBeUndefined();
  });
});

describe('a list that is copied in order again and again', () => {
  test('has one in order beside it', () => {
    const fix = fixOf('self.samples.append(value)', 'return sorted(self.samples)[len(self.samples) // 2]');
    expect(fix?.after).toBe(
      `import bisect
self.samples_in_order = []  # after line 3
bisect.insort(self.samples_in_order, value)  # after line 6
self.samples_in_order`,
    );
  });

  test('is copied for one who may change it', () => {
    expect(fixOf('self.samples.append(value)', 'return sorted(self.samples)')?.after).toMatch(/_in_order\[:\]$/);
  });

  test('is left in words where it loses items', () => {
    expect(
      fixOf('self.samples.append(value)', 'self.samples.pop()', 'return sorted(self.samples)[len(self.samples) // 2]'),
    ).toBeUndefined();
  });
});

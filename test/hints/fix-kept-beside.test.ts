import { describe, expect, test } from 'vitest';
import { sitesIn } from './program-code.ts';

function afterOf(asked: string, ...lines: readonly string[]): string | undefined {
  const program = `class Book:
    def __init__(self):
        self.codes = []

    def note(self, code):
        ${lines.join('\n        ')}

    def ask(self, code):
        return ${asked}
`;
  return sitesIn('list-scan', program)[0]?.fix?.after;
}

describe('a table beside a list that only gets more', () => {
  test('holds the first place of each value', () => {
    expect(afterOf('self.codes.index(code)', 'self.codes.append(code)')).toBe(
      `self.codes_places = {}  # after line 3
self.codes_places.setdefault(code, len(self.codes) - 1)  # after line 6
self.codes_places[code]`,
    );
  });

  test('holds how often each is there, and works nothing out again', () => {
    expect(afterOf('self.codes.count(code)', 'self.codes.append(made(code))')).toBe(
      `import collections
self.codes_counts = collections.Counter()  # after line 3
self.codes_counts[self.codes[-1]] += 1  # after line 6
self.codes_counts[code]`,
    );
  });

  test('is not written down where more happens to the list', () => {
    const uses = ['self.codes.insert(0, code)', 'self.codes[0] = code', 'self.codes += [code]', 'fill(self.codes)'];
    expect(uses.map((use) => afterOf('self.codes.index(code)', use)).filter((after) => after !== undefined)).toEqual(
      [],
    );
  });
});

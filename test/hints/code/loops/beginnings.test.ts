import { expect, test } from 'vitest';
import { listScan } from '../../../../src/hints/rules/list-scan.ts';
import { framesIn } from '../../program-code.ts';

/** What is advised for a search by the prefixes of some rules. */
function adviceFor(prefix: string, ...found: readonly string[]): readonly (string | undefined)[] {
  const source = `class Rule:
    def __init__(self, prefix):
        self.prefix = prefix
class Router:
    def __init__(self):
        self.rules = []
    def add(self, prefix):
        self.rules.append(Rule(prefix))
    def find(self, path):
        best = None
${found.map((line) => `        ${line}\n`).join('')}        return best
def main():
    router = Router()
    for n in range(400):
        router.add(${prefix})
    return [router.find(str(n)) for n in range(400)]
`;
  const frames = framesIn(source);
  return frames.flatMap((frame) => listScan.match(frame)).map(({ fix }) => fix?.text);
}

const LOOP = ['for rule in self.rules:', '    if path.startswith(rule.prefix):'];

test.each([
  [[...LOOP, '        return rule']],
  [[...LOOP, '        best = rule', '        break']],
  [['best = next((rule for rule in self.rules if path.startswith(rule.prefix)), None)']],
])('where the first that fits is taken, the one that stands first is: %s', (lines) => {
  const [text, ...others] = adviceFor('str(n)', ...lines);
  expect(others).toEqual([]);
  expect(text).toMatch(/setdefault keeps the first of equal ones.* take the one that stands first in self\.rules\.$/);
});

test('where all are looked at, the longest or all of them are', () => {
  expect(adviceFor('str(n)', ...LOOP, '        best = rule')).toEqual([
    expect.stringMatching(/: the longest first if the longest is wanted, all of them if several may fit\.$/),
  ]);
});

test('a tuple of several beginnings is no key that is found by one', () => {
  expect(adviceFor('(str(n), str(-n))', ...LOOP, '        return rule')).toEqual([]);
});

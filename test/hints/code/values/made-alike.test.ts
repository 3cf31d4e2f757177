import { expect, test } from 'vitest';
import { makesSteadyObjects } from '../../../../src/hints/code/values/made-alike.ts';
import { frameIn } from '../../program-code.ts';

/** Whether all who ask could share what `make` gives: a parser that is set up and asked so. */
function isShared(begun: string, method: string, base = ''): boolean {
  const source = `
class Base:
    def turn(self):
        ${base === '' ? 'return 1' : base}
class Parser(Base):
    def __init__(self, text):
        self.text = text
        ${begun}
    def ask(self):
        ${method}
def make(text):
    return Parser(text)
`;
  return makesSteadyObjects(frameIn(source, 'make'));
}

test.each([
  ['self.parts = text.split()', 'return self.parts[0]'],
  ['self.parts = list(iter(text))', 'return [part for part in self.parts]'],
  ['self.size = len(text)', 'parts = iter(self.text); return next(parts)'],
])('an object that only answers is as good for the next who asks: %s', (begun, method) => {
  expect(isShared(begun, method)).toBe(true);
});

test.each([
  ['self.parts = iter(text.split())', 'return [part for part in self.parts]'],
  ['self.parts = (part for part in text.split())', 'return list(self.parts)'],
  ['self.parts = text', 'return next(self.parts)'],
  ['self.at = 0', 'self.at += 1'],
])('an object that goes on where it was left is not: %s', (begun, method) => {
  expect(isShared(begun, method)).toBe(false);
});

test('nor is one that a method of its base changes', () => {
  expect(isShared('self.at = 0', 'return self.at', 'self.at += 1')).toBe(false);
});

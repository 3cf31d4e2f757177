import { expect, test } from 'vitest';
import { losesAnItem } from '../../../../src/hints/code/loops/loses-an-item.ts';
import { nodesOf } from '../../../../src/hints/code/module-code.ts';
import { framesIn } from '../../program-code.ts';

/** Whether the last assignment of a function takes something off its text each time. */
function loses(body: string): boolean {
  const frames = framesIn(`def feed(text, most, used):\n${body}`);
  const cut = frames.flatMap((frame) => nodesOf(frame, 'Assign')).at(-1);
  return cut !== undefined && losesAnItem(cut);
}

const FIRST_THAT_FITS =
  '    while text:\n        for size in range(1, most):\n            if used(text[:size]):\n                text = text[size:]\n';

test.each([
  ['    while text:\n        text = text[1:]\n'],
  ['    while text and used(text):\n        first, text = text[0], text[1:]\n'],
  ['    width = 3\n    while text:\n        text = text[width:].strip()\n'],
  [`${FIRST_THAT_FITS}                break\n`],
])('a text that is asked for before each cut of one or more loses something each time: %s', (body) => {
  expect(loses(body)).toBe(true);
});

test.each([
  ['    for n in range(most):\n        text = text[1:]\n'],
  ['    while most:\n        text = text[1:]\n'],
  ['    while text or most:\n        text = text[1:]\n'],
  ['    while text:\n        text = text[used(text):]\n'],
  [
    '    while text:\n        for size in range(most):\n            if used(size):\n                text = text[size:]\n                break\n',
  ],
  [FIRST_THAT_FITS],
])('what may be cut at 0, or at its end, need not be as long as it is cut: %s', (body) => {
  expect(loses(body)).toBe(false);
});

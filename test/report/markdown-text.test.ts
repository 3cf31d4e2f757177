import { expect, test } from 'vitest';
import { sentenceText } from '../../src/report/markdown-text.ts';

test.each([
  [
    '3 of your 4 functions were looked at: 51.2 % of the time.',
    '3 of your 4 functions were looked at: 51.2 % of the time.',
  ],
  ['Own code: app.py; --mine changes it.', 'Own code: `app.py`; --mine changes it.'],
  ['/srv/a b.py (1 function): its source was not found', '`/srv/a b.py` (1 function): its source was not found'],
  ['it calls <b> @me here', 'it calls `<b> @me` here'],
  ['700 passes of 228 µs each', '700 passes of 228 µs each'],
  ['x.y:1 took .5 s; 10:30. No.', '`x.y:1` took .5 s; `10:30`. No.'],
])('of a sentence only what could be obeyed is code: %s', (text, markdown) => {
  expect(sentenceText(text)).toBe(markdown);
});

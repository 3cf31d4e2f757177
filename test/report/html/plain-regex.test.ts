import { describe, expect, test } from 'vitest';
import { translatePythonRegex as translatePlain } from '../../../scripts/page/plain-regex.ts';
import { translatePythonRegex } from '../../../src/select/python-regex/translate.ts';
import { fc } from '../../properties.ts';

const PIECES = [
  ...'aAiIkKsSzé_.^$|?*+()[]{}-\\/ 01,',
  ...['(?:', '\\b', '\\d', '\\w', '\\s', '\\.', '\\(', '[a-k]', '[^i]', '[K-]', '[^\\w.]', '{2}', '{1,2}', ')?', '??'],
];
const pattern = fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((pieces) => pieces.join(''));
const name = fc.array(fc.constantFrom(...'aAiIkKsSz_.-(1 \n', 'é', 'İ', 'ı', 'K', 'ſ', '٣', '\u0345', '\u2028', '😀'), {
  maxLength: 6,
});

describe('a regular expression of a page', () => {
  test('means what it means in Python, or is refused', () => {
    let taken = 0;
    fc.assert(
      fc.property(pattern, fc.boolean(), fc.array(name, { maxLength: 8 }), (written, isCaseless, names) => {
        const typed = isCaseless ? `(?i)${written}` : written;
        const plain = translatePlain(typed);
        if (!plain.ok) return;
        taken++;
        const whole = translatePythonRegex(typed);
        if (!whole.ok) throw new Error(`Python does not take it: ${whole.message}`);
        for (const text of names.map((parts) => parts.join('')))
          expect([text, plain.regex.test(text)]).toEqual([text, whole.regex.test(text)]);
      }),
      { numRuns: 3000 },
    );
    expect(taken).toBeGreaterThan(300);
  });

  test.each([
    '^.*_id\\)$',
    '^get_',
    'models\\.py:(?:12|20)',
    '(?i)(re)?load',
    '[a-z_]{2,}\\d+',
    '\\bmain\\b',
    '\\{built-in',
  ])('may be %s', (written) => expect(translatePlain(written).ok).toBe(true));

  test.each(['(a+)+$', '(?=x)', '(?<=x)', '(a)\\1', '[\\d-z]', 'a{2,1}', 'a**', '(', '[^]', '\\Z', '(?i)é', '(?x) a'])(
    'may not be %s',
    (written) =>
      expect(translatePlain(written)).toMatchObject({
        ok: false,
        message: expect.stringContaining('than a page knows'),
      }),
  );
});

import { expect, test } from 'vitest';
import { openInLoop } from '../../../src/hints/rules/open-in-loop.ts';
import { frameIn } from '../program-code.ts';

/** What is advised of a file that is opened to append one line of each row; `none` where nothing is. */
function advised(name: string): string {
  const source = `import os
def main(folder, rows):
    for row in rows:
        with open(os.path.join(folder, ${name} + '.txt'), 'a') as out:
            out.write(row)
`;
  const frame = frameIn(source, 'main');
  const [site] = openInLoop.match(frame);
  return site === undefined ? 'none' : /\bdict\b/.test(site.fix?.text ?? '') ? 'kept open' : 'grouped';
}

test.each([
  ["row['city']", 'kept open'],
  ['str(row % 8)', 'kept open'],
  ['str(row % 200)', 'kept open'],
  ['str(row % 10007)', 'grouped'],
  ['row[:1]', 'kept open'],
  ['row[:2]', 'grouped'],
  ['row[:3]', 'grouped'],
  ['row[1:]', 'grouped'],
  ["row['email'].split('@')[1]", 'kept open'],
  ["row['email'].rsplit('@', 1)[-1]", 'kept open'],
  ["row['email'].partition('@')[2]", 'kept open'],
  ["row['email'].rpartition('@')[-1]", 'kept open'],
  ["row['email']", 'grouped'],
])('%s names files that are %s: hundreds of files cannot be open at once', (name, advice) => {
  expect(advised(name)).toBe(advice);
});

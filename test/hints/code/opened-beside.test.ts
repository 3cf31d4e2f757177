import { expect, test } from 'vitest';
import { sitesIn } from '../program-code.ts';

/** How many openings are told of, of a log that is opened for each row of a loop that also opens what `Source` has. */
function told(logged: string, read: string, opened: string = "open(self.path, 'w')"): number {
  return sitesIn(
    'open-in-loop',
    `class Log:
    def __init__(self, path):
        self.path = path
    def note(self, row):
        with open(self.path, 'a') as out:
            out.write(row)
class Source:
    def __init__(self, path):
        self.path = path
    def clear(self):
        ${opened}.close()
def main(folder, rows):
    log = Log(${logged})
    source = Source(${read})
    for row in rows:
        log.note(row)
        source.clear()
`,
  ).length;
}

test('attributes of one name are not one file where other classes have them', () => {
  expect(told("folder + '/log'", "folder + '/rows'")).toBe(1);
  expect(told("'log'", "'rows'")).toBe(1);
});

test.each([
  ["folder + '/log'", "folder + '/log'"],
  ['folder', 'folder'],
])('%s and %s may be one file', (logged, read) => {
  expect(told(logged, read)).toBe(0);
});

test('an attribute of whichever object may be that of the log', () => {
  expect(told("'log'", "'rows'", "open(log.path, 'w')")).toBe(0);
});

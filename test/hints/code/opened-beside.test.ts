import { expect, test } from 'vitest';
import { sitesIn } from '../program-code.ts';

/** How many openings are told of, of a log that is opened for each row of a loop that also opens what `Source` has. */
function told(logged: string, read: string, opened?: string): number {
  return whysOf(logged, read, opened).length;
}

/** What is said of them: `unseen` where the other may be the same file. */
function whysOf(
  logged: string,
  read: string,
  opened: string = "open(self.path, 'w')",
  step: string = 'source.clear()',
): readonly (string | undefined)[] {
  return sitesIn(
    'open-in-loop',
    `import os, others
class Log:
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
        ${step}
`,
  ).map(({ why }) => why);
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

test.each([
  ["f'{folder}/log.txt'", "os.path.join(folder, 'log.txt')"],
  ["f'{folder}/log.txt'", "'rows/log.txt'"],
])('%s and %s, which are written otherwise, may be one file all the same', (logged, read) => {
  expect(whysOf(logged, read)).toEqual(['unseen']);
});

test.each([
  ["f'{folder}/log.txt'", "os.path.join(folder, 'rows.txt')"],
  ["folder / 'log.txt'", "'rows.txt'"],
  ["folder / 'log.txt'", 'rows[0]'],
  ["folder + name + '.txt'", "os.path.join(folder, other + '.txt')"],
])('%s and %s are not told to be one file', (logged, read) => {
  expect(whysOf(logged, read)).toEqual([undefined]);
});

test.each([
  ['others.look(log.path)', 'unseen'],
  ['others.look(row)', undefined],
  ['os.path.exists(log.path)', undefined],
  ['print(log.path)', undefined],
])('a function of another file may open what it is given: %s', (step, why) => {
  expect(whysOf("'log'", "'rows'", undefined, step)).toEqual([why]);
});

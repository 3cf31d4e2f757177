import { expect, test } from 'vitest';
import { changersOfReads } from '../../../../src/hints/code/steady/fixed-function.ts';
import { frameIn } from '../../program-code.ts';

/** Who changes what `total` reads of a list that its object was made with; undefined where nobody knows. */
function changersAfter(step: string): readonly string[] | undefined {
  const source = `class Page:
    def __init__(self):
        self.rows = []
class Group:
    def __init__(self, rows):
        self.rows = rows
    def total(self):
        return sum(self.rows)
def fill(page, rows):
    group = Group(rows)
    other = Group(page)
    ${step}
    return group.total() + other.total()
`;
  return changersOfReads(frameIn(source, 'total'))?.map(({ scope }) => scope.name);
}

test.each([
  ['print(rows)', []],
  ['rows.append(3)', undefined],
  ['rows[0] = 3', undefined],
  ['rows[0].append(3)', undefined],
  ['page.rows.append(3)', ['fill']],
])(
  'a list that an object was given, and that its giver changes by %s, is changed by nobody knows whom but by a name that is read: %j',
  (step, changers) => {
    expect(changersAfter(step)).toEqual(changers);
  },
);

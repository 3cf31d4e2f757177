import { expect, test } from 'vitest';
import { nodesOf } from '../../../../src/hints/code/module-code.ts';
import { keptIn, writersOf } from '../../../../src/hints/code/values/kept-values.ts';
import { frameIn, framesIn } from '../../program-code.ts';

/** Where what is returned was kept, in a file that has more than the sheet. */
function attributeOf(returned: string, more: string = ''): string | undefined {
  const text = `class Sheet:\n    def find(self, name, at):\n        line = self.lines[at]\n        return ${returned}\n${more}`;
  const frames = framesIn(text);
  const [value] = frames.flatMap((frame) =>
    nodesOf(frame, 'Return').flatMap(({ node }) => (node.value == null ? [] : [{ value: node.value, frame }])),
  );
  return value === undefined ? undefined : keptIn(value.value, value.frame)?.attr;
}

test.each(['self.lines[at]', 'self.lines.get(at)', 'line', 'line[1:]', 'line[:-1].strip().lower()'])(
  'of each value that an object holds there is one %s',
  (returned) => {
    expect(attributeOf(returned)).toBe('lines');
  },
);

test.each(['line[at:]', 'line[at:at + 12]', 'self.lines[at:]', 'line.strip(name)', 'line[at]'])(
  'and however many parts: %s',
  (returned) => {
    expect(attributeOf(returned)).toBeUndefined();
  },
);

const LINE = 'class Line:\n    def __init__(self, text):\n        self.text = text\n';

test('of an attribute of each value there is one where it stays as it is', () => {
  expect(attributeOf('line.text', LINE)).toBe('lines');
});

test.each([
  ['a property', 'class Line:\n    @property\n    def text(self):\n        return "+".join(self.parts)\n'],
  ['set later', `${LINE}def turn(line):\n    line.text = ""\n`],
  ['changed where it lies', `${LINE}def turn(line):\n    line.text.clear()\n`],
  ['set by a name that is not told', `${LINE}def turn(line, field):\n    setattr(line, field, "")\n`],
])('and of one that is %s however many', (_, more) => {
  expect(attributeOf('line.text', more)).toBeUndefined();
});

const SHEET = `class Sheet:
    def __init__(self):
        self.cells = {}
    def put(self, name, text):
        self.cells[name] = text
    def find(self, name):
        return self.cells[name]
`;

/** Who puts values into the cells of a sheet, each call one. */
function writersBeside(more: string): readonly string[] | undefined {
  const find = frameIn(SHEET + more, 'find');
  const [cells] = nodesOf(find, 'Attribute');
  return cells && writersOf(cells.node, find)?.map(({ scope }) => scope.name);
}

test('the values are counted by who puts them in', () => {
  expect(writersBeside('')).toEqual(['put']);
  expect(writersBeside('def main(sheet):\n    sheet.cells["a"] = ""\n')).toEqual(['put', 'main']);
});

test.each([
  [
    'in a function that is given them',
    'def load(cells):\n    cells["a"] = ""\ndef main(sheet):\n    load(sheet.cells)\n',
  ],
  ['by another name', 'def main(sheet):\n    cells = sheet.cells\n    cells["a"] = ""\n'],
  ['by both', 'def main(sheet):\n    sheet.cells["a"] = ""\n    cells = sheet.cells\n    cells["b"] = ""\n'],
])('and not where more may be put in %s', (_, more) => {
  expect(writersBeside(more)).toBeUndefined();
});

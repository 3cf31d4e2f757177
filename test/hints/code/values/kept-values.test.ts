import { expect, test } from 'vitest';
import { nodesOf } from '../../../../src/hints/code/module-code.ts';
import { keptIn } from '../../../../src/hints/code/values/kept-values.ts';
import { framesIn } from '../../program-code.ts';

/** Where what is returned was kept. */
function attributeOf(returned: string): string | undefined {
  const text = `class Sheet:\n    def find(self, name, at):\n        line = self.lines[at]\n        return ${returned}\n`;
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

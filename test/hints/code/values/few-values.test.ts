import { expect, test } from 'vitest';
import { nodesOf } from '../../../../src/hints/code/module-code.ts';
import { changersOfReads } from '../../../../src/hints/code/steady/fixed-function.ts';
import { entriesOf, mostValues } from '../../../../src/hints/code/values/few-values.ts';
import { frameIn } from '../../program-code.ts';

test.each([
  ['', 2],
  ['def grow(names):\n    more = FORMS\n    more += names\n', undefined],
  ['def add(table):\n    table.append("c")\ndef grow():\n    add(FORMS)\n', undefined],
])('the entries of a table are known where nobody makes it longer: %j', (more, entries) => {
  const source = `FORMS = ["a", "b"]\n${more}def show():\n    for form in FORMS:\n        print(form)\n`;
  const show = frameIn(source, 'show');
  const [loop] = nodesOf(show, 'For');
  expect(loop !== undefined && entriesOf(loop.node.iter, show)).toBe(entries);
});

test.each([
  ['kind.rate = 2', true],
  ['setattr(kind, field, 2)', false],
])('who changes what a function reads is known where attributes are set by name: %s', (step, isKnown) => {
  const source = `class Kind:\n    def __init__(self):\n        self.rate = 1\ndef price(kind):\n    return kind.rate * 2\ndef bump(kind, field):\n    ${step}\n`;
  expect(changersOfReads(frameIn(source, 'price')) !== undefined).toBe(isKnown);
});

test.each([
  ['FORMS = ["a", "b"]', 'FORMS', undefined],
  ['_FORMS = ["a", "b"]', '_FORMS', 2],
  ['FORMS = ("a", "b")', 'FORMS', 2],
])('another file may put more into %s', (made, table, entries) => {
  const show = frameIn(`${made}\ndef show():\n    for form in ${table}:\n        print(form)\n`, 'show');
  const [loop] = nodesOf(show, 'For');
  const beyond = { isAllSeen: () => true, hasOthers: true };
  expect(loop !== undefined && entriesOf(loop.node.iter, show, beyond)).toBe(entries);
});

test.each(['day.year', 'day.month', 'day.weekday()'])('of %s nobody knows how many values there are', (asked) => {
  const show = frameIn(`import datetime\ndef show(day):\n    return ${asked}\n`, 'show');
  const [value] = nodesOf(show, 'Return').flatMap(({ node }) => node.value ?? []);
  expect(value === undefined ? 0 : mostValues(value, show)).toBeUndefined();
});

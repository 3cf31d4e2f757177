import { describe, expect, test } from 'vitest';
import { nodesOf } from '../../../../src/hints/code/module-code.ts';
import { depthMade } from '../../../../src/hints/code/steady/depth-made.ts';
import { type Fate, fateOfResult } from '../../../../src/hints/code/steady/result-use.ts';
import { frameIn, framesIn } from '../../program-code.ts';

/** What `user` does with a list of numbers, of lists or of objects that `made` gives. */
function fateOf(made: string, ...body: readonly string[]): Fate {
  const source = `import json, random
class Row:
    def __init__(self, n):
        self.cells = [n]
    def first(self):
        return self.cells
def same(rows):
    return rows
def most(rows):
    return max(rows)
def made(count):
    kept = []
    for n in range(count):
        kept.append(${made})
    return kept
def user(out, total=0):
${body.map((line) => `    ${line}\n`).join('')}`;
  const frames = framesIn(source);
  const [callee, user] = ['made', 'user'].map((name) => frames.find(({ scope }) => scope.name === name));
  if (callee === undefined || user === undefined) throw new Error('no such function');
  const call = nodesOf(user, 'Call').find(({ node: { func } }) => func.nodeType === 'Name' && func.id === 'made');
  if (call === undefined) throw new Error('no such call');
  return fateOfResult(call, depthMade(callee));
}

describe('what a function made', () => {
  test.each([
    ['for row in made(3):', '    total += row[0]'],
    ['for at, row in enumerate(made(3)):', '    total += row[0] * at'],
    ['rows = made(3) or []', 'return len(rows)'],
    ['total += made(3)[1][0]'],
    ['row = made(3)[0]', 'return sum(row)'],
    ['return sum(row[0] for row in made(3))'],
    ['return max(made(3))[0] > 3'],
    ['rows = [row[0] for row in made(3)]', 'return len(rows)'],
    ['return most(made(3)) < [4]'],
    ['first, second = made(3)', 'total += second[0]'],
    ['name, rows = made(3)', 'return out[name]'],
  ])('is only read by %s %s', (...body) => {
    expect(fateOf('[n]', ...body)).toBe('read');
  });

  test.each([
    ['rows = made(3) or []', 'rows.pop()'],
    ['rows = made(3) if out else []', 'rows.append(3)'],
    ['rows = same(made(3))', 'rows.append(3)'],
    ['(out or made(3)).append(3)'],
    ['made(3)[0].append(5)'],
    ['first, second = made(3)', 'second.append(5)'],
    ['row = made(3)[0]', 'row.append(7)'],
    ['for row in made(3):', '    row.append(7)'],
    ['for at, row in enumerate(made(3)):', '    row.append(7)'],
    ['max(made(3)).append(3)'],
    ['sorted(made(3))[0].append(3)'],
    ['random.choice(made(3)).append(3)'],
    ['(made(3) + [[1]])[0].append(3)'],
    ['made(3)[1:][0].append(3)'],
    ['for row in [row for row in made(3) if row]:', '    row.append(1)'],
    ['rows = [row[:] or row for row in made(3)]', 'rows[0].append(1)'],
  ])('is changed by %s %s', (...body) => {
    expect(fateOf('[n]', ...body)).not.toBe('read');
  });

  test.each([
    ['for row in made(3):', '    out.append(row)'],
    ['out += made(3)'],
    ['out.extend(made(3))'],
    ['out.append(made(3)[0])'],
    ['row = made(3)[0]', 'out.append(row)'],
    ['name, rows = made(3)', 'out[name] = 3'],
  ])('is handed on in parts by %s %s: who has them nobody knows', (...body) => {
    expect([fateOf('[n]', ...body), fateOf('n', ...body)]).toEqual(['unsure', 'read']);
  });

  test('is only read where a text is made of it, or an attribute that keeps it is only read', () => {
    expect(fateOf("json.loads('{}')", "out.append(made(3)[0]['name'] + '.txt')")).toBe('read');
    expect(fateOf('[n]', 'out.kept = made(3)', 'return len(out.kept)')).toBe('read');
    expect(fateOf('[n]', 'out.kept = made(3)', 'out.kept[0].append(1)')).toBe('changed');
  });

  test('may be changed by who has a part of an object', () => {
    expect(fateOf('Row(n)', 'made(3)[0].cells.append(1)')).toBe('changed');
    expect(fateOf('Row(n)', 'made(3)[0].first().append(1)')).toBe('changed');
    expect(fateOf('Row(n)', 'return made(3)[0].cells[0] > 3')).toBe('read');
  });
});

const CLASSES = `from dataclasses import dataclass, field
class Point:
    def __init__(self, x):
        self.x = x
class Line:
    def __init__(self):
        self.points = []
@dataclass
class Page:
    rows: list = field(default_factory=list)
`;

test.each([
  ['[1, 2]', 1],
  ['[[1], [2]]', 2],
  ['[[1], []][0]', 1],
  ['[n for n in range(9)]', 1],
  ['{n: [] for n in range(9)}', 2],
  ['([1], 2)', 2],
  ['([1] or None)', 1],
  ['[1] if count else None', 1],
  ['[1] + count', 1],
  ['kept + count', 2],
  ['json.loads(count)', 4],
  ['Point(3)', 1],
  ['Point([3])', 2],
  ['Line()', 2],
  ['Page()', 2],
  ['Point(3).x', 0],
  ['Line().points', 1],
  ['sorted(count)', 1],
  ['sorted([[1], [2]])', 2],
  ['made(count)', 0],
  ['count', 0],
  ["count.split(',')", 1],
  ['kept', 2],
  ['kept[0]', 1],
  ['kept[1:]', 2],
  ['(1, 2)', 0],
])('%s goes %i deep', (value, depth) => {
  const source = `import json\n${CLASSES}def made(count):\n    kept = []\n    for n in range(count):\n        kept.append([n])\n    return ${value}\n`;
  const frame = frameIn(source, 'made');
  expect(frame && depthMade(frame)).toBe(depth);
});

import { describe, expect, test } from 'vitest';
import { copiedForEach } from '../../../../src/hints/code/loops/copied-for-each.ts';
import { frameIn } from '../../program-code.ts';

const NODES = `
class Text:
    def render(self, scope, out):
        out.append(scope[self.name])
class Both:
    def render(self, scope, out):
        for node in self.nodes:
            node.render(scope, out)
class Page:
    def render(self, name, **values):
        self.pages[name] = values
def keep(scope, pages):
    pages.append(scope)
def fill(scope):
    scope['more'] = 1
def later(scope):
    return lambda: scope['name']
def each(scope):
    yield scope['name']
`;

function copiesIn(body: readonly string[], loop: string = 'for item in items:', nodes: string = NODES): number {
  const lines = body.map((line) => `        ${line}\n`).join('');
  const text = `${nodes}def show(scope, items, name, node, out, pages):\n    ${loop}\n${lines}`;
  return copiedForEach(frameIn(text, 'show')).length;
}

describe('a copy for each item', () => {
  test.each([
    ['inner = {**scope, name: item}', 'node.render(inner, out)'],
    ["inner = scope | {'item': item}", "out.append(inner['item'])", 'node.render(inner, out)'],
    ['inner = scope.copy()', "inner['item'] = item", 'node.render(inner, out)'],
    ['inner = dict(scope)', 'inner[name] = item', "out.append(inner.get('item'))"],
  ])('can be one for all: %s', (...body) => {
    expect(copiesIn(body)).toBe(1);
  });

  test.each([
    ['another keeps it', 'inner = {**scope, name: item}', 'keep(inner, pages)'],
    ['another changes it', 'inner = {**scope, name: item}', 'fill(inner)'],
    ['another looks into it later', 'inner = {**scope, name: item}', 'pages.append(later(inner))'],
    ['a generator looks into it later', 'inner = {**scope, name: item}', 'pages.append(each(inner))'],
    ['it is kept', 'inner = {**scope, name: item}', 'pages.append(inner)'],
    ['each pass has another key', 'inner = {**scope, item: 1}', 'node.render(inner, out)'],
    ['a pass may leave a key', 'inner = dict(scope)', 'if item:', '    inner[name] = item', 'node.render(inner, out)'],
    ['it is counted up', 'inner = dict(scope)', 'inner[name] += item', 'node.render(inner, out)'],
    ['a key is taken out', 'inner = {**scope, name: item}', 'node.render(inner, out)', 'del inner[name]'],
    ['a pass reads what the one before has put', 'inner = dict(scope)', 'inner[name] = inner[name] + item'],
    ['a pass reads it first', 'inner = dict(scope)', 'node.render(inner, out)', 'inner[name] = item'],
    ['what is copied wins', 'inner = {name: item, **scope}', 'node.render(inner, out)'],
    ['each pass has other keys', 'inner = scope | {**item, name: 1}', 'node.render(inner, out)'],
    ['its method is kept', 'inner = {**scope, name: item}', 'pages.append(inner.get)'],
    ['it is made of another', 'inner = {**item, name: item}', 'node.render(inner, out)'],
    ['what is copied changes', 'inner = {**scope, name: item}', 'node.render(inner, out)', 'scope[item] = 1'],
  ])('is needed where %s', (_, ...body) => {
    expect(copiesIn(body)).toBe(0);
  });
  test('is not asked for where more classes may get it than one can look through', () => {
    const classes = (count: number): string =>
      Array.from({ length: count }, (_, at) => `class N${at}:\n    def render(self, scope, out): pass\n`).join('');
    const body = ['inner = {**scope, name: item}', 'node.render(inner, out)'];
    expect(copiesIn(body, undefined, classes(30))).toBe(1);
    expect(copiesIn(body, undefined, classes(300))).toBe(0);
  });
});

import { describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import { hintsIn } from '../hint-fixtures.ts';
import { sitesIn } from '../program-code.ts';

type Parts = {
  readonly parse?: string;
  readonly get?: string;
  readonly use?: string;
  readonly sources?: string;
  readonly more?: string;
};

const GET = 'return Parser(self.sources[name]).parse()';

/** Templates that are parsed by name at each use; the lines of `parts` make it another program. */
function program({ parse = 'pass', get = GET, use = 'pass', sources = '{"a": "x y", "b": "x"}', more = '' }: Parts) {
  return `SEEN = []
class Word:
    def __init__(self, text):
        self.text = text
        self.hits = 0
    def render(self, out):
        out.append(self.text)
class Root:
    def __init__(self):
        self.children = []
    def render(self, out):
        for child in self.children:
            child.render(out)
class Parser:
    def __init__(self, text):
        self.words = text.split()
        self.at = 0
    def take(self):
        self.at += 1
        return self.words[self.at - 1]
    def parse(self):
        root = Root()
        stack = [root]
        while self.at < len(self.words):
            self.put(stack, self.take())
        return root
    def put(self, stack, word):
        ${parse}
        stack[-1].children.append(Word(word))
class Env:
    def __init__(self, sources):
        self.sources = sources
    def get(self, name):
        ${get}
    def render(self, name):
        out = []
        tree = self.get(name)
        ${use}
        tree.render(out)
        return out
${more}
def main():
    env = Env(${sources})
    for at in range(9000):
        env.render("ab"[at % 2])
`;
}

function keptIn(parts: Parts): readonly string[] {
  return sitesIn('call-again', program(parts)).flatMap(({ isLasting, subject }) => (isLasting ? [subject] : []));
}

function hintsFor(parts: Parts): readonly string[] {
  const source = program(parts);
  const lineOf = (text: string): number => source.split('\n').findIndex((line) => line.includes(text)) + 1;
  const builder = new ProfileBuilder();
  const calls = { ncalls: 9000, primitiveCalls: 9000, tottime: 0.5, cumtime: 0.5 };
  const [get, render, main] = [lineOf('def get'), lineOf('def render(self, name)'), lineOf('def main')];
  builder.setRow('made.py', lineOf('def parse'), 'parse', calls);
  builder.setRow('made.py', get, 'get', { ...calls, tottime: 0.01, cumtime: 0.51 });
  builder.setRow('made.py', render, 'render', { ...calls, tottime: 0, cumtime: 0.51 });
  builder.setRow('made.py', lineOf('class Env') + 1, '__init__', {
    ncalls: 1,
    primitiveCalls: 1,
    tottime: 0,
    cumtime: 0,
  });
  builder.setRow('made.py', main, 'main', { ncalls: 1, primitiveCalls: 1, tottime: 0.01, cumtime: 0.52 });
  builder.setEdge('made.py', get, 'get', calls, false);
  builder.endEdges();
  builder.setEdge('made.py', render, 'render', calls, false);
  builder.endEdges();
  builder.setEdge('made.py', main, 'main', calls, false);
  builder.endEdges();
  builder.endEdges();
  builder.endEdges();
  const { hints } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(source));
  return hints.flatMap(({ rule, level }) => (rule === 'call-again' ? [level] : []));
}

describe('what is parsed again by its name', () => {
  test('is found where the parser changes only what it has made', () => {
    expect(keptIn({})).toEqual(['Parser(self.sources[name]).parse()']);
    expect(keptIn({ get: 'parser = Parser(self.sources[name])\n        return parser.parse()' })).toEqual([
      'parser.parse()',
    ]);
  });

  test.each([
    ['the parser changes what outlives it', { parse: 'SEEN.append(word)' }],
    ['the parser prints', { parse: 'print(word)' }],
    ['who asks changes what it got', { use: 'tree.children.append(Word("end"))' }],
    ['who asks sets an attribute of it', { use: 'tree.children = []' }],
    ['a function changes what it is handed', { use: 'cut(tree)', more: 'def cut(tree):\n    tree.children.pop()\n' }],
    [
      'a method changes a part of it',
      {
        use: 'tree.children[0].hit()',
        more: 'def hit(self):\n    self.hits += 1\nclass More(Word):\n    def hit(self):\n        self.hits += 1\n',
      },
    ],
    [
      'one parser is asked again',
      {
        get: 'parser = Parser(self.sources[name])\n        for _ in name:\n            tree = parser.parse()\n        return tree',
      },
    ],
    ['the parser is there before', { get: 'return SEEN[0].parse(self.sources[name])' }],
  ])('is not where %s', (_, parts: Parts) => {
    expect(keptIn(parts)).toEqual([]);
  });

  test('is a hint where there are far more calls than names', () => {
    expect(hintsFor({})).toEqual(['likely']);
    expect(hintsFor({ sources: '{str(at): "x y" for at in range(9000)}' })).toEqual([]);
    expect(hintsFor({ sources: 'read_all()' })).toEqual([]);
  });
});

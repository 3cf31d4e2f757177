import { describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import { hintsIn, numbers } from '../hint-fixtures.ts';
import { sitesIn } from '../program-code.ts';

/** A scanner that tries some rules at a place, and goes on elsewhere. */
function scanner(...lines: readonly string[]): string {
  return `class Scanner:
    def __init__(self, text, rules):
        self.text, self.rules, self.pos = text, rules, 0
    def step(self, count):
        self.pos += count
    def match(self):
${lines.map((line) => `        ${line}\n`).join('')}`;
}

const TRIED = [
  'for kind, rx in self.rules:',
  '    found = rx.match(self.text[self.pos:])',
  '    if found:',
  '        break',
];

function fixesIn(program: string): readonly (string | undefined)[] {
  return sitesIn('slice-rest', program).map(({ fix }) => fix?.after);
}

describe('a rest that is only asked', () => {
  test('is a position for a pattern, and for a text', () => {
    expect(fixesIn(scanner(...TRIED))).toEqual([undefined]);
    expect(fixesIn(scanner('return self.text[self.pos:].startswith(self.rules)'))).toEqual([
      'self.text.startswith(self.rules, self.pos)',
    ]);
    expect(fixesIn('def ends(text, at):\n    return text[at:].find(";")\n')).toEqual(['text.find(";", at)']);
    expect(
      fixesIn(
        'def ends(text, word):\n    for at in range(len(text)):\n        if text[at:].startswith(word): return at\n',
      ),
    ).toEqual(['text.startswith(word, at)']);
  });

  test('is so under a name of its own', () => {
    const named = ['rest = self.text[self.pos:]', 'return rest.startswith("a") or rest.startswith("b")'];
    expect(fixesIn(scanner(...named))).toEqual([undefined]);
    expect(fixesIn(scanner(...named, 'return rest'))).toEqual([]);
  });

  test.each([
    ['has an end', 'rx.match(self.text[self.pos:self.end])'],
    ['is given with a position already', 'rx.match(self.text[self.pos:], 3)'],
    ['is what a function gets', 'match(self.text[self.pos:])'],
    ['is counted from the end', 'rx.match(self.text[-9:])'],
    ['always loses the same', 'rx.match(self.text[9:])'],
    ['is split', 'self.text[self.pos:].split(",")'],
    ['begins where nothing moves', 'rx.match(self.text[self.begin:])'],
    ['is what another text may begin with', 'rx.startswith(self.text[self.pos:])'],
  ])('is not one that %s', (_, call) => {
    expect(fixesIn(scanner(`return ${call}`))).toEqual([]);
  });

  test('is not where the file knows views, or the pattern looks back', () => {
    expect(fixesIn(`${scanner(...TRIED)}view = memoryview(b'')\n`)).toEqual([]);
    const looking =
      "import re\nRX = re.compile(r'\\bno')\ndef at(text, pos):\n    return RX.match(text[pos:])\nat('no', 1)\n";
    expect(fixesIn(looking)).toEqual([]);
    expect(fixesIn(looking.replace('\\b', ''))).toEqual(['RX.match(text, pos)']);
  });
});

/** The levels of a scanner of so many texts, whose rules are tried 50 000 times by a method of a type. */
function levelsOf(texts: number, own: number, type = 're.Pattern', moved = ''): readonly string[] {
  const builder = new ProfileBuilder();
  const tried = numbers(50_000, 0.003);
  const made = numbers(texts, 0.001);
  builder.setRow('made.py', 2, '__init__', made);
  builder.setRow('made.py', 6, 'match', numbers(10_000, own, own + 0.003));
  builder.setRow('~', 0, `<method 'match' of '${type}' objects>`, tried);
  builder.endEdges();
  builder.endEdges();
  builder.setEdge('made.py', 6, 'match', tried, false);
  builder.endEdges();
  const { hints } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(scanner(...TRIED) + moved));
  return hints.flatMap(({ rule, level }) => (rule === 'slice-rest' ? [level] : []));
}

describe('a rest that is asked of an unknown pattern', () => {
  test.each([
    ['RULES = [re.compile(r"^\\d+")]'],
    ['RULES = [("word", r"\\bno")]'],
    ['def rules(words): return [re.compile(r"\\A" + word) for word in words]'],
    ['def rules(words): return [re.compile(rf"(?<!{word})\\w") for word in words]'],
    ['RULES = [re.compile(rb"\\B")]'],
  ])('is none where a text of the file looks back: %s', (line) => {
    expect(fixesIn(`${scanner(...TRIED)}import re\n${line}\n`)).toEqual([]);
  });

  test('is said to be none for patterns that look back, and shows no code', () => {
    const [site] = sitesIn('slice-rest', `${scanner(...TRIED)}RULES = ['"[^"]*"']\n`);
    expect(site?.fix?.after).toBeUndefined();
    expect(site?.fix?.text).toContain('^, \\A, \\b, \\B or lookbehind');
  });
});

describe('the position of a rest', () => {
  const at = (given: string): string =>
    `import re\nRX = re.compile('no')\ndef at(text, pos):\n    return RX.match(text[pos:])\nat('no', ${given})\n`;

  test('is not counted from the end for a pattern', () => {
    expect(fixesIn(at('-9'))).toEqual([]);
    expect(fixesIn(at('size - 9'))).toEqual([]);
    expect(fixesIn(at('9'))).toHaveLength(1);
  });

  test.each([['self.pos += 1'], ['self.step(1)'], ['self.text = ""'], ['yield 1']])(
    'is the same when the rest is asked: %s',
    (line) => {
      const [named, asked] = ['rest = self.text[self.pos:]', 'rest.startswith("a")'];
      expect(fixesIn(scanner(named, line, asked))).toEqual([]);
      expect(fixesIn(scanner(named, asked, line))).toHaveLength(1);
      expect(fixesIn(scanner('rest = self.text[self.pos:]', 'while rest.startswith("a"):', `    ${line}`))).toEqual([]);
    },
  );
});

describe('a rest that is copied for each rule', () => {
  test('is a hint where one text is cut so often that it is a long one, and the time says so', () => {
    expect(levelsOf(1, 0.2)).toEqual(['likely']);
    expect(levelsOf(40, 0.2)).toEqual(['likely']);
    expect(levelsOf(1, 0.03)).toEqual([]);
  });

  test('is none in many short texts, nor where what is called may take no position', () => {
    expect(levelsOf(900, 0.2)).toEqual([]);
    expect(levelsOf(1, 0.2, 'Trie')).toEqual([]);
  });

  test('is possible where the position goes back, so that the text may be short', () => {
    expect(levelsOf(1, 0.2, 're.Pattern', '    def back(self):\n        self.pos = (self.pos + 1) % 9\n')).toEqual([
      'possible',
    ]);
    expect(levelsOf(1, 0.2, 're.Pattern', '    def on(self):\n        self.pos = self.pos + 1\n')).toEqual(['likely']);
  });
});

test('a method of the file is none of a text, where only the calls tell what is asked', () => {
  const program = 'def look(rope, at, what):\n    return rope[at:].find(what)\n';
  expect(sitesIn('slice-rest', program).map(({ why }) => why)).toEqual(['called']);
  expect(sitesIn('slice-rest', program.replace('rope[', 'str(rope)[')).map(({ why }) => why)).not.toEqual(['called']);
});

test('how many texts there were is soon known of functions that hand them on to each other', () => {
  const builder = new ProfileBuilder();
  builder.setRow('made.py', 1, 'walk', numbers(50_000, 2));
  builder.setRow('~', 0, "<method 'match' of 're.Pattern' objects>", numbers(50_000, 0.003));
  builder.endEdges();
  builder.setEdge('made.py', 1, 'walk', numbers(50_000, 0.003), false);
  builder.endEdges();
  const again = '    walk(rx, text, at + 1)\n'.repeat(400);
  const program = `def walk(rx, text, at):\n    rx.match(text[at:])\n${again}walk(RX, TEXT, 0)\n`;
  const { hints } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(program));
  expect(hints.filter(({ rule }) => rule === 'slice-rest')).toEqual([]);
});

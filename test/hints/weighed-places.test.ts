import { describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { hintsIn, numbers } from './hint-fixtures.ts';

type Call = { readonly to: readonly [string, number, string]; readonly from: readonly [number, string] };
type Counted = Call & { readonly ncalls: number; readonly tottime?: number; readonly cumtime: number };

/** The levels at which a rule tells of `made.py`, whose calls are given from the outermost on. */
function levelsOf(rule: string, source: string, calls: readonly Counted[]): readonly string[] {
  const builder = new ProfileBuilder();
  const numbersOf = ({ ncalls, cumtime, tottime = cumtime }: Counted) => numbers(ncalls, tottime, cumtime);
  builder.setRow('made.py', 1, '<module>', numbers(1, 1e-3, 1));
  for (const call of calls) builder.setRow(...call.to, numbersOf(call));
  builder.endEdges();
  for (const call of calls) {
    builder.setEdge('made.py', ...call.from, numbersOf(call), false);
    builder.endEdges();
  }
  const { hints } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(source));
  return hints.flatMap((hint) => (hint.rule === rule ? [hint.level] : []));
}

describe('a message of a logger that is off', () => {
  const INFO = ['/usr/lib/python3.11/logging/__init__.py', 1479, 'info'] as const;
  const levels = (start: string, ...loop: readonly string[]): readonly string[] =>
    levelsOf(
      'log-fstring',
      `import logging\ndef work(view, rows):\n    ${start}\n    for row in rows:\n${loop.map((line) => `        ${line}\n`).join('')}log = logging.getLogger('x')\nwork([], range(9))\n`,
      [
        { to: ['made.py', 2, 'work'], from: [1, '<module>'], ncalls: 1, tottime: 0.8, cumtime: 0.99 },
        { to: INFO, from: [2, 'work'], ncalls: 20_000, cumtime: 0.19 },
      ],
    );

  test('is made for nothing where it is made for each call', () => {
    expect(levels('title = 1', "log.info(f'row {row} of {rows}')")).toEqual(['confirmed']);
    expect(levels('pass', "title = f'row {row} of {rows}'", 'log.info(title)')).toEqual(['confirmed']);
  });

  test('is not where it is made once before the loop', () => {
    expect(levels("title = f'of {rows}'", 'log.info(title)')).toEqual([]);
    expect(levels("title = ', '.join(rows)", "log.info('%s', title)")).toEqual([]);
  });

  test('is possible where something else has an info() too, unless it is a logger that is asked', () => {
    expect(levels('title = 1', "log.info('tick')", "view.info(f'row {row} of {rows}')")).toEqual(['possible']);
    expect(levels('title = 1', "view.info('tick')", "log.info(f'row {row} of {rows}')")).toEqual(['confirmed']);
    expect(levels('title = 1', "view.info(f'row {row} of {rows}')")).toEqual(['confirmed']);
  });
});

describe('a query for each key', () => {
  const EXECUTE = ['~', 0, "<method 'execute' of 'sqlite3.Connection' objects>"] as const;
  const levels = (loop: string, keys: number, query = "'SELECT b FROM t WHERE a = ?', (key,)"): readonly string[] =>
    levelsOf(
      'sql-in-loop',
      `import sqlite3\ndef find(db, key):\n    return db.execute(${query}).fetchall()\ndef ask(db, keys):\n    for key in keys:\n        ${loop}\n`,
      [
        { to: ['made.py', 4, 'ask'], from: [1, '<module>'], ncalls: 500, tottime: 0.01, cumtime: 0.99 },
        { to: ['made.py', 2, 'find'], from: [4, 'ask'], ncalls: keys, tottime: 0.1, cumtime: 0.98 },
        { to: EXECUTE, from: [2, 'find'], ncalls: keys, cumtime: 0.8 },
      ],
    );

  test('is one for all keys where the loop has several', () => {
    expect(levels('print(find(db, key))', 5000)).toEqual(['confirmed']);
  });

  test('is possible at most where the loops go round hardly more than once, end at the first answer or make their keys of it', () => {
    expect(levels('print(find(db, key))', 700)).toEqual(['possible']);
    expect(levels('if find(db, key): break', 5000)).toEqual(['possible']);
    expect(levels('keys[0] = key = find(db, key)', 5000)).toEqual(['possible']);
  });

  test('without a key is possible at most where the loop writes what it reads', () => {
    const all = "'SELECT b FROM t ORDER BY a'";
    expect(levels('print(find(db, key))', 5000, all)).toEqual(['confirmed']);
    const writes = (way: string): string => `print(find(db, key)); db.${way}('UPDATE t SET b = 1', [key])`;
    expect(levels(writes('execute'), 5000, all)).toEqual(['possible']);
    expect(levels(writes('executemany'), 5000, all)).toEqual(['possible']);
    expect(levels(writes('execute').replace(' t ', ' other '), 5000, all)).toEqual(['confirmed']);
  });
});

describe('a list in which a loop searches', () => {
  const levels = (made: string, searches: number): readonly string[] =>
    levelsOf(
      'list-scan',
      `POOL = load()\ndef is_known(nodes, place):\n    for node in nodes:\n        if node.place == place:\n            return True\n    return False\ndef check(places):\n    nodes = ${made}\n    for place in places:\n        is_known(nodes, place)\n`,
      [
        { to: ['made.py', 7, 'check'], from: [1, '<module>'], ncalls: 400, tottime: 0.05, cumtime: 0.95 },
        { to: ['made.py', 2, 'is_known'], from: [7, 'check'], ncalls: searches, cumtime: 0.9 },
      ],
    );

  test('is no place for a dict where each caller makes it for two searches', () => {
    expect(levels('POOL[1:400]', 800)).toEqual([]);
    expect(levels('sorted(POOL)', 800)).toEqual([]);
  });

  test('is one where there are many searches in each, or the list is one that stays', () => {
    expect(levels('POOL[1:400]', 8000)).toEqual(['likely']);
    expect(levels('POOL', 800)).toEqual(['likely']);
  });
});

describe('a search in a list that a function begins and fills', () => {
  const source = (step: string): string =>
    `def distinct(rows):\n    seen = []\n    for row in rows:\n        if row not in seen:\n            seen.append(row)\n            ${step}\nfor row in distinct(range(9)): pass\n`;
  const levels = (step: string): readonly string[] =>
    levelsOf('in-list', source(step), [
      { to: ['made.py', 1, 'distinct'], from: [1, '<module>'], ncalls: 10_000, tottime: 0.9, cumtime: 0.95 },
      { to: ['~', 0, "<method 'append' of 'list' objects>"], from: [1, 'distinct'], ncalls: 9999, cumtime: 1e-3 },
    ]);

  test('is of one long list where the calls are those that ask a generator for the next item', () => {
    expect(levels('yield row')).toEqual(['possible']);
  });

  test('is of many short ones where each call begins one', () => {
    expect(levels('pass')).toEqual([]);
  });
});

describe('a text of which each call changes a character', () => {
  const source = `class Grid:
    def __init__(self):
        self.cells = '.' * 90000
    def put(self, at, isWall):
        self.cells = self.cells[:at] + ('#' if isWall else '.') + self.cells[at + 1:]
    def shown(self):
        return self.cells.count('#')
def work(grid, places):
    for at in places:
        grid.put(at, True)
    return grid.shown()
work(Grid(), range(9))
`;
  const levels = (timesShown: number): readonly string[] =>
    levelsOf('str-concat-quad', source, [
      { to: ['made.py', 8, 'work'], from: [1, '<module>'], ncalls: 1, tottime: 0.01, cumtime: 0.99 },
      { to: ['made.py', 4, 'put'], from: [8, 'work'], ncalls: 20_000, cumtime: 0.9 },
      { to: ['made.py', 6, 'shown'], from: [8, 'work'], ncalls: timesShown, cumtime: 1e-4 },
    ]);

  test('is told where it is seldom wanted whole', () => {
    expect(levels(1)).toEqual(['likely']);
  });

  test('is not where it is wanted whole after few of them: a list takes longer to join than a text to copy', () => {
    expect(levels(2000)).toEqual([]);
  });
});

describe('a list that keeps all', () => {
  const levels = (made: number): readonly string[] =>
    levelsOf(
      'kept-list',
      'class Page:\n    def __init__(self):\n        self.links = []\ndef note(page, one):\n    page.links.append((one, 1))\ndef work():\n    page = Page()\n    for at in range(90000):\n        note(page, at)\n    print(len(page.links))\nwork()\n',
      [
        { to: ['made.py', 6, 'work'], from: [1, '<module>'], ncalls: made, tottime: 0.4, cumtime: 0.99 },
        { to: ['made.py', 2, '__init__'], from: [6, 'work'], ncalls: made, cumtime: 0.01 },
        { to: ['made.py', 4, 'note'], from: [6, 'work'], ncalls: 900_000, tottime: 0.3, cumtime: 0.5 },
        { to: ['~', 0, "<method 'append' of 'list' objects>"], from: [4, 'note'], ncalls: 900_000, cumtime: 0.2 },
      ],
    );

  test('is that of one object, not of a thousand that have their own each', () => {
    expect(levels(1)).toEqual(['likely']);
    expect(levels(1000)).toEqual([]);
  });
});

describe('a list of what a method yields', () => {
  const levels = (use: string, rows: number): readonly string[] =>
    levelsOf(
      'gen-retain',
      `class Reader:\n    def rows(self):\n        for at in range(9):\n            yield {'at': at}\n    def load(self):\n        return list(self.rows())\ndef add(rows):\n    total = 0\n    for row in rows:\n        total += row['at']\n    return total\ndef work():\n    ${use}\nwork()\n`,
      [
        { to: ['made.py', 12, 'work'], from: [1, '<module>'], ncalls: 1, tottime: 0.1, cumtime: 0.99 },
        { to: ['made.py', 5, 'load'], from: [12, 'work'], ncalls: 1, tottime: 0.1, cumtime: 0.5 },
        { to: ['made.py', 2, 'rows'], from: [5, 'load'], ncalls: rows, cumtime: 0.4 },
        { to: ['made.py', 7, 'add'], from: [12, 'work'], ncalls: 1, cumtime: 0.3 },
      ],
    );

  test('is made for nothing where a method returns it to who only walks it', () => {
    expect(levels('print(add(Reader().load()))', 300_001)).toEqual(['likely']);
    expect(levels('print(add(Reader().load()))', 301)).toEqual([]);
  });

  test('is needed where it is asked for its length too', () => {
    expect(levels('rows = Reader().load()\n    print(add(rows), len(rows))', 300_001)).toEqual([]);
  });
});

describe('a list of matrices', () => {
  const levels = (item: string, count: number): readonly string[] =>
    levelsOf(
      'gen-retain',
      `def steps(rows, count):\n    made = []\n    for at in range(count):\n        made.append(${item})\n    return made\ndef work(rows, count):\n    for matrix in steps(rows, count):\n        print(matrix)\nwork([], 9)\n`,
      [
        { to: ['made.py', 6, 'work'], from: [1, '<module>'], ncalls: 1, tottime: 0.1, cumtime: 0.99 },
        { to: ['made.py', 1, 'steps'], from: [6, 'work'], ncalls: 1, tottime: 0.5, cumtime: 0.6 },
        { to: ['~', 0, "<method 'append' of 'list' objects>"], from: [1, 'steps'], ncalls: count, cumtime: 0.1 },
      ],
    );
  const MATRIX = '[[x * at for x in row] for row in rows]';

  test('is a large one with some thousand', () => {
    expect(levels(MATRIX, 4000)).toEqual(['likely']);
  });

  test('is a small one with some hundred, or of so many numbers', () => {
    expect(levels(MATRIX, 400)).toEqual([]);
    expect(levels('at * at', 4000)).toEqual([]);
  });
});

describe('a power that is made whole before the remainder', () => {
  const levels = (loop: string, halving = 'twos += 1', step = 'x = x * x % n'): readonly string[] =>
    levelsOf(
      'by-hand',
      `def passes(n, a):\n    odd, twos = n - 1, 0\n    while odd % 2 == 0:\n        odd //= 2\n        ${halving}\n    x = a ** odd % n\n    ${loop}\n        ${step}\n    return x\ndef work():\n    return passes(7, 2)\nwork()\n`,
      [
        { to: ['made.py', 10, 'work'], from: [1, '<module>'], ncalls: 1, tottime: 0.1, cumtime: 0.99 },
        { to: ['made.py', 1, 'passes'], from: [10, 'work'], ncalls: 5000, cumtime: 0.5 },
      ],
    );

  test('takes the time beside loops over the bits of its exponent', () => {
    expect(levels('for _ in range(twos - 1):')).toEqual(['likely']);
  });

  test('may take little beside a loop whose end nobody knows', () => {
    expect(levels('while x > twos:')).toEqual(['possible']);
  });

  test('may take little beside one whose numbers grow', () => {
    expect(levels('if x:', 'a *= a')).toEqual(['possible']);
    expect(levels('for _ in range(twos - 1):', 'twos += 1', 'x *= x')).toEqual(['possible']);
    expect(levels('if x:', 'a = a * a % n')).toEqual(['likely']);
  });
});

describe('a scope that is copied for each item', () => {
  const levels = (calls: number, file = 'made.py', loop = 'node.render(inner, out)'): readonly string[] =>
    levelsOf(
      'dict-rebuild',
      `class Text:\n    def render(self, scope, out):\n        out.append(scope[self.name])\ndef show(scope, items, node, nodes, out):\n    for item in items:\n        inner = {**scope, 'item': item}\n        ${loop}\nshow(scope, items, Text(), nodes, out)\n`,
      [
        { to: ['made.py', 4, 'show'], from: [1, '<module>'], ncalls: 100, tottime: 0.8, cumtime: 0.99 },
        { to: [file, 2, 'render'], from: [4, 'show'], ncalls: calls, cumtime: 0.1 },
      ],
    );

  test('is copied for nothing where the passes are many', () => {
    expect(levels(100_000)).toEqual(['likely']);
    expect(levels(150)).toEqual([]);
  });

  test('may be kept by a class of another file', () => {
    expect(levels(100_000, 'other.py')).toEqual(['possible']);
  });

  test('may be copied a few times only where the calls are of a loop inside, or of the function itself', () => {
    expect(levels(100_000, 'made.py', 'for node in nodes: node.render(inner, out)')).toEqual(['possible']);
    expect(levels(150, 'made.py', 'node.render(inner, out); [out.get(word) for word in item]')).toEqual([]);
  });
});

describe('a list that is searched', () => {
  const levels = (step: string, perCall: number): readonly string[] =>
    levelsOf(
      'list-scan',
      `def work(tags, rows, ways):\n    for row in rows:\n        tags.remove(row)\n        tags.insert(0, row)\n        ${step}\nwork([], range(9), 8)\n`,
      [
        { to: ['made.py', 1, 'work'], from: [1, '<module>'], ncalls: 1, tottime: 0.3, cumtime: 0.9 },
        { to: ['~', 0, "<method 'insert' of 'list' objects>"], from: [1, 'work'], ncalls: 1e5, cumtime: 0.01 },
        { to: ['~', 0, "<method 'remove' of 'list' objects>"], from: [1, 'work'], ncalls: 1e5, cumtime: 1e5 * perCall },
      ],
    );

  test('is a short one where it is cut when it has more than some', () => {
    expect(levels('pass', 1.2e-6)).toEqual(['confirmed']);
    expect(levels('if len(tags) > ways: tags.pop()', 1.2e-6)).toEqual([]);
  });

  test('is a long one where its calls say so, wherever it is cut', () => {
    expect(levels('if len(tags) > ways: tags.pop()', 5e-6)).toEqual(['confirmed']);
  });
});

describe('an extreme by a key that is set meanwhile', () => {
  const levels = (plays: number): readonly string[] =>
    levelsOf(
      'aggregate-in-loop',
      `from operator import attrgetter
class Player:
    def __init__(self, points):
        self.points = points
class Table:
    def __init__(self):
        self.players = []
    def play(self, player):
        player.points += 1
    def round(self):
        for number in range(99):
            self.players.append(Player(number))
            self.play(self.players[0])
            best = max(self.players, key=attrgetter('points'))
`,
      [
        { to: ['made.py', 10, 'round'], from: [1, '<module>'], ncalls: 10, tottime: 0.3, cumtime: 0.9 },
        { to: ['made.py', 8, 'play'], from: [10, 'round'], ncalls: plays, tottime: 0.1, cumtime: 0.1 },
        { to: ['~', 0, '<built-in method builtins.max>'], from: [10, 'round'], ncalls: 1000, cumtime: 0.4 },
      ],
    );

  test('is no place for a heap where it is set as often as items are looked at', () => {
    expect(levels(1000)).toEqual(['confirmed']);
    expect(levels(1_000_000)).toEqual([]);
  });
});

describe('a set of what an object holds, which is made for each pair', () => {
  const source = (text: string, pages = '[Page(line) for line in range(9)]'): string =>
    `from others import drawn\nclass Page:\n    def __init__(self, text):\n        self.words = ${text}\ndef alike(a, b):\n    mine, others = set(a.words), set(b.words)\n    return len(mine & others)\ndef work(pages):\n    for a, b in pages:\n        print(alike(a, b))\nwork(drawn(${pages}))\n`;
  const levels = (pages: number, text = 'str(text).split()'): readonly string[] =>
    levelsOf('made-again', source(text), [
      { to: ['made.py', 3, '__init__'], from: [1, '<module>'], ncalls: pages, cumtime: 1e-3 },
      { to: ['made.py', 8, 'work'], from: [1, '<module>'], ncalls: 1, tottime: 0.1, cumtime: 0.99 },
      { to: ['made.py', 5, 'alike'], from: [8, 'work'], ncalls: 250_000, cumtime: 0.89 },
    ]);

  test('is told where few such objects were made', () => {
    expect(levels(500)).toEqual(['likely']);
  });

  test('is not told where each pair may be of others, or somebody else has the list', () => {
    expect(levels(250_000)).toEqual([]);
    expect(levels(500, 'text')).toEqual([]);
  });
});

describe('a sum over a list that a class begins as a field', () => {
  const levels = (made: string, factory: string = 'list'): readonly string[] =>
    levelsOf(
      'recomputed',
      `import dataclasses
class Lot:
    def __init__(self, left):
        self.left = left
@dataclasses.dataclass
class Shelf:
    lots: list = dataclasses.field(default_factory=${factory})
    def change(self, at):
        self.lots[at].left -= 1
    def put(self, lot):
        self.lots.append(lot)
    def total(self):
        return sum(lot.left for lot in self.lots)
def run(shelf):
    for at in range(4000):
        shelf.put(Lot(at))
        shelf.change(0)
        shelf.total()
run(Shelf())
run(Shelf(${made}))
`,
      [
        { to: ['made.py', 14, 'run'], from: [1, '<module>'], ncalls: 2, tottime: 0.01, cumtime: 0.99 },
        { to: ['<string>', 2, '__init__'], from: [1, '<module>'], ncalls: 2, cumtime: 1e-5 },
        { to: ['made.py', 8, 'change'], from: [14, 'run'], ncalls: 6000, cumtime: 1e-4 },
        { to: ['made.py', 10, 'put'], from: [14, 'run'], ncalls: 800, cumtime: 1e-4 },
        { to: ['made.py', 12, 'total'], from: [14, 'run'], ncalls: 8000, cumtime: 0.9 },
      ],
    );

  test('is likely where no call gives it another list', () => {
    expect(levels('')).toEqual(['likely']);
  });

  test.each(['ROWS', 'lots=ROWS', '*given'])('is possible where a call gives it one: Shelf(%s)', (made) => {
    expect(levels(made)).toEqual(['possible']);
  });

  test('is not likely where it begins with items', () => {
    expect(levels('', 'some_lots')).not.toContain('likely');
  });
});

describe('own time of few passes', () => {
  const levels = (passes: number, tottime: number): readonly string[] =>
    levelsOf(
      'str-concat-quad',
      `def join(rows, found):
    text = ''
    for row in rows:
        text = text + read(row) + ','
        found[row] = text
    return text
def read(row):
    return str(row)
join(range(9), {})
`,
      [
        { to: ['made.py', 1, 'join'], from: [1, '<module>'], ncalls: 30, tottime, cumtime: tottime + 0.02 },
        { to: ['made.py', 7, 'read'], from: [1, 'join'], ncalls: passes, cumtime: 0.02 },
      ],
    );

  test('may be one interruption by another program', () => {
    expect(levels(750, 0.04)).toEqual(['possible']);
    expect(levels(750, 0.2)).toEqual(['likely']);
    expect(levels(3000, 0.04)).toEqual(['likely']);
  });
});

describe('a set of what an object holds', () => {
  const levels = (load: string): readonly string[] =>
    levelsOf(
      'made-again',
      `class Doc:\n    def __init__(self, text):\n        self.words = text.split()\ndef overlap(doc, wanted):\n    return len(set(doc.words) & wanted)\ndef main(texts, wanted):\n    docs = [Doc(text) for text in texts]\n    for at in range(4000):\n        overlap(docs[at % 20], wanted)\n${load}\n`,
      [
        { to: ['made.py', 6, 'main'], from: [1, '<module>'], ncalls: 1, tottime: 0.01, cumtime: 0.99 },
        { to: ['made.py', 2, '__init__'], from: [6, 'main'], ncalls: 20, cumtime: 0.01 },
        { to: ['made.py', 4, 'overlap'], from: [6, 'main'], ncalls: 4000, cumtime: 0.97 },
      ],
    );

  test('is made again where the profile counts few objects', () => {
    expect(levels('def load(cls, text):\n    return cls.__new__(cls)')).toEqual([]);
    expect(levels('class Cup:\n    def __new__(cls):\n        return super().__new__(cls)')).toEqual(['likely']);
    expect(levels('')).toEqual(['likely']);
  });
});

import { describe, expect, test } from 'vitest';
import type { Fix } from '../../src/hints/rule.ts';
import { sitesIn } from './program-code.ts';

function adviceIn(rule: string, source: string): Fix {
  const [only, ...others] = sitesIn(rule, source);
  expect(others).toEqual([]);
  expect(only?.fix).toBeDefined();
  return only?.fix ?? { text: '' };
}

describe('a table in place of searches in a list', () => {
  const search = (body: string, start = 'ids = list(given)'): string =>
    `import collections\ndef places(given, names, other):\n    found = []\n    ${start}\n    for name in names:\n        ${body}\n    return found\n`;

  test('is made once where nothing changes the list', () => {
    expect(adviceIn('list-scan', search('found.append(ids.index(name))')).after).toBe(
      'positions = {value: at for at, value in reversed(list(enumerate(ids)))}  # once\npositions[name]',
    );
    expect(adviceIn('list-scan', search('found.append(given.count(name))')).after).toContain(
      'collections.Counter(given)',
    );
  });

  test.each([
    'at = ids.index(name); ids[at] = None; found.append(at)',
    'found.append(ids.count(name)); add = ids.append; add(name)',
    'found.append(ids.index(name)); del ids[0]',
    'found.append(ids.count(name)); ids += [name]',
    'found.append(ids.count(name)); grow(ids, name)\ndef grow(table, one):\n    table.append(one)\nif 1:\n    if 1:\n        found = []',
    'found.append(ids.index(name)); other(ids)',
  ])('is kept along, and not shown as made once, in a loop with %s', (body) => {
    const { text, after } = adviceIn('list-scan', search(body));
    expect(after).toBeUndefined();
    expect(text).toMatch(/^Keep a collections.Counter beside ids|^ids changes between the searches/);
  });

  test('is kept along line by line where the list only gets more', () => {
    const { after } = adviceIn('list-scan', search('found.append(ids.index(name))\n        ids.append(name)'));
    expect(after).toMatch(
      / {2}# after line 4\nids_places\.setdefault\(name, len\(ids\) - 1\) {2}# after line 7\nids_places\[name\]$/,
    );
  });

  test('is kept along where another name of the list gets the items', () => {
    const { after } = adviceIn('list-scan', search('found.append(ids.count(name)); given.append(name)', 'ids = given'));
    expect(after).toBeUndefined();
  });

  test('takes a name that means nothing there', () => {
    const { after } = adviceIn('list-scan', search('counts = given.count(name); found.append(counts)'));
    expect(after).toContain('how_many = collections.Counter(given)');
  });

  test('is not shown where what is not in the list is caught as its error', () => {
    const body = 'try:\n            found.append(given.index(name))\n        except ValueError:\n            pass';
    const { text, after } = adviceIn('list-scan', search(body));
    expect(after).toBeUndefined();
    expect(text).toContain('KeyError, not ValueError');
  });

  test('knows the same of the key of a sort', () => {
    const { after, text } = adviceIn('list-scan', search('found.sort(key=given.index); given.append(name)'));
    expect(after).toBeUndefined();
    expect(text).toContain('changes between the searches');
  });
});

describe('a set beside a list', () => {
  test('is not shown where a function that gets the list, or another name, puts the items in', () => {
    const helper = 'def note(seen, one):\n    seen.append(one)\n';
    const walk = (step: string): string =>
      `${helper}def unique(words):\n    seen = []\n    rest = seen\n    for word in words:\n        if word not in seen:\n            ${step}\n    return seen, rest\n`;
    expect(adviceIn('in-list', walk('seen.append(word)')).after).toContain('seen_set.add(word)');
    expect(adviceIn('in-list', walk('note(seen, word)')).after).toBeUndefined();
    expect(adviceIn('in-list', walk('rest.append(word)')).after).toBeUndefined();
  });
});

describe('a deque in place of a list', () => {
  const drain = (rest: string, test = 'queue', start = 'list(rows)'): string =>
    `import json\ndef drain(rows):\n    queue = ${start}\n    total = 0\n    while ${test}:\n        total += queue.pop(0)\n    ${rest}\n`;

  test('is shown where all that is done with it a deque can do', () => {
    const all =
      'queue.append(1); queue.extend([2]); print(len(queue), bool(queue), queue[0], 3 in queue, sorted(queue)); queue += [4]';
    expect(adviceIn('list-pop0', drain(`${all}\n    return total`)).after).toBe(
      'import collections\nqueue = collections.deque(list(rows))  # line 3\nqueue.popleft()',
    );
  });

  test.each([
    ['queue != []', 'return total'],
    ['queue', 'return json.dumps(queue)'],
    ['queue', 'return queue + [total]'],
    ['queue', 'return isinstance(queue, list)'],
    ['queue', 'return queue'],
    ['queue', 'print(queue)'],
    ['queue', "print(f'{queue}')"],
    ['queue', 'return queue.pop(3)'],
    ['queue', 'return queue.copy()'],
    ['queue', 'return {"rest": queue}'],
  ])('is named with what it cannot do, without code, in a loop while %s with %s behind it', (test, rest) => {
    const { text, after } = adviceIn('list-pop0', drain(rest, test));
    expect(after).toBeUndefined();
    expect(text).toContain('Make queue a collections.deque where ');
  });

  test.each(['rows', 'rows.left'])('leaves the items with whoever has the list by its other name, %s', (start) => {
    const { text, after } = adviceIn('list-pop0', drain('return total', 'queue', start));
    expect(after).toBeUndefined();
    expect(text).toContain(`queue is ${start}, which loses what is taken out of it`);
  });

  test('is seen through an attribute as well', () => {
    const source = (rest: string): string =>
      `class Line:\n    def __init__(self):\n        self.queue = []\n    def serve(self):\n        while self.queue:\n            self.queue.pop(0)\n${rest}`;
    expect(adviceIn('list-pop0', source('')).after).toContain('self.queue.popleft()');
    expect(
      adviceIn('list-pop0', source('def same(one, other):\n    return one.queue == other.queue\n')).after,
    ).toBeUndefined();
  });
});

describe('what is caught decides what can stand instead', () => {
  const first = (caught: string): string =>
    `def least(rows):\n    try:\n        return sorted(rows)[0]\n    except ${caught}:\n        return None\n`;

  test.each(['IndexError', 'LookupError', '(IndexError, TypeError)'])('min raises no %s', (caught) => {
    const { text, after } = adviceIn('sorted0', first(caught));
    expect(after).toBeUndefined();
    expect(text).toContain('of no items it raises ValueError, not IndexError');
  });

  test.each(['Exception', '(IndexError, ValueError)', 'KeyError'])('min is as good where %s is caught', (caught) => {
    expect(adviceIn('sorted0', first(caught)).after).toBe('min(rows)');
  });

  const parse = (format: string, handler: string): string =>
    `import datetime\ndef parse(texts):\n    for text in texts:\n        try:\n            print(datetime.datetime.strptime(text, '${format}'))\n        ${handler}\n`;

  test.each(['except ValueError:\n            pass', 'except:\n            pass'])(
    'a date is not checked by what accepts more: %s',
    (handler) => {
      const { text, after } = adviceIn('strptime', parse('%Y-%m-%d', handler));
      expect(after).toBeUndefined();
      expect(text).toContain('also takes other forms, such as 20240131');
    },
  );

  test.each(['%Y-%m-%dT%H:%M:%S%z', '%Y-%m-%d %H:%M:%S.%f'])(
    'before Python 3.11 not all of %s is read by fromisoformat',
    (format) => {
      const { text, after } = adviceIn('strptime', parse(format, 'finally:\n            pass'));
      expect(after).toBeUndefined();
      expect(text).toContain('since Python 3.11 datetime.datetime.fromisoformat(text) reads it');
    },
  );

  test('what every Python reads alike is shown as code', () => {
    const { after } = adviceIn('strptime', parse('%Y-%m-%dT%H:%M', 'finally:\n            pass'));
    expect(after).toBe('datetime.datetime.fromisoformat(text)');
  });
});

describe('a dict or set that is rebuilt', () => {
  const grown = (step: string, start = '{}'): string =>
    `def grown(pairs):\n    found = ${start}\n    for key, value in pairs:\n        ${step}\n    return found\n`;

  test.each(['found = {key: value, **found}', 'found = {key: value} | found', 'found = {**key, **found}'])(
    'of %s what is there already wins',
    (step) => {
      const { text, after } = adviceIn('dict-rebuild', grown(step));
      expect(after).toBeUndefined();
      expect(text).toContain('setdefault');
    },
  );

  test('what is put behind overwrites', () => {
    expect(adviceIn('dict-rebuild', grown('found = {**found, key: value}')).after).toBe('found[key] = value');
    expect(adviceIn('dict-rebuild', grown('found = found | {key: value}')).after).toBe('found |= {key: value}');
  });

  test('a frozenset has no add', () => {
    const { text } = adviceIn('dict-rebuild', grown('found = found | {key}', 'frozenset()'));
    expect(text).toContain('make a frozenset of it at the end');
  });
});

test('the row that an insert made is told of by no executemany', () => {
  const insert = (rest: string): string =>
    `import sqlite3\ndef enter(db, rows):\n    for row in rows:\n        cursor = db.execute('INSERT INTO sales VALUES (?)', (row,))\n        ${rest}\n`;
  expect(sitesIn('sql-in-loop', insert('print(row)'))).toHaveLength(1);
  expect(sitesIn('sql-in-loop', insert('print(cursor.lastrowid)'))).toEqual([]);
  expect(sitesIn('sql-in-loop', insert('print(cursor.rowcount)'))).toEqual([]);
});

describe('an insert of each row whose table is asked between two of them is no matter of one executemany', () => {
  const store = (asks: string, rest: string): string =>
    `import sqlite3
class Store:
    def held(self, part):
        return self.db.execute('${asks}', (part,)).fetchone()
    def move(self, part):
        self.db.execute('INSERT INTO movement VALUES (?)', (part,))
${rest}`;
  const writes = (source: string) => sitesIn('sql-in-loop', source).filter(({ variant }) => variant === 'write').length;
  const enters = (loop: string): string => `def enter(store, parts):\n    for part in parts:\n        ${loop}\n`;
  const SUMS = 'SELECT SUM(pieces) FROM movement WHERE part = ?';

  test('by the function itself', () => {
    const moved = store(SUMS, '').replace('def move(self, part):', 'def move(self, part):\n        self.held(part)');
    expect(writes(moved)).toBe(0);
    expect(writes(moved.replace('FROM movement', 'FROM part'))).toBe(1);
  });

  test('by the loop that calls it, through whatever function', () => {
    const between = enters('keep(store, part); store.held(part)');
    const kept = `${between}def keep(store, part):\n    store.move(part)\n`;
    expect(writes(store(SUMS, enters('store.move(part); store.held(part)')))).toBe(0);
    expect(writes(store(SUMS, kept))).toBe(0);
    expect(writes(store('SELECT 1 FROM other JOIN movement', kept))).toBe(0);
    expect(writes(store('SELECT 1 FROM movements', kept))).toBe(1);
  });

  test('but is one where the table is asked before the loop or behind it', () => {
    expect(writes(store(SUMS, `${enters('store.move(part)')}    return store.held(1)\n`))).toBe(1);
    expect(writes(store(SUMS, 'def main(store):\n    store.move(1)\n    store.held(1)\nmain(Store())\n'))).toBe(1);
    const loop = `def mark(db):\n    for row in db.execute('SELECT id FROM movement').fetchall():\n        db.execute('UPDATE movement SET done = 1 WHERE id = ?', row)\n`;
    expect(writes(`import sqlite3\n${loop}`)).toBe(1);
  });
});

test('a compiled pattern is kept under a name that means nothing else', () => {
  const source = (start: string): string =>
    `import re\n${start}\ndef digits(lines):\n    for line in lines:\n        print(re.findall('[0-9]+', line), PATTERN)\n`;
  expect(adviceIn('re-compile', source('PATTERN = 3')).after).toContain("REGEX = re.compile('[0-9]+')");
  expect(adviceIn('re-compile', source('').replace(', PATTERN', '')).after).toContain("PATTERN = re.compile('[0-9]+')");
});

test('a default that no call gives is no part of what a cache asks for', () => {
  const source =
    'def ways(rows, columns, kept={}):\n    if rows == 0 or columns == 0:\n        return 1\n    return ways(rows - 1, columns) + ways(rows, columns - 1)\n';
  expect(adviceIn('lru-cache', source).text).toBe('Remember the results.');
  expect(adviceIn('lru-cache', `${source}print(ways(3, 4, {}))\n`).text).toContain('lru_cache refuses lists');
});

test.each([
  ["getattr(stock, 'sent')", 0],
  ["vars(stock)['sent']", 0],
  ["stock.__dict__['sent']", 0],
  ['[getattr(stock, name) for name in names]', 0],
  ["operator.attrgetter('sent')(stock)", 0],
  ["getattr(stock, 'made')", 1],
])('a list that is read as %s is not one of which only the end is asked', (read, count) => {
  const source = `import operator\nclass Stock:\n    def __init__(self):\n        self.sent = []\n        self.made = 0\n    def send(self, one):\n        self.sent.append(one)\n        return len(self.sent)\ndef show(stock, names):\n    return ${read}\n`;
  expect(sitesIn('kept-list', source)).toHaveLength(count);
});

describe('a call that two functions make for the same', () => {
  const flock = (by: Partial<Record<'birds' | 'near' | 'step' | 'below', string>> = {}): string => `import itertools
class Flock:
    def __init__(self, birds):
        self.birds = ${by.birds ?? '[bird for bird in birds]'}
    def near(self, bird):
        ${by.near ?? 'return [one for one in self.birds if one.x < bird.x]'}
    def align(self, bird):
        return len(self.near(bird))
    def avoid(self, bird):
        return len(self.near(bird))
    def step(self, bird, other):
        first = self.align(bird)
        ${by.step ?? 'second = self.avoid(bird)'}
        return first + second
${by.below ?? ''}`;

  test('is made once by who calls both', () => {
    expect(adviceIn('call-twice', flock()).text).toBe(
      'Call near() once in step() and pass the result to align() and avoid().',
    );
  });

  test.each([
    'return [one for one in bird if one]',
    'return sum(bird)',
    'return len([one for one in itertools.islice(bird, 3)])',
    'a, b = bird; return a < b',
    'return 3 in bird',
    'return max(*bird)',
    'rows = bird; return [one for one in rows]',
    'return [one for one in bird.rows]',
    'return (one for one in self.birds)',
    'return map(len, self.birds) if bird.x else []',
    'return list(self.each(bird))\n    def each(self, rows):\n        return [one for one in rows]',
  ])('may find less the second time, where the function does %s', (near) => {
    expect(sitesIn('call-twice', flock({ near }))).toEqual([]);
  });

  test.each([
    'return list(map(len, self.birds))',
    'found = []\n        for one in self.birds:\n            if abs(one.x - bird.x) < 3:\n                found.append(one)\n        return found',
  ])('finds as much where it walks a list, by %s', (near) => {
    expect(sitesIn('call-twice', flock({ near }))).toHaveLength(1);
  });

  test.each(['iter(birds)', 'open(birds)', 'birds'])('may find less the second time, of %s', (birds) => {
    expect(sitesIn('call-twice', flock({ birds }))).toEqual([]);
  });

  test.each(['yield first; second = self.avoid(bird)', 'yield from first; second = self.avoid(bird)'])(
    'may find something else after %s',
    (step) => expect(sitesIn('call-twice', flock({ step }))).toEqual([]),
  );

  test('is one of two objects where the second is asked of another', () => {
    expect(sitesIn('call-twice', flock({ step: 'second = other.avoid(bird)' }))).toEqual([]);
  });

  test.each(['near', 'align', 'avoid'])('may be another in a class below that has a %s of its own', (name) => {
    const below = (base: string): string => `class Other(${base}):\n    def ${name}(self, bird):\n        return 3\n`;
    expect(sitesIn('call-twice', flock({ below: below('Flock') }))).toEqual([]);
    expect(sitesIn('call-twice', flock({ below: below('dict') }))).toHaveLength(1);
  });
});

describe('a log message that is thrown away', () => {
  const logged = (call: string): string =>
    `import logging\nlog = logging.getLogger()\nserved = []\ndef describe(job):\n    return sorted(job)\ndef serve(job):\n    served.append(job)\n    return job\ndef run(job):\n    ${call}\n`;
  const ASKS_FIRST = /ask first/;

  test.each([
    "log.debug('%s is %s' % (job, describe(job)))",
    "log.debug(f'{sorted(job)} comes')",
    "log.debug('{} comes'.format(describe(job)))",
    "log.debug('%s', describe(job))",
    'log.debug(describe(job))',
    "text = '%s(%s)' % (job, ', '.join(sorted(job)))\n    done = serve(job)\n    log.debug('%s gives %s', text, done)",
    "log.log(10, '%s', f'{sorted(job)} comes')",
  ])('is not asked for where a call makes a value: as an argument it would be made all the same: %s', (call) => {
    expect(adviceIn('log-fstring', logged(call)).text).toMatch(ASKS_FIRST);
  });

  test.each([
    "log.debug(f'{job} with {len(job)} fields')",
    "log.debug('%s comes' % str(job))",
    "log.debug('%s is served' % serve(job))",
  ])('has its values as arguments where they cost nothing, or have to be made: %s', (call) => {
    const [only] = sitesIn('log-fstring', logged(call));
    expect(only).toBeDefined();
    expect(only?.fix?.text ?? '').not.toMatch(ASKS_FIRST);
  });
});

test.each([
  "text = f'{sorted(job)} comes'\n    served.append(text)\n    log.debug('%s', text)",
  "text = f'{serve(job)} comes'\n    log.debug('%s', text)",
])(
  'a value of a log message is not made in vain where it is read elsewhere, or its making does something: %s',
  (body) => {
    const source = `import logging\nlog = logging.getLogger()\nserved = []\ndef serve(job):\n    served.append(job)\n    return job\ndef run(job):\n    ${body}\n`;
    expect(sitesIn('log-fstring', source)).toEqual([]);
  },
);

describe('the bounds of a ratio', () => {
  const compared = (body: string): string => `import difflib\ndef are_alike(one, two, least):\n    ${body}\n`;

  test.each([
    'return difflib.SequenceMatcher(None, one, two).ratio() > least',
    'matcher = difflib.SequenceMatcher(a=one, b=two)\n    return 0 if matcher.ratio() >= 0.5 else 1',
  ])('are asked first where it is only compared with a limit: %s', (body) => {
    expect(adviceIn('sequence-matcher', compared(body)).text).toContain('real_quick_ratio() and then quick_ratio()');
  });

  test.each([
    'return difflib.SequenceMatcher(None, one, two).ratio()',
    'return difflib.SequenceMatcher(None, one, two).ratio() == 1',
    'return difflib.SequenceMatcher(None, one, two).ratio() < least',
    'matcher = difflib.SequenceMatcher(None, one, two)\n    return matcher.quick_ratio() > least and matcher.ratio() > least',
  ])('are not where its value is needed, or they are asked: %s', (body) => {
    expect(sitesIn('sequence-matcher', compared(body))).toEqual([]);
  });
});

test.each(['class View:\n    def debug(self, text):\n        self.text = text\n', ''])(
  'a log message is one only where no class of the file has such a method: %j',
  (shown) => {
    const source = `${shown}def run(view, jobs):\n    for job in jobs:\n        view.debug(f'{job} comes')\n`;
    expect(sitesIn('log-fstring', source)).toHaveLength(shown === '' ? 1 : 0);
  },
);

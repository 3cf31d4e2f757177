import { describe, expect, test } from 'vitest';
import { functionKey } from '../../src/profile/function-name.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { type SourceView, sourceView } from '../../src/views/source-view.ts';
import { bookOf, readProfile, rowOf, watchedDisk } from '../source/profiled-app.ts';

function viewOf(table: ProfileTable, file: string, name: string): SourceView {
  const view = sourceView(bookOf(table), rowOf(table, file, name));
  if (view.kind !== 'found') throw new Error(view.reason);
  return view;
}

/** The text of the line that costs most. */
function hottestLine(table: ProfileTable, file: string, name: string): string {
  const { lines, hottest } = viewOf(table, file, name);
  return lines[hottest]?.text.trim() ?? '';
}

describe('the costliest line of a function is the one that its code says', () => {
  const logreport = 'logreport-py311';
  const shop = 'shop-py38';
  const etl = 'etl-py311.prof';
  const words = 'wordindex-pypy.prof';

  test.each([
    // the dates are parsed for each line of the log
    [
      logreport,
      'reader.py',
      'parse_line',
      "return Entry(host, datetime.strptime(when, '%d/%b/%Y:%H:%M:%S'), method, path,",
    ],
    [logreport, 'reader.py', 'read_entries', 'e = parse_line(line)'],
    [logreport, 'reader.py', 'read_lines', 'lines.append(line.strip())'],
    [logreport, 'stats.py', 'percentile', 'ordered = sorted(self.sizes)'],
    [
      logreport,
      'report.py',
      'render',
      "text += '  p' + str(int(q * 100)) + ' ' + '%.1f' % summary.percentile(q) + '\\n'",
    ],
    [logreport, '__main__.py', 'main', 'for entry in read_entries(argv[0]):'],
    // the orders are made by a generator while they are sorted
    [shop, 'main.py', 'main', 'book = sorted(orders(rnd, products, 1500))'],
    [shop, 'main.py', 'orders', 'order.add(product, rnd.randrange(1, 12))'],
    [shop, 'main.py', 'related', 'return sorted(pairs.items(), key=operator.itemgetter(1), reverse=True)[:10]'],
    [shop, 'models.py', 'total', "return sum((line.gross for line in self.lines), Decimal('0'))"],
    [etl, 'load.py', 'main', 'for row in csv.DictReader(io.StringIO(make_csv(6000))):'],
    [etl, 'load.py', 'clean', "row['city'] = row['city'].strip().title()"],
    [etl, 'load.py', 'median', 'values = sorted(values)'],
    [words, 'word_index.py', 'main', 'index.add(path)'],
    [words, 'word_index.py', 'add', 'for word, line in tokens(path):'],
    [words, 'word_index.py', 'tokens', 'yield m.group().lower(), number'],
    [words, 'word_index.py', 'sources', 'yield os.path.join(folder, name)'],
  ])('%s: %s, %s', (profile, file, name, line) => {
    expect(hottestLine(readProfile(profile), file, name)).toBe(line);
  });
});

describe('what the lines of a function call', () => {
  const table = readProfile('logreport-py311');
  const nameOf = (row: number): string => table.strings.text(functionKey(table, row).name);

  test('is laid on the one line that names it, or shared where several do', () => {
    const { lines } = viewOf(table, 'stats.py', 'add');
    const calls = lines.map(({ number, cost }) => [
      number,
      cost?.ncalls ?? 0,
      (cost?.calls ?? []).map(({ callee }) => nameOf(callee)),
      (cost?.shared ?? []).map(({ callee, lines: between }) => [nameOf(callee), between.join()]),
    ]);
    const append = ["<method 'append' of 'list' objects>", '13,14,17,18'];
    const setdefault = ["<method 'setdefault' of 'dict' objects>", '13,14'];
    expect(calls).toEqual([
      [12, 0, [], []],
      [13, 6000, ['normalise'], [append, setdefault]],
      [14, 6000, ['day'], [append, setdefault]],
      [15, 6000, ["<method 'get' of 'dict' objects>"], []],
      [16, 0, [], []],
      [17, 0, [], [append]],
      [18, 0, [], [append]],
    ]);
  });

  test.each(['logreport-py311', 'etl-py311.prof', 'wordindex-pypy.prof'])(
    'makes, with its own time, the time of the function: %s',
    (name) => {
      const profile = readProfile(name);
      const book = bookOf(profile);
      let checked = 0;
      for (let row = 0; row < profile.length; row++) {
        const view = sourceView(book, row);
        if (view.kind !== 'found' || /^<(?:list|dict|set)comp>$/.test(nameIn(profile, row))) continue;
        checked++;
        expect(view.lostTime).toBeNull();
        expect(sumOf(view)).toBeCloseTo(profile.cumtime[row]!, 4);
      }
      expect(checked).toBeGreaterThan(5);
    },
  );
});

test('what the dump lost of a function is told', () => {
  // Product and Line both have an `__init__` at line 2 of <string>: the second took the place of the first
  const { lostTime } = viewOf(readProfile('shop-py38'), 'models.py', 'add');
  expect(lostTime).toBeCloseTo(0.06499814 - 0.0367067 - 0.01286191, 6);
});

test('where a function does not parse, all its calls are listed, and none has a line', () => {
  const table = readProfile('logreport-py311');
  const disk = watchedDisk();
  const broken = (path: string): Uint8Array | undefined => {
    const bytes = disk.read(path, 'source');
    return bytes === undefined
      ? undefined
      : Buffer.from(Buffer.from(bytes).toString().replace('setdefault(', 'setdefault(]'));
  };
  const view = sourceView(bookOf(table, { ...disk, read: broken }), rowOf(table, 'stats.py', 'add'));
  if (view.kind !== 'found') throw new Error(view.reason);
  expect(view.notes.join()).toMatch(/^lines \d+-\d+ could not be parsed: no line of add has a cost$/);
  expect(view.lines.every(({ cost }) => cost === null)).toBe(true);
  expect(view.unplaced.map(({ callee }) => nameIn(table, callee)).sort()).toEqual([
    "<method 'append' of 'list' objects>",
    "<method 'get' of 'dict' objects>",
    "<method 'setdefault' of 'dict' objects>",
    'day',
    'normalise',
  ]);
});

function nameIn(table: ProfileTable, row: number): string {
  return table.strings.text(table.functions.name[row]!);
}

/** Each shared call once. */
function sumOf({ lines, unplaced, ownTime }: SourceView): number {
  const shared = new Map(
    lines.flatMap(({ cost }) => (cost?.shared ?? []).map((call) => [call.callee, call.cumtime ?? 0])),
  );
  const sole = lines.reduce((sum, { cost }) => sum + (cost?.seconds ?? 0), 0);
  const left = unplaced.reduce((sum, { cumtime }) => sum + (cumtime ?? 0), 0);
  return ownTime + sole + left + [...shared.values()].reduce((sum, part) => sum + part, 0);
}

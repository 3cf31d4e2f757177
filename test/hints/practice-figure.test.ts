import { describe, expect, test } from 'vitest';
import type { PracticeNote } from '../../src/hints/practice.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { hintsIn } from './hint-fixtures.ts';

/** The practices of the function at the first line, which takes all the time of a profile that does not say its Python. */
function practicesOf(name: string, lines: readonly string[], ncalls: number = 100): readonly PracticeNote[] {
  const builder = new ProfileBuilder();
  builder.setRow('made.py', 1, name, { ncalls, primitiveCalls: ncalls, tottime: 1, cumtime: 1 });
  builder.endEdges();
  const { practices } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(`${lines.join('\n')}\n`));
  return [...practices.values()].flatMap((notes) => notes());
}

describe('where the Python is not known', () => {
  const BOUND = [
    'def kept(values):',
    '    found = []',
    '    add = found.append',
    '    for value in values:',
    '        add(value)',
    '    return found',
  ];

  test('a form that is slower on some Pythons is told by Python, not as a range around 1', () => {
    const brings = practicesOf('kept', BOUND).map((note) => note.brings);
    expect(brings).toHaveLength(1);
    expect(brings[0]).toMatch(
      /^the name helps on some Pythons and harms on others: 1\.\d times as fast on 3\.8[\d., and]*, alike on 3\.12, slower on 3\.11 and 3\.13; /,
    );
    expect(brings[0]).not.toMatch(/0\.\d+ /);
  });
});

describe('a sum made in a loop', () => {
  const addedBy = (step: string): readonly string[] => [
    'def added(values):',
    '    total = 0',
    '    for value in values:',
    `        ${step}`,
    '    return total',
  ];

  test.each(['total += value', 'total = total + value', 'total = value + total'])('by %s is one for sum()', (step) => {
    const [only, ...others] = practicesOf('added', addedBy(step));
    expect(others).toEqual([]);
    expect([only?.practice, only?.fix.after]).toEqual(['built-ins', 'total += sum(values)']);
  });

  test.each(['total = total + total', 'total = 2 + value', 'total = total - value'])('by %s is none', (step) => {
    expect(practicesOf('added', addedBy(step))).toEqual([]);
  });

  test('of what does not begin as a number is none', () => {
    const lines = [
      'def added(values, total):',
      '    for value in values:',
      '        total = total + value',
      '    return total',
    ];
    expect(practicesOf('added', lines)).toEqual([]);
  });
});

describe('a text that grows in a loop', () => {
  const grownBy = (...steps: readonly string[]): readonly string[] => [
    'def letter(lines):',
    "    text = ''",
    '    for line in lines:',
    ...steps.map((step) => `        ${step}`),
    '    return text',
  ];
  const only = (lines: readonly string[]): PracticeNote | undefined =>
    practicesOf('letter', lines).find(({ practice }) => practice === 'join');

  test.each([
    ['text += line[0]', 'comprehension-whole'],
    ["text += line + '\\n'", 'comprehension-sum'],
    ['text += str(2 * len)', 'comprehension-call'],
    ["text += f'{line};'", 'comprehension-fstring'],
  ])('by %s has the figures of such a piece, in a comprehension, with few and with many', (step, figure) => {
    const note = only(grownBy(step));
    expect(note?.figure).toBe(`practice-join/${figure}`);
    expect(note?.fix.after).toBe(`text = ''.join([${step.slice('text += '.length)} for line in lines])`);
    expect(note?.brings).toMatch(/ with 200 items and .+ with 200,000 long ones; /);
    expect(note?.brings).not.toContain('this code does more');
  });

  test('by the items themselves is a join of them', () => {
    const note = only(grownBy('text += line'));
    expect([note?.figure, note?.fix.after]).toEqual(['practice-join/items-whole', "text = ''.join(lines)"]);
    expect(note?.brings).toMatch(
      /^worth it where this line is what the time goes into: [\d.]+ to [\d.]+ times as fast /,
    );
  });

  test.each([
    'text += render(line)',
    'text += line.strip()',
    'text += str(line)',
    "text += f'{render(line)};'",
    "text += line.strip() + ';'",
    "text += '%s;' % line",
  ])('by %s, which takes longer than what was measured, is told that less is seen of it', (step) => {
    const note = only(grownBy(step));
    expect(note?.figure).toBe('practice-join/comprehension-call');
    expect(note?.brings).toMatch(/ times as fast .*; this code does more, which makes the difference smaller$/);
  });

  test('in a loop and behind it is one text, of which one thing is said', () => {
    const notes = practicesOf('letter', [
      ...grownBy('text += line').slice(0, -1),
      '    else:',
      "        text += '.'",
      '    return text',
    ]);
    expect(notes.map(({ practice, line }) => [practice, line])).toEqual([['join', 4]]);
  });

  test('has the figure of append where the loop does more, and is told that less is seen of it', () => {
    const note = only(grownBy('text += line', 'print(line)'));
    expect(note?.figure).toBe('practice-join/append-whole');
    expect(note?.brings).toContain('this code does more, which makes the difference smaller');
    expect(note?.fix.after).toContain('text_parts.append(line)');
  });

  test('by two texts that are there has the figure of two', () => {
    expect(only(grownBy('text += line', "text += ';'"))?.figure).toBe('practice-join/append-two');
  });

  test('by pieces that are made in it is no gain to count on, and for other Pythons', () => {
    const note = only(grownBy("text += line + ';'"));
    expect(note?.brings).toMatch(/^slower with many, so there is no gain to count on: /);
    expect(note?.fix.text).toContain('only Pythons that copy it (PyPy) need that');
  });

  test('keeps what an outer loop has put to it', () => {
    const lines = ['def letter(pages):', "    text = ''", '    for page in pages:', '        for line in page:'];
    const note = only([...lines, '            text += line', '    return text']);
    expect(note?.fix.after).toBe("text += ''.join(page)");
  });

  test('as an attribute is copied at each step, which no figure says', () => {
    const lines = ['def letter(page, lines):', '    for line in lines:', "        page.text += f'{line};'"];
    expect(only(lines)?.figure).toBe(null);
    expect(only(lines)?.fix.text).toContain('here each step copies the whole text.');
  });
});

describe('a message of a few statements', () => {
  const said = (...steps: readonly string[]): PracticeNote | undefined =>
    practicesOf('header', ['def header(name):', ...steps.map((step) => `    ${step}`), '    return text']).find(
      ({ practice }) => practice === 'join',
    );

  test('is one f-string', () => {
    const note = said("text = 'To: '", 'text += name', "text += ';'");
    expect([note?.figure, note?.fix.after]).toEqual(['practice-format/pieces', "text = f'To: {name};'"]);
    expect([note?.line, note?.fix.before]).toEqual([2, "text = 'To: '\ntext += name\ntext += ';'"]);
  });

  test('is no place to gain anything where it is made once', () => {
    const lines = ['def header(name):', "    text = 'To: '", '    text += name', '    return text'];
    expect([practicesOf('header', lines).length, practicesOf('header', lines, 1)]).toEqual([1, []]);
  });

  test('is no list to join where its first piece is called for, and a slower one where that is there', () => {
    expect(said("text = 'To: '", 'text += str(name)', 'print(text)', 'text += name')).toBeUndefined();
    expect(said("text = 'To: '", 'text += name', 'print(text)', 'text += name')?.figure).toBe(
      'practice-format/pieces-join',
    );
  });

  test('is told that less is seen of it where a piece is called for', () => {
    const note = said("text = 'To: ' + render(name) + '.'", "text += ';'", "text += '!'");
    expect(note?.figure).toBe('practice-format/pieces-made');
    expect(note?.brings).toContain('this code does more');
  });

  test('of two statements has a figure of its own', () => {
    expect(said("text = 'To: '", 'text += name')?.figure).toBe('practice-format/pieces-one');
  });

  test('is none where something is done between', () => {
    expect(said("text = 'To: '", 'print(name)', 'text += name')?.figure).toBe('practice-format/pieces-join');
  });
});

describe('a figure is of the form that stands there', () => {
  const figuresOf = (...body: readonly string[]): readonly (string | null)[] =>
    practicesOf('work', ['def work(rows, wanted):', ...body.map((line) => `    ${line}`)]).map(({ figure, brings }) =>
      brings.includes('this code does more') ? `${figure}, and more` : figure,
    );

  test.each([
    ['found.append(row)', 'practice-append-loop/list-whole'],
    ['found.append(row[0])', 'practice-append-loop/comprehension-whole'],
    ['found.append(row * parse(row))', 'practice-append-loop/comprehension, and more'],
    ['found.append(parse(row).upper())', 'practice-append-loop/comprehension, and more'],
    ['if parse(row): found.append(row)', 'practice-append-loop/filtered-whole, and more'],
    ['found.append(row * 3)', 'practice-append-loop/comprehension-sum'],
    ['found.append(row.upper())', 'practice-append-loop/comprehension'],
    ['found.append(parse(row))', 'practice-append-loop/comprehension, and more'],
  ])('%s in a loop: %s', (step, figure) => {
    expect(figuresOf('found = []', 'for row in rows:', `    ${step}`, 'return found')).toEqual([figure]);
  });

  test.each([
    ['list(map(lambda row: row * 3, rows))', 'practice-append-loop/map-lambda-sum'],
    ['map(lambda row: row * 3, rows)', 'practice-append-loop/lazy-sum'],
    ['map(lambda row: (row, row), rows)', 'practice-append-loop/lazy, and more'],
    ['list(map(lambda row: row * parse(row), rows))', 'practice-append-loop/map-lambda, and more'],
    ['sum([row * 3 for row in rows])', 'gen-retain/sum'],
    ['sum([parse(row) for row in rows])', 'gen-retain/sum, and more'],
  ])('%s: %s', (value, figure) => {
    expect(figuresOf(`return ${value}`)).toEqual([figure]);
  });

  test('a list made of a map with a lambda is a list comprehension', () => {
    const [note] = practicesOf('work', ['def work(rows):', '    return list(map(lambda row: row * 3, rows))']);
    expect(note?.fix).toMatchObject({
      before: 'list(map(lambda row: row * 3, rows))',
      after: '[row * 3 for row in rows]',
    });
  });

  test.each([
    ["'hello ' + wanted", 'practice-format/two'],
    ["'hello ' + wanted + ';'", 'practice-format/three'],
    ["'hello ' + str(2 * 3)", 'practice-format/two-number'],
    ["'hello ' + str(wanted)", 'practice-format/two, and more'],
    ["'hello ' + render(wanted)", 'practice-format/two, and more'],
    ["'<p>' + wanted + rows + wanted + rows + '</p>'", 'practice-format/six'],
    ["'<p>' + wanted + rows + wanted + rows + wanted + rows + wanted + '</p>'", 'practice-format/seven'],
    ["'hello %s' % (render(wanted),)", 'practice-format/percent-one, and more'],
    ["'%s %s %s' % (wanted, rows, wanted)", 'practice-format/percent-four'],
    ["'hello {}'.format(render(wanted))", 'practice-format/format-one, and more'],
    ["'hello %s' % (wanted,)", 'practice-format/percent-one'],
    ["'hello %.2f' % (wanted,)", 'not-measured'],
    ["'hello {}'.format(wanted)", 'practice-format/format-one'],
    ["'hello {:>8}'.format(wanted)", 'not-measured'],
  ])('%s: %s', (message, figure) => {
    expect(figuresOf(`return ${message}`)).toEqual([figure]);
  });

  test.each([
    ['wanted.lower()', 'practice-evaluations/lower'],
    ['wanted.strip()', 'practice-evaluations/strip'],
    ["wanted.replace('a', 'b')", 'not-measured'],
  ])('%s in a loop: %s', (call, figure) => {
    const loop = ['n = 0', 'for row in rows:', `    if row == ${call}: n -= 1`, 'return n'];
    const lines = ['def work(rows, wanted):', ...loop.map((line) => `    ${line}`)];
    const notes = practicesOf('work', lines).filter(({ practice }) => practice === 'evaluation');
    expect(notes.map((note) => note.figure)).toEqual([figure]);
  });
});

describe('what an f-string is given', () => {
  const afterOf = (message: string): string | undefined =>
    practicesOf('work', ['def work(wanted):', `    return ${message}`])[0]?.fix.after;

  test.each([
    ["'hello ' + str(wanted)", "f'hello {wanted!s}'"],
    ["'hello %s' % (wanted,)", "f'hello {wanted!s}'"],
    ["'hello ' + str(2 * 3)", "f'hello {2 * 3}'"],
    ["'hello {}'.format(wanted)", "f'hello {wanted}'"],
  ])('for %s is the same text of an enum too: %s', (message, after) => expect(afterOf(message)).toBe(after));

  test('for str() of a member of an enum, which is made of a text, is no plain text', () => {
    const color = ['class Color(str, enum.Enum):', "    RED = 'r'", 'work(Color.RED)'];
    const lines = ['def work(wanted):', "    return 'hello ' + str(wanted)", ...color];
    expect(practicesOf('work', lines)[0]?.fix.after).toBe("f'hello {wanted!s}'");
    expect(practicesOf('work', [...lines.slice(0, 2), "work('red')"])[0]?.fix.after).toBe("f'hello {wanted}'");
  });
});

describe('a loop that calls something else in the same statement', () => {
  const notesOf = (head: string, step: string): readonly PracticeNote[] =>
    practicesOf('work', ['def work(rows, wanted):', '    n = 0', `    ${head}`, `        ${step}`, '    return n']);

  test.each([
    ['for row in rows:', 'n += render(row, wanted.lower())'],
    ['import math\n    for row in rows:', 'n += math.sqrt(render(row))'],
    ['while n < len(rows):', 'n = step(n, rows)'],
    ['import re\n    for row in rows:', "if re.match('a+', render(row)): n += 1"],
  ])('%s %s: less is seen of the figure', (head, step) => {
    const notes = notesOf(head, step).filter(({ figure }) => figure !== 'not-measured');
    expect(notes.length).toBeGreaterThan(0);
    for (const { brings } of notes) expect(brings).toContain('this code does more, which makes the difference smaller');
  });

  test('a branch of several statements is more than was measured', () => {
    const lines = ['if row == wanted.lower():', '            n += 1', '            print(n)'].join('\n');
    const [note] = practicesOf('work', [
      'def work(rows, wanted):',
      '    n = 0',
      '    for row in rows:',
      `        ${lines}`,
    ]);
    expect(note?.brings).toContain('this code does more');
  });

  test('a list walked by number in which something else is called is told the same', () => {
    const [note] = notesOf('for at in range(len(rows)):', 'n += render(rows[at])');
    expect(note?.figure).toBe('practice-built-ins/number');
    expect(note?.brings).toContain('this code does more');
  });
});

describe('what is the same in each pass', () => {
  const LINES = ['def work(text):', '    import re', "    return re.compile('a+').match(text)"];

  test('is told of a function that is called again and again, and of none that runs once', () => {
    const told = (ncalls: number): readonly string[] =>
      practicesOf('work', LINES, ncalls).map(({ practice }) => practice);
    expect([told(100), told(1)]).toEqual([['evaluation'], []]);
  });
});

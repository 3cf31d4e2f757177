import { describe, expect, test } from 'vitest';
import { type Block, type Document, grouped, heading, left, right } from '../../src/report/document.ts';
import { documentHtml } from '../../src/report/document-html.ts';
import { documentMarkdown } from '../../src/report/document-markdown.ts';
import { documentText } from '../../src/report/document-text.ts';
import { code, type Phrase, picture, quoting, strong } from '../../src/report/phrase.ts';
import { displayWidth } from '../../src/text/display.ts';
import { escapeControls } from '../../src/text/escape.ts';
import { fc } from '../properties.ts';
import { hostileName } from './hostile-names.ts';
import { kindsIn, readMarkdown, textOf } from './read-markdown.ts';

/** One block of each kind, all about this name. */
function documentAbout(name: string): Document {
  return [
    { kind: 'title', phrase: ['All of ', code(name)] },
    heading('Numbers of ', code(name)),
    { kind: 'sentences', phrases: [[strong('It grew.')], ['By ', code(name), ' alone.']] },
    {
      kind: 'table',
      headings: [...grouped('time', ['before', 'after']), left('function')],
      rows: [['1.000', '2.500', [code(name)]]],
      remarks: { title: 'why', ofRows: [['more of it', 'and dearer']] },
      rest: '3 more with 0.100 s',
    },
    { kind: 'list', lead: 'To try:', items: [['less of ', code(name)]] },
    { kind: 'notes', phrases: [['not all of ', code(name), ' was seen']] },
    {
      kind: 'fold',
      title: ['a hint'],
      place: ['in ', code(name)],
      blocks: [
        { kind: 'facts', facts: [{ label: 'saving', phrase: ['half of ', code(name)] }] },
        { kind: 'code', language: 'diff', lines: [`- ${name}`] },
      ],
    },
  ];
}

test('a document is text with the blocks below each other', () => {
  expect(documentText(documentAbout('a.py:1(f)'), 80).split('\n')).toEqual([
    'Numbers of a.py:1(f)',
    '',
    'It grew.',
    'By a.py:1(f) alone.',
    '',
    '  time',
    'before  after  function',
    ' 1.000  2.500  a.py:1(f)',
    '            more of it',
    '            and dearer',
    '... 3 more with 0.100 s',
    '',
    'To try:',
    '   less of a.py:1(f)',
    '',
    'Note: not all of a.py:1(f) was seen.',
    '',
    'a hint',
    '   in a.py:1(f)',
    '   saving      half of a.py:1(f)',
    '     - a.py:1(f)',
    '',
  ]);
});

test('the same document is Markdown', () => {
  expect(documentMarkdown(documentAbout('a.py:1(f)')).split('\n')).toEqual([
    '# All of `a.py:1(f)`',
    '',
    '## Numbers of `a.py:1(f)`',
    '',
    '**It grew.** By `a.py:1(f)` alone.',
    '',
    '| time before | after | function | why |',
    '| --: | --: | :-- | :-- |',
    '| 1.000 | 2.500 | `a.py:1(f)` | more of it; and dearer |',
    '',
    '3 more with 0.100 s.',
    '',
    'To try:',
    '',
    '- less of `a.py:1(f)`',
    '',
    '> Note: not all of `a.py:1(f)` was seen.',
    '',
    '<details>',
    '<summary>a hint, in <code>a.py:1(f)</code></summary>',
    '',
    '- saving: half of `a.py:1(f)`',
    '',
    '```diff',
    '- a.py:1(f)',
    '```',
    '',
    '</details>',
    '',
  ]);
});

test('the same document is HTML, whose elements say what each thing is', () => {
  expect(documentHtml(documentAbout('a.py:1(f)')).split('\n')).toEqual([
    '<h1>All of <code>a.py:1(f)</code></h1>',
    '<h2>Numbers of <code>a.py:1(f)</code></h2>',
    '<p><strong>It grew.</strong> By <code>a.py:1(f)</code> alone.</p>',
    '<div class="wide" role="group" aria-label="Numbers of a.py:1(f)" tabindex="0"><table><thead>' +
      '<tr><th scope="colgroup" colspan="2">time</th><td colspan="1"></td></tr>' +
      '<tr><th scope="col" class="n">before</th><th scope="col" class="n">after</th><th scope="col">function</th></tr></thead><tbody>',
    '<tr><td class="n">1.000</td><td class="n">2.500</td><th scope="row"><code>a.py:1(f)</code></th></tr>' +
      '<tr class="remark"><td colspan="3">more of it; and dearer</td></tr>',
    '</tbody></table></div>',
    '<p class="rest">3 more with 0.100 s.</p>',
    '<p>To try:</p>',
    '<ul><li>less of <code>a.py:1(f)</code></li></ul>',
    '<p class="note">Note: not all of <code>a.py:1(f)</code> was seen.</p>',
    '<details><summary>a hint, in <code>a.py:1(f)</code></summary>',
    '<dl><dt>saving</dt><dd>half of <code>a.py:1(f)</code></dd></dl>',
    '<pre class="diff" tabindex="0"><code>- a.py:1(f)</code></pre>',
    '</details>',
  ]);
});

test('marks that only repeat a number are read aloud by nobody', () => {
  const phrase: Phrase = [picture('███░'), ' 75.0 %'];
  const table: Block = { kind: 'table', headings: [left('share')], rows: [[phrase]] };
  expect(documentText([table], 80)).toBe('share\n███░ 75.0 %\n');
  expect(documentMarkdown([table])).toContain('| ███░ 75.0 % |');
  expect(documentHtml([table])).toContain('<span class="marks" aria-hidden="true">███░</span> 75.0 %');
});

describe('a block with nothing in it', () => {
  const empty: Document = [
    { kind: 'sentences', phrases: [] },
    { kind: 'list', lead: 'To try:', items: [] },
    { kind: 'facts', facts: [] },
    { kind: 'notes', phrases: [] },
  ];

  test('is not written', () => {
    const around = [heading('A'), ...empty, heading('B')];
    expect(documentText(around, 80)).toBe('A\n\nB\n');
    expect(documentMarkdown(around)).toBe('## A\n\n## B\n');
    expect(documentHtml(around)).toBe('<h2>A</h2>\n<h2>B</h2>');
  });

  test('is said to be so of a table, unless there is something that is not listed', () => {
    const table: Block = { kind: 'table', headings: [left('name')], rows: [] };
    expect(documentText([table], 80)).toBe('None.\n');
    expect(documentMarkdown([table])).toBe('None.\n');
    const cut: Block = { ...table, rest: '5 more of 5' };
    expect(documentText([cut], 80)).toBe('... 5 more of 5\n');
    expect(documentMarkdown([cut])).toBe('5 more of 5.\n');
    expect(documentHtml([table])).toBe('<p>None.</p>');
    expect(documentHtml([cut])).toBe('<p class="rest">5 more of 5.</p>');
  });
});

test('columns of numbers are nine cells wide at least, so that tables look alike; one without a cell is left out', () => {
  const headings = [left(''), right('hits'), left('name')];
  const text = documentText([{ kind: 'table', headings, rows: [['', '1', '名前']] }], 80);
  expect(text).toBe('     hits  name\n        1  名前\n');
});

describe('of any name', () => {
  test('text is lines that no terminal obeys, none too wide but for a word', () => {
    fc.assert(
      fc.property(hostileName, fc.integer({ min: 1, max: 60 }), (name, width) => {
        const text = documentText([{ kind: 'sentences', phrases: [['It is ', code(name), ' again']] }], width);
        expect(text.replaceAll('\n', '')).toBe(escapeControls(text.replaceAll('\n', '')));
        const tooWide = text.split('\n').filter((line) => displayWidth(line) > width);
        expect(tooWide.filter((line) => /\S [^%smun]/.test(line.trim()))).toEqual([]);
      }),
    );
  });

  test('Markdown is the same blocks, with the name in each', () => {
    const kinds = [...kindsIn(readMarkdown(documentMarkdown(documentAbout('f'))))].sort();
    fc.assert(
      fc.property(hostileName, (name) => {
        const read = readMarkdown(documentMarkdown(documentAbout(name)));
        const allowed = [...kinds, 'inlineCode', 'html'];
        expect([...kindsIn(read)].filter((kind) => !allowed.includes(kind))).toEqual([]);
        expect(read.children.map(({ type }) => type)).toEqual(
          readMarkdown(documentMarkdown(documentAbout('f'))).children.map(({ type }) => type),
        );
        const [title] = read.children;
        expect(title === undefined ? '' : textOf(title)).toBe(`All of ${escapeControls(name)}`);
      }),
      { numRuns: 100 },
    );
  });
});

describe('of any name HTML', () => {
  const MARKUP = /<[^>]*>/g;
  const plain = documentHtml(documentAbout('f'));

  test('is the same elements, and the name is only read', () => {
    fc.assert(
      fc.property(hostileName, (name) => {
        const html = documentHtml(documentAbout(name));
        const withoutLabels = (text: string): string => text.replace(/ aria-label="[^"<>]*"/g, '');
        expect(withoutLabels(html).match(MARKUP)).toEqual(withoutLabels(plain).match(MARKUP));
        expect(html.replace(MARKUP, '')).not.toMatch(/[<>"']|&(?!#\d+;)/);
        const [title = ''] = html.split('\n');
        expect(readEntities(title.replace(MARKUP, ''))).toBe(`All of ${escapeControls(name)}`);
      }),
      { numRuns: 300 },
    );
  });
});

function readEntities(text: string): string {
  return text.replace(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)));
}

test('a sentence that quotes a profile is code only where it could be obeyed', () => {
  const phrase: Phrase = [quoting('/srv/<b>.py has changed since the profile')];
  expect(documentText([{ kind: 'notes', phrases: [phrase] }], 80)).toBe(
    'Note: /srv/<b>.py has changed since the profile.\n',
  );
  expect(documentMarkdown([{ kind: 'notes', phrases: [phrase] }])).toBe(
    '> Note: `/srv/<b>.py` has changed since the profile.\n',
  );
});

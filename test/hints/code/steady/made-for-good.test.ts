import { expect, test } from 'vitest';
import { isMadeForGood } from '../../../../src/hints/code/steady/made-for-good.ts';
import { frameIn } from '../../program-code.ts';

/** Whether the words of a page are made for good, as one function sees it that makes a set of them. */
function isForGood(bound: string, rest: string = '', given = 'Page(text)'): boolean {
  const program = `class Page:
    def __init__(self, text):
        self.words = ${bound}
def alike(page):
    return set(page.words)
def pages(texts):
    made = []
    for text in texts:
        made.append(${given})
    return made
${rest}
`;
  return isMadeForGood('words', frameIn(program, 'alike'));
}

test('what is made with its object, and only asked afterwards, stays as it is', () => {
  expect(isForGood('text.split()')).toBe(true);
  expect(isForGood('text.split()[1:] + ["end"]')).toBe(true);
  expect(isForGood('[part for part in text.split()]', 'def first(page): return page.words[0]')).toBe(true);
  expect(isForGood('text', '', 'Page(text.split())')).toBe(true);
  expect(isForGood('text.split()', 'match page:\n    case Page(text=text): print(text, getattr(page, "size"))')).toBe(
    true,
  );
  expect(isForGood('text', 'def is_page(one): return isinstance(one, Page)', 'Page(text.split())')).toBe(true);
  expect(isForGood('text.split()', 'def size(page): return len(page.words) + page.words.count("a")')).toBe(true);
});

test.each([
  ['it is given by one who keeps it', 'text', '', 'Page(text)'],
  ['a call does not tell what it gives', 'text', 'other = Page(**row)', 'Page(text.split())'],
  ['a call gives a list of arguments', 'text', 'other = Page(*row)', 'Page(text.split())'],
  ['who makes it is handed on', 'text', 'others = list(map(Page, rows))', 'Page(text.split())'],
  ['its own class makes it', 'text', 'def of(cls): return cls(KNOWN)', 'Page(text.split())'],
  ['another class is made of its class', 'text', 'class Sheet(Page): pass', 'Page(text.split())'],
  ['it is kept elsewhere', 'KNOWN[text]', ''],
  ['it is changed', 'text.split()', 'def add(page): page.words.append("a")'],
  ['it is changed by another name', 'text.split()', 'def add(page):\n    words = page.words\n    words.append("a")'],
  ['a pattern takes it', 'text.split()', 'match page:\n    case Page(words=words): words.append("a")'],
  ['a pattern takes it by its place', 'text.split()', 'match page:\n    case Page(words): words.append("a")'],
  ['it is asked for by its name', 'text.split()', 'attrgetter("page.words")(one).append("a")'],
  ['it is asked for by any name', 'text.split()', 'def of(page, name): getattr(page, name).append("a")'],
  ['it is set anew', 'text.split()', 'def reset(page): page.words = []'],
  ['it may be set by any name', 'text.split()', 'def put(page, name): setattr(page, name, [])'],
  ['all of an object may be set', 'text.split()', 'def load(page, row): page.__dict__ = row'],
  ['it is put into a list', 'text.split()', 'def keep(page, kept): kept.append(page.words)'],
  ['it is handed out', 'text.split()', 'def of(page): return page.words'],
  ['the longer of two is handed on', 'text.split()', 'def of(a, b): return max(a.words, b.words)'],
  [
    'another class has a property of that name',
    'text.split()',
    'class A:\n    @property\n    def words(self): return []',
  ],
])('nothing is known where %s', (_, bound, rest, given = 'Page(text)') => {
  expect(isForGood(bound, rest, given)).toBe(false);
});

test('a field of a dataclass is made for good where no call gives another', () => {
  const isField = (made: string): boolean => {
    const fields = '@dataclass\nclass Page:\n    name: str\n    words: list = field(default_factory=list)\n';
    return isMadeForGood('words', frameIn(`${fields}def alike(page):\n    return set(page.words)\n${made}\n`, 'alike'));
  };
  expect(isField('page = Page(name)')).toBe(true);
  const others = ['Page(name, bag)', 'Page(name, words=bag)', 'Page(**row)', 'list(map(Page, names, bags))'];
  for (const given of others) expect(isField(`page = ${given}`)).toBe(false);
});

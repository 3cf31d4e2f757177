import { expect, test } from 'vitest';
import { sitesIn } from '../../program-code.ts';

const SITE = `class Tree:
    def __init__(self):
        self.parts = []
    def render(self, out):
        for part in self.parts:
            out.append(part)
class Site:
    def __init__(self, sources):
        self.sources = sources
        self.pages = {}
        self.mark = '#'
    def page(self, name):
        tree = self.pages.get(name)
        if tree is None:
            tree = self.pages[name] = self.parse(self.sources[name])
        return tree
    def part(self, name):
        return self.parse(self.sources[name])
    def parse(self, text):
        stack = [Tree()]
        for word in text.split(self.mark):
            stack[-1].parts.append(word)
        return stack[0]
def main(out):
    site = Site({'a': 'b#c'})
    show(site, 'a', out)
def show(site: Site, name, out):
    site.page(name).render(out)
    site.part(name).render(out)
`;

/** What is advised for what `part` makes anew. */
function adviceFor(before: string = '', after: string = ''): readonly string[] {
  const sites = sitesIn('call-again', SITE.replace(before, after));
  return sites.flatMap(({ fix }) => (fix?.text.includes('keeps the same') ? [fix.text] : []));
}

test('what another method keeps under the same name is to be asked of it', () => {
  expect(adviceFor()).toEqual(['Ask page(), which keeps the same.']);
});

test.each([
  ['its caller changes what it gets', 'site.part(name).render(out)', 'site.part(name).parts.append(out)'],
  ['its caller does something else with it', 'site.part(name).render(out)', 'site.part(name).graft(out)'],
  ['it makes something else', 'return self.parse(self.sources[name])', 'return self.parse(self.sources[name[1:]])'],
  ['the other keeps it unasked', 'self.pages.get(name)', 'None'],
  ['the other keeps it by another key', 'self.pages[name] =', 'self.pages[id(name)] ='],
  [
    'what it is made of changes',
    'def main',
    '    def put(self, name, text):\n        self.sources[name] = text\ndef main',
  ],
  ['what reads it is set later', 'def main', '    def use(self, mark):\n        self.mark = mark\ndef main'],
  ['it counts what it makes', 'stack = [Tree()]', 'self.made = 1; stack = [Tree()]'],
])('nothing is said where %s', (_, before, after) => {
  expect(adviceFor(before, after)).toEqual([]);
});

test('who changes what it is made of may take out what was kept', () => {
  const put = '    def put(self, name, text):\n        self.sources[name] = text\n        self.pages.pop(name, None)\n';
  expect(adviceFor('def main', `${put}def main`)).toEqual(['Ask page(), which keeps the same.']);
});

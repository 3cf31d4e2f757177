import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** How npm counts what belongs to the package. Nothing is built for that. */
const packed: readonly string[] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'ignore'],
  }),
)[0].files.map(({ path }: { readonly path: string }) => path);

const pages = packed.filter((path) => path.endsWith('.md'));

/** Where nearly every link leads out of the package: there one sentence says it for all. */
const FOR_ALL_LINKS = 'Other files that this page links to are in the repository.';

/** The relative links of a page, each with its paragraph. */
function linksOf(page: string): readonly { readonly path: string; readonly paragraph: string }[] {
  const text = readFileSync(join(ROOT, page), 'utf8').replace(/^```[\s\S]*?^```/gm, '');
  return text.split(/\n\s*\n|\n(?=- )/).flatMap((paragraph) =>
    [...paragraph.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
      .map(([, path = '']) => path)
      .filter((path) => !/^[a-z]+:/.test(path))
      .map((path) => ({ path: posix.join(posix.dirname(page), path), paragraph: paragraph.replaceAll('\n', ' ') })),
  );
}

test.each(pages)(
  'in the package a link of %s leads to a file there, or the text says that it is in the repository',
  (page) => {
    const isSaidOnce = readFileSync(join(ROOT, page), 'utf8').replaceAll('\n', ' ').includes(FOR_ALL_LINKS);
    const dead = linksOf(page).filter(({ path }) => !packed.includes(path));
    const unsaid = dead.filter(({ paragraph }) => !isSaidOnce && !paragraph.includes('in the repository'));
    expect(unsaid).toEqual([]);
  },
);

test('the package has pages to read, with links', () => {
  expect(pages.toSorted()).toEqual(['README.md', 'SECURITY.md', 'docs/library.md']);
  expect(pages.flatMap(linksOf).length).toBeGreaterThan(20);
});

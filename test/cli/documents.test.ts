import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Code, Heading, InlineCode, Nodes } from 'mdast';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeExampleFolder, runExample } from '../../scripts/example-folder.ts';
import { measuredCases } from '../../scripts/hint-gains.ts';
import { RECORDED } from '../../scripts/pages.ts';
import { describeCommands } from '../../src/cli/options/describe-commands.ts';
import { makeProgram } from '../../src/cli/options/program.ts';
import { readMarkdown, textOf } from '../report/read-markdown.ts';
import { collecting, contextOf } from './run-cli.ts';

const ROOT = resolve(import.meta.dirname, '../..');

const PAGES: readonly string[] = [
  ...readdirSync(ROOT),
  ...['docs', 'fixtures', 'bench', '.github'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { encoding: 'utf8', recursive: folder !== 'fixtures' && folder !== 'bench' }).map(
      (path) => `${folder}/${path}`,
    ),
  ),
]
  .filter((path) => path.endsWith('.md'))
  .toSorted();

/** Their commands need more than a folder of files. */
const TRIED_ELSEWHERE: Readonly<Record<string, string>> = {
  'docs/ci.md': 'test/cli/ci-page.test.ts',
  'docs/commands.md': 'test/cli/help.test.ts',
  'docs/export.md': 'test/export/export-page.test.ts',
  'docs/fleet.md': 'test/cli/fleet-page.test.ts',
  'docs/sources.md': 'test/cli/sources-page.test.ts',
};

/** How many blocks of commands no test runs; each says why in a comment in front of it. */
const NOT_RUN: Readonly<Record<string, number>> = {
  'CONTRIBUTING.md': 2,
  'README.md': 2,
  'docs/guide.md': 1,
  'docs/html.md': 1,
  'docs/performance.md': 1,
  'docs/python.md': 3,
  'docs/run.md': 1,
  'docs/tour.md': 1,
  'docs/vi/README.md': 1,
  'docs/viewer.md': 1,
};

type Block = { readonly page: string; readonly code: Code; readonly whyNotRun: string | null };

const treeOf = new Map(PAGES.map((page) => [page, readMarkdown(readFileSync(join(ROOT, page), 'utf8'))]));

const blocks: readonly Block[] = [...treeOf].flatMap(([page, { children }]) =>
  children.flatMap((code, at) => {
    if (code.type !== 'code') return [];
    const before = children[at - 1];
    const comment = before?.type === 'html' ? /^<!-- not run: (.+) -->$/.exec(before.value) : null;
    return [{ page, code, whyNotRun: comment?.[1] ?? null }];
  }),
);

function nodesOf<Kind extends Nodes['type']>(kind: Kind, node: Nodes): readonly Extract<Nodes, { type: Kind }>[] {
  const own = node.type === kind ? [node as Extract<Nodes, { type: Kind }>] : [];
  return 'children' in node ? [...own, ...node.children.flatMap((child) => nodesOf(kind, child))] : own;
}

describe('the commands in a document', () => {
  const shell = blocks.filter(({ code }) => code.lang === 'sh' || code.lang === 'console');

  let folder = '';
  beforeAll(() => {
    folder = makeExampleFolder();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('are not run only where the document says why, and as often as this test says', () => {
    const counted = new Map<string, number>();
    for (const { page, whyNotRun } of shell) if (whyNotRun !== null) counted.set(page, (counted.get(page) ?? 0) + 1);
    expect(Object.fromEntries(counted)).toEqual(NOT_RUN);
  });

  test('are tried by a test of their own where they need more than files', () => {
    for (const [page, path] of Object.entries(TRIED_ELSEWHERE)) {
      expect(PAGES).toContain(page);
      expect(readFileSync(join(ROOT, path), 'utf8')).toMatch(/command-table|docs\/\w+\.md/);
    }
  });

  test('stand with their output only where that is recorded', () => {
    const recorded = shell.filter(({ code, whyNotRun }) => code.lang === 'console' && whyNotRun === null);
    expect(recorded.filter(({ page }) => !RECORDED.includes(page))).toEqual([]);
  });

  const run = shell.filter(
    ({ page, code, whyNotRun }) => code.lang === 'sh' && whyNotRun === null && !(page in TRIED_ELSEWHERE),
  );

  test.each(run.map(({ page, code }) => ({ page, first: code.value.split('\n')[0], lines: code.value })))(
    '$page: $first',
    ({ lines }) => {
      const { status, output } = runExample(folder, lines);
      expect([status, status === 0 ? '' : output]).toEqual([0, '']);
      expect(output).not.toMatch(/^pyprof-view: (?!note: )/m);
    },
  );
});

const described = describeCommands(await makeProgram(contextOf(collecting([]), collecting([])), () => true));

const flagsOf = new Map(
  described.map(({ name, options }) => [name, options.flatMap(({ term }) => term.match(/(?<![\w-])--?[\w-]+/g) ?? [])]),
);

/** The lines of a page that name the program: in sentences, in tables and in blocks of any language. */
function commandLines(page: string): readonly string[] {
  const tree = treeOf.get(page)!;
  const inSentences = nodesOf('inlineCode', tree).map(({ value }: InlineCode) => value);
  const inBlocks = nodesOf('code', tree)
    .filter(({ lang }) => lang !== 'yaml')
    .flatMap(({ value }) => value.replaceAll('\\\n', '').split('\n'));
  return [...inSentences, ...inBlocks].filter((line) => /^(\$ )?pyprof-view /.test(line));
}

const naming = PAGES.filter((page) => page !== 'docs/commands.md' && commandLines(page).length > 0);

test.each(naming)('%s names no command and no option that does not exist', (page) => {
  for (const line of commandLines(page)) {
    const words = line
      .replace(/^\$ /, '')
      .replace(/ [|>#] .*|`.*/, '')
      .replaceAll(/'[^']*'/g, 'word')
      .split(' ')
      .slice(1);
    const command = flagsOf.has(words[0] ?? '') ? words[0]! : '';
    const ours =
      command === 'run'
        ? words.slice(
            0,
            words.findIndex((word) => /\.py$/.test(word)),
          )
        : words;
    const unknown = ours
      .filter((word) => /^-[\w-]/.test(word))
      .map((word) => word.replace(/=.*/, ''))
      .filter((flag) => !['--version', '-V', '--help', '-h'].includes(flag) && !flagsOf.get(command)?.includes(flag));
    expect([line, ...unknown]).toEqual([line]);
  }
});

/** What people write of this repository between backticks: `src/tui/row.ts`, `tui/row.ts` for short, `bench/hints`, `row.ts`. */
function filesNamed(page: string): readonly string[] {
  const values = nodesOf('inlineCode', treeOf.get(page)!).map(({ value }) => value.replace(/:\d+$|\/$/, ''));
  return values.filter((value) => {
    const [first = '', ...others] = value.split('/');
    if (!/^[\w./-]+$/.test(value)) return false;
    return others.length > 0 ? TOP_FOLDERS.has(first) : /^[\w-]{4,}\.tsx?$/.test(value);
  });
}

const FILES: readonly string[] = ['src', 'test', 'scripts', 'bench'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
);

const TOP_FOLDERS: ReadonlySet<string> = new Set(
  [ROOT, join(ROOT, 'src')].flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])),
  ),
);

const MADE_BY_THE_BUILD = /^(dist|node_modules)\//;

const OF_THE_READER: readonly string[] = ['.github/workflows/profile.yml'];

test('documents name no file of this repository that is not there', () => {
  const named = PAGES.flatMap((page) => filesNamed(page).map((path) => ({ page, path })));
  expect(named.length).toBeGreaterThan(200);
  const missing = named
    .filter(({ path }) => !MADE_BY_THE_BUILD.test(path) && !OF_THE_READER.includes(path))
    .filter(({ page, path }) => !existsSync(join(ROOT, path)) && !existsSync(join(ROOT, dirname(page), path)))
    .filter(({ path }) => !FILES.some((file) => file === `src/${path}` || file.endsWith(`/${path}`)));
  expect(missing).toEqual([]);
});

test('documents name no npm script that does not exist', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
  const named = PAGES.flatMap((page) => [...readFileSync(join(ROOT, page), 'utf8').matchAll(/npm run ([a-z:]+)/g)]);
  expect(named.length).toBeGreaterThan(20);
  expect(named.map(([, name = '']) => name).filter((name) => !(name in scripts))).toEqual([]);
});

test('the README names all that the npm package has for readers, and nothing else', () => {
  const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { files: readonly string[] };
  const paragraphs = readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n\n');
  const paragraph = paragraphs.find((text) => text.startsWith('The npm package holds')) ?? '';
  const named = [...paragraph.matchAll(/`([\w./]+)`/g)].map(([, path = '']) => path);
  const others = ['bin', 'dist', 'docs/*.schema.json', 'SECURITY.md']; // programs; "the JSON schemas"; linked by its name
  expect([...named, ...others].sort()).toEqual([...files].sort());
});

test('the README is short: under 150 lines', () => {
  expect(readFileSync(join(ROOT, 'README.md'), 'utf8').trimEnd().split('\n').length).toBeLessThan(150);
});

test('the README quotes what was measured', () => {
  const cellsOf = (functions: string): readonly string[] =>
    new RegExp(`^\\| ${functions}.* \\|$`, 'm')
      .exec(readFileSync(join(ROOT, 'docs/performance.md'), 'utf8'))?.[0]
      .split(' | ') ?? [];
  const [, ours = '', theirs] = cellsOf('100,000');
  const [, , , ratio] = cellsOf('700');
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8').replaceAll('\n', ' ');
  expect(readme).toContain(
    `take ${(Number.parseFloat(ours) / 1000).toFixed(2)} s of CPU time here and ${theirs} with pstats`,
  );
  expect(readme).toContain(`it takes ${Number(ratio).toFixed(1)} times as long as pstats`);
});

test('the Vietnamese page quotes what was measured', () => {
  const page = readFileSync(join(ROOT, 'docs/vi/README.md'), 'utf8');
  const rows = [...page.matchAll(/<!-- ([\w-]+)\/([\w-]+) --> \| (.*) \|$/gm)];
  expect(rows.length).toBeGreaterThan(15);
  for (const [, id = '', variant = '', cells = ''] of rows) {
    const pythons = Object.entries(measuredCases().get(id)?.variants[variant] ?? {});
    const ratios = ['3.10', '3.11', '3.12', '3.13'].map((version) => {
      const [, measured] = pythons.find(([name]) => name.startsWith(`${version}.`)) ?? [];
      return measured === undefined ? '–' : String(measured.ratio).replace('.', ',');
    });
    expect([id, variant, ...cells.split(' | ')]).toEqual([id, variant, ...ratios]);
  }
});

/** As GitHub makes it of a heading. */
function anchorOf(heading: Heading): string {
  return textOf(heading)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
    .replaceAll(' ', '-');
}

const linking = PAGES.map((page) => {
  const tree = treeOf.get(page)!;
  const urls = [...nodesOf('link', tree), ...nodesOf('image', tree), ...nodesOf('definition', tree)].map(
    ({ url }) => url,
  );
  return { page, urls: urls.filter((url) => !/^[a-z]+:/.test(url)) };
}).filter(({ urls }) => urls.length > 0);

test.each(linking)('every link of $page leads somewhere', ({ page, urls }) => {
  for (const url of urls) {
    const [path = '', anchor] = url.split('#');
    const target = path === '' ? page : join(dirname(page), path);
    expect([url, existsSync(join(ROOT, target))]).toEqual([url, true]);
    if (anchor === undefined) continue;
    const anchors = nodesOf('heading', treeOf.get(target) ?? readMarkdown('')).map(anchorOf);
    expect(anchors).toContain(decodeURIComponent(anchor));
  }
});

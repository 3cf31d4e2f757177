import { readFileSync } from 'node:fs';

/** A row of bench/RESULTS.md, on the Node that ran the benchmark. */
type Measured = {
  readonly what: string;
  readonly on: string;
  readonly ours: number;
  readonly theirs: string;
  readonly unit: string;
  readonly ratio: string;
};

type Results = {
  readonly machine: readonly string[];
  /** Milliseconds of CPU time that `node -e 0` takes. */
  readonly bare: number;
  readonly rows: readonly Measured[];
};

/** docs/performance.md: what a reader wants to know of bench/RESULTS.md and bench/VIEWER.md, with their figures. */
export function performancePage(): string {
  const results = readResults();
  const million = rowsAbout(results, 'CPU time, 1000k').map(({ on }) => on);
  return `<!-- Made by \`npm run generate\` from scripts/performance-page.ts and the results in bench/. -->

# Performance

How long things take, how much memory they need, and what is slow. All figures are those of
[bench/RESULTS.md](../bench/RESULTS.md) and [bench/VIEWER.md](../bench/VIEWER.md), which \`npm run bench\` and
\`npm run bench:viewer\` write. They are of one machine (${results.machine.join('; ')}): compare ratios, not times. Where a row
there says **no**, a goal is missed.

## A list of a profile

\`pyprof-view stats -s cumulative --restrict 50\` as a whole process, beside a Python that does the same with \`pstats\`. CPU time, user and
system together:

| functions | pyprof-view | pstats | ratio | peak memory | of pstats |
| --- | --: | --: | --: | --: | --: |
${sizesOf(results)
  .map((size) => listRow(results, size))
  .join('\n')}

## A million functions

A made-up profile, far larger than usual ones: those of Django, pytest or sympy have 3,000 to 5,000 functions. From ${smallestGrown(results)} functions
on, the start taken off, CPU time grows by a power of ${leastAndMost(results)} of their number: ten times the functions never take much more than ten
times the time. Each command prints or writes all that it has.

| command | CPU time | peak memory |
| --- | --: | --: |
${million.map((command) => millionRow(results, command)).join('\n')}

## Several profiles, callers, callees

| what | pyprof-view | pstats | ratio |
| --- | --: | --: | --: |
${[
  ['callers of everything', '100k'],
  ['callees of everything', '100k'],
  ['100 dumps of 2,000 functions merged', 'stats'],
]
  .map(([what = '', on = '']) => besideRow(results, what, on))
  .join('\n')}

## The viewer

Wall time in a pseudo-terminal, which is what a user waits for:

${viewerTable()}

## What is slow, and why

- **A small profile.** Node itself takes ${seconds(results.bare)} to start and do nothing, ${seconds(rowOf(results, 'start', '--help').ours)} until it has printed \`--help\`. Below
  a few thousand functions that is most of the time. Other Nodes: [bench/START.md](../bench/START.md).
- **JSON and pages of everything.** \`report --format json\` lists every function and file, and a page carries the whole profile with it.
  \`--format json --section functions\` reads no source, which is quickest.
- **Hints** parse the sources of the functions that matter. Without the sources (\`--source-root\`, \`--map\`) there is nothing to parse.
- **The viewer on a million functions.** The first Enter may wait for the callers, and says so. Enter in the call tree while functions are hidden,
  stripping, and a profile that is read anew (\`w\`) take seconds, in which other keys are heard: none waits longer than some 0.2 s.
- **The first run after an installation.** It unpacks the program and compiles it; both are kept in the
  [cache](commands.md#files).

## Memory

- Lists and reports read a large file through one buffer: they need memory for the table of its functions, not for the file. The viewer
  keeps the file as well, because the next run of your program may overwrite it.
- Callers and callees are read when something asks for them: \`stats\` never does.
- Of many profiles, what was read is added up whenever 16 MB of it have come together. The viewer keeps all, to show what each brought.
- What is refused as too large, and how small files cannot be made to fill the memory: [limits](reliability.md#limits).

## Measure it yourself

<!-- not run: it takes minutes, and wants a quiet machine -->
\`\`\`sh
npm run bench                                   # against pstats, on Node 20 and 24; makes its dumps first
npm run bench:viewer && npm run bench:start     # the viewer; the start alone
\`\`\`

For those who want to make it faster: [what was tried, and what it brought](../bench/README.md#levers). How often gates on time are right is another
question: [ci.md](ci.md#what-the-gates-see-and-what-they-do-not).
`;
}

/** By the names of its columns: one more changes nothing here. The Node that is named first ran the benchmark. */
function readResults(): Results {
  const text = readFileSync('bench/RESULTS.md', 'utf8');
  const [, node = '', bare = ''] = /^- Node v([\d.]+).*`node -e 0` takes ([\d.]+) ms/m.exec(text) ?? [];
  const machine = [...text.matchAll(/^- (Python [\d.]+|\d+ x .+)/gm)].map(([, part = '']) => part);
  const [columns = [], , ...lines] = [...text.matchAll(/^\| (.+) \|$/gm)].map(([, cells = '']) => cells.split(' | '));
  const rows = lines
    .map((cells) => (name: string) => cells[columns.indexOf(name)]?.trim() ?? '')
    .filter((cell) => cell('Node') === node)
    .map((cell) => ({
      what: cell('what'),
      on: cell('on'),
      ours: Number(cell('ours')),
      theirs: cell('theirs'),
      unit: cell('unit'),
      ratio: cell('ours / theirs'),
    }));
  return { machine: [`Node v${node}`, ...machine], bare: Number(bare), rows };
}

function rowsAbout({ rows }: Results, what: string): readonly Measured[] {
  return rows.filter((row) => row.what === what);
}

function rowOf(results: Results, what: string, on: string): Measured {
  const found = rowsAbout(results, what).find((row) => row.on === on);
  if (found === undefined) throw new Error(`bench/RESULTS.md has no row '${what}' on '${on}'`);
  return found;
}

const TOP = 'stats -s cumulative --restrict 50';

function sizesOf(results: Results): readonly string[] {
  return rowsAbout(results, TOP).map(({ on }) => on);
}

function listRow(results: Results, on: string): string {
  const time = rowOf(results, TOP, on);
  const memory = rowOf(results, `${TOP}: peak memory`, on);
  const functions = on
    .replace(' real', ' (a real program)')
    .replace(/^(\d+)k/, '$1,000')
    .replace('1M', '1,000,000');
  return row(functions, seconds(time.ours), seconds(time.theirs), time.ratio, mebibytes(memory.ours), memory.ratio);
}

/** The rows that tell how the time of a command grows up to a million functions: from the least size that was measured. */
function grown({ rows }: Results): readonly Measured[] {
  const powers = rows.filter(({ unit }) => unit === 'power');
  return powers.filter(({ what }) => what === powers[0]?.what);
}

function smallestGrown(results: Results): string {
  const thousands = /^growth, (\d+)k/.exec(grown(results)[0]?.what ?? '')?.[1];
  if (thousands === undefined) throw new Error('bench/RESULTS.md does not say how the time grows');
  return `${thousands},000`;
}

function leastAndMost(results: Results): string {
  const powers = grown(results).map(({ ours }) => ours);
  return `${Math.min(...powers).toFixed(1)} to ${Math.max(...powers).toFixed(1)}`;
}

function millionRow(results: Results, on: string): string {
  const time = rowOf(results, 'CPU time, 1000k', on);
  const [command = '', form] = on.split(', ');
  const name = `\`${command}\`${form === undefined ? '' : ` as ${form}`}`;
  return row(name, seconds(time.ours), mebibytes(rowOf(results, 'peak memory, 1000k', on).ours));
}

function besideRow(results: Results, what: string, on: string): string {
  const { ours, theirs, ratio } = rowOf(results, what, on);
  return row(on === 'stats' ? what : `${what}, 100,000 functions`, seconds(ours), seconds(theirs), ratio);
}

/** The rows of bench/VIEWER.md, without its words about the machine. */
function viewerTable(): string {
  const rows = readFileSync('bench/VIEWER.md', 'utf8').match(/^\| .+$/gm) ?? [];
  return rows.join('\n');
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function seconds(milliseconds: number | string): string {
  const value = Number(milliseconds);
  return value < 999.5 ? `${value.toFixed(0)} ms` : `${(value / 1000).toFixed(1)} s`;
}

function mebibytes(value: number): string {
  return `${value.toFixed(0)} MiB`;
}

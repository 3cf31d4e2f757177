import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BINARY_FORMATS, TEXT_FORMATS } from '../../src/decode/foreign-formats.ts';
import { sniffForeignFormat } from '../../src/decode/sniff.ts';
import { type CliResult, runCli } from './run-cli.ts';

const FOREIGN = join(import.meta.dirname, '../../fixtures/foreign');
const GOOD = join(FOREIGN, 'out.prof');

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-foreign-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Exit code 3, nothing on stdout, one line on stderr with these words in it. */
function expectRefusal(result: CliResult, ...words: readonly string[]): void {
  expect(result).toMatchObject({ exitCode: 3, stdout: '' });
  expect(result.stderr).toMatch(/^pyprof-view: [^\n]*\n$/);
  for (const word of words) expect(result.stderr).toContain(word);
}

/** What other programs wrote: what it is, what to do. `FILE` is the file's path. */
const WRITTEN: Readonly<Record<string, readonly [string, string]>> = {
  'cachegrind.out.1': ['format of callgrind', 'Open the cProfile dump that it was made from'],
  'callgrind.out.1': ['format of callgrind', 'Open the cProfile dump that it was made from'],
  'dot-coverage.prof': ['SQLite database', 'coverage report'],
  'importtime.prof': ['python -X importtime', 'python -m cProfile -o out.prof app.py'],
  'lfs.prof': ['pointer of Git LFS', 'git lfs pull'],
  'make.py': ['Python source', 'To profile it: pyprof-view run '],
  'massif.out.1': ['massif', 'ms_print FILE'],
  'out.prof.bz2': ['packed with bzip2', 'bunzip2 -k FILE'],
  'out.prof.lz4': ['packed with lz4', 'unlz4 -k FILE'],
  'out.prof.lzma': ['packed with lzma', 'unlzma -k FILE'],
  'out.prof.xz': ['packed with xz', 'unxz -k FILE'],
  'out.prof.zst': ['packed with zstd', 'unzstd -k FILE'],
  'out.tar': ['a tar archive', 'tar xf FILE'],
  'out.tgz': ['a tar archive', 'tar xf FILE'],
  'out.zip': ['a zip archive', 'unzip FILE'],
  'perf.data': ['recording of perf', 'perf report -i FILE'],
  'powershell.prof': ['text in UTF-16', 'python -m cProfile -o out.prof app.py'],
  'report.prof': ['the text that pstats printed', 'python -m cProfile -o out.prof app.py'],
  'snapshot-0.pickle': ['a pickle of protocol 0', 'python -m cProfile -o out.prof app.py'],
  'speedscope.prof': ['a speedscope profile', 'https://www.speedscope.app'],
  'statistics-2.pickle': ['statistics of a tracemalloc snapshot', "snapshot.dump('out.tracemalloc')"],
  'statistics-5.pickle': ['statistics of a tracemalloc snapshot', "snapshot.dump('out.tracemalloc')"],
  'stats-0.pickle': ['statistics of pstats', "dump_stats('out.prof')"],
  'stats-2.pickle': ['statistics of pstats', "dump_stats('out.prof')"],
  'stats-5.pickle': ['statistics of pstats', "dump_stats('out.prof')"],
  'stats-object.pickle': ['statistics of pstats', "dump_stats('out.prof')"],
  'trace.json': ["trace in Chrome's format", 'https://ui.perfetto.dev'],
};

/** The beginnings of files of which there is none here, as their formats are described. */
const BEGINNINGS: readonly (readonly [string, string | Uint8Array, string])[] = [
  ['a 7z archive', '7z\xbc\xaf\x27\x1c\0\x04', '7z'],
  ['a RAR archive', 'Rar!\x1a\x07\x01\0', 'rar'],
  ['gzip in gzip', gzipSync(gzipSync(gzipSync('x'))), 'gzip'],
  ['a recording of profiling.sampling', 'HCAT\x01\0\0\0', 'sampling-binary'],
  ['a snapshot', '\x80\x05\x95\0\0\0\0\0\0\0\0\x8c\x0btracemalloc\x94\x8c\x08Snapshot', 'tracemalloc-snapshot'],
  ['an .lprof', '\x80\x05\x95\0\0\0\0\0\0\0\0\x8c\x0cline_profiler', 'line-profiler'],
  ['any pickle', '\x80\x04\x95\0\0\0\0\0\0\0\0]\x94.', 'pickle'],
  ['a recording of memray', 'memray\0\x0c\0\0\0', 'memray'],
  ['a Java heap dump', 'JAVA PROFILE 1.0.2\0', 'java'],
  ['a CPU profile of gperftools', `${'\0'.repeat(8)}\x03${'\0'.repeat(15)}\x10\x27`, 'gperftools'],
  ['a program', '\x7fELF\x02\x01\x01\0', 'program'],
  ['a PNG', '\x89PNG\r\n\x1a\n', 'picture'],
  ['a .pyc', '\xa7\x0d\r\n\0\0\0\0', 'pyc'],
  ['a profile of Go', '\n\x04\x08\x01\x10\x022\x002\x03cpu2\x0bnanoseconds', 'pprof'],
  ['a V8 profile', '{"nodes":[{"id":1,"callFrame":{}}]}', 'cpuprofile'],
  ['a profile for Firefox', '{"meta":{"interval":1,"processType":0}}', 'firefox-profile'],
  ['a notebook', '{\n "cells": [\n  {\n   "cell_type": "code"}]}', 'notebook'],
  ['JSON behind a byte order mark', '\xef\xbb\xbf{"a": 1}', 'json'],
  ['a flame graph', '<?xml version="1.0" standalone="no"?>\n<svg version="1.1">', 'svg'],
  ['an HTML page', '\n<!DOCTYPE html>\n<html>', 'html'],
  ['what kernprof -v printed', 'Wrote profile results to app.lprof\nTimer unit: 1e-06 s\n', 'line-profiler-text'],
  ['mprof.dat', 'CMDLINE python app.py\nMEM 1.5 1700000000.1\n', 'mprof'],
  ['a call graph for dot', 'digraph {\n\tgraph [fontname=Arial]', 'graphviz'],
  ['a Haskell profile', '\tTue Jan  2 10:00 2024 Time and Allocation Profiling Report  (Final)', 'ghc'],
  ['folded stacks', 'main;work;json.dumps 12\nmain;work 3\n', 'folded'],
  ['text', 'Dear reader,\nthis is none.\n', 'text'],
];

describe('a file of another program', () => {
  test.each(Object.entries(WRITTEN))('%s is named, with the next step', async (name, [what, next]) => {
    const path = join(FOREIGN, name);
    expectRefusal(await runCli(['stats', path]), `${path}: the file is `, what, next.replace('FILE', path));
  });

  test('none of the fixtures is left out, and one of them is a profile', async () => {
    expect(readdirSync(FOREIGN).sort()).toEqual([...Object.keys(WRITTEN), 'out.prof'].sort());
    expect((await runCli(['stats', GOOD])).exitCode).toBe(0);
  });

  test.each(BEGINNINGS)('%s is told by its first bytes', (_, text, format) => {
    const bytes = typeof text === 'string' ? Buffer.from(text, 'latin1') : text;
    expect(sniffForeignFormat(bytes)).toBe(format);
  });

  test('each format that is known is told by some file here', () => {
    const told = new Set<string | null>([
      ...Object.keys(WRITTEN).map((name) => sniffForeignFormat(readFileSync(join(FOREIGN, name)))),
      ...BEGINNINGS.map(([, , format]) => format),
    ]);
    expect([...BINARY_FORMATS, ...TEXT_FORMATS].map(({ id }) => id).filter((id) => !told.has(id))).toEqual([]);
  });

  test('given for a snapshot is named as well; only what has no word of its own gets the advice on snapshots', async () => {
    const refused = (name: string): Promise<CliResult> => runCli(['hints', '--memory', join(FOREIGN, name), GOOD]);
    expectRefusal(await refused('statistics-5.pickle'), 'statistics of a tracemalloc', 'snapshot.dump');
    expectRefusal(await refused('out.prof.xz'), 'packed with xz', 'unxz -k');
    expectRefusal(await refused('stats-5.pickle'), 'statistics of pstats', 'dump_stats');
    expectRefusal(await refused('snapshot-0.pickle'), 'protocol 0', 'take_snapshot().dump');
  });

  test('packed without its ending is unpacked as a stream, and through standard input has no name', async () => {
    const path = join(folder, "it's.prof");
    copyFileSync(join(FOREIGN, 'out.prof.xz'), path);
    expectRefusal(await runCli(['stats', path]), `unxz < '${path.replace("'", "'\\''")}' > unpacked.prof`);
    const piped = await runCli(['stats', '-'], readFileSync(path));
    expectRefusal(piped, 'standard input: the file is packed with xz. Unpack it: unxz < FILE > unpacked.prof');
  });

  /** Two milliseconds; a pattern that tries every division into lines would take years. */
  test('many lines that begin as callgrind or folded stacks would do not hold up the sniffing', {
    timeout: 30_000,
  }, () => {
    for (const line of ['a: b\r\n', '\n', '#\n', 'a;', 'a 1', ' ']) {
      sniffForeignFormat(Buffer.from(`x: y\n${line.repeat(4096)}\u0001`.slice(0, 4096)));
    }
  });
});

describe('a folder in the place of a profile', () => {
  function folderOf(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
    const path = join(folder, name);
    mkdirSync(path);
    for (const [file, bytes] of Object.entries(files)) writeFileSync(join(path, file), bytes);
    return path;
  }

  const good = readFileSync(GOOD);

  test('is named with the glob that merges what is in it', async () => {
    const path = folderOf('all', { 'a.prof': good, 'b.prof': good, 'notes.txt': 'not one of them' });
    expectRefusal(
      await runCli(['stats', `${path}/`]),
      'a folder with 2 profiles.',
      `Merge them: pyprof-view ${path}/*.prof`,
    );
  });

  test('in a comparison is offered as the runs of its side, and not to be merged', async () => {
    const path = folderOf('side', { 'a.prof': good, 'b.prof': good });
    const refused = await runCli(['diff', path, GOOD]);
    expectRefusal(refused, 'a folder with 2 profiles.', `pyprof-view diff --before ${path}/*.prof --after ...`);
    expectRefusal(await runCli(['diff', GOOD, path]), `pyprof-view diff --after ${path}/*.prof --before ...`);
    expect(refused.stderr).not.toContain('Merge');
  });

  test('names the broken files that the glob would take', async () => {
    const path = folderOf('broken', { 'a b.prof': good, 'c.prof': good, 'd.prof': '', 'e.prof': good.subarray(0, 99) });
    const result = await runCli([path]);
    expectRefusal(result, 'a folder with 2 profiles; no profile: d.prof (the file is empty), e.prof (the file ends at');
    expectRefusal(result, `Merge the profiles: pyprof-view '${path}/a b.prof' ${path}/c.prof\n`);
  });

  test('with one profile names it, and with none says so', async () => {
    const one = folderOf('one', { 'a.prof': good, 'b.txt': 'text' });
    expectRefusal(await runCli([one]), '1 profile.', `Name it: pyprof-view ${join(one, 'a.prof')}\n`);
    expectRefusal(
      await runCli([folderOf('none', { 'b.txt': 'some text' })]),
      'a folder without profiles. Name a file.',
    );
  });

  test('several broken files among those that are merged are all named', async () => {
    const path = folderOf('merged', { 'a.prof': 'some text', 'b.prof': good, 'c.prof': '' });
    const files = ['a.prof', 'b.prof', 'c.prof'].map((name) => join(path, name));
    const refused = await runCli(['stats', ...files]);
    expectRefusal(refused, 'plain text', '1 more file cannot be read: ', 'c.prof', 'is empty');
  });
});

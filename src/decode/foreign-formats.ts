import { isPprof } from './pprof-shape.ts';

/** A kind of file that people give in place of a profile. */
export type ForeignFormat =
  | 'gzip'
  | 'zip'
  | 'xz'
  | 'bzip2'
  | 'zstd'
  | 'lz4'
  | 'lzma'
  | '7z'
  | 'rar'
  | 'tar'
  | 'sampling-binary'
  | 'tracemalloc-snapshot'
  | 'tracemalloc-statistics'
  | 'line-profiler'
  | 'pickled-stats'
  | 'pickle'
  | 'old-pickle'
  | 'sqlite'
  | 'memray'
  | 'perf'
  | 'java'
  | 'gperftools'
  | 'program'
  | 'picture'
  | 'utf-16'
  | 'pyc'
  | 'pprof'
  | 'speedscope'
  | 'trace-events'
  | 'cpuprofile'
  | 'firefox-profile'
  | 'notebook'
  | 'json'
  | 'svg'
  | 'html'
  | 'git-lfs'
  | 'callgrind'
  | 'massif'
  | 'importtime'
  | 'text-report'
  | 'line-profiler-text'
  | 'mprof'
  | 'graphviz'
  | 'ghc'
  | 'folded'
  | 'python-source'
  | 'text';

/** `name`: what it is called in a sentence: "the file is ...". */
type FormatRow = {
  readonly id: ForeignFormat;
  readonly name: string;
  /** `head`: the first bytes, one character a byte, so that a regex can look at any of them. */
  readonly sign: (head: string, bytes: Uint8Array) => boolean;
};

const begins =
  (...starts: readonly string[]): FormatRow['sign'] =>
  (head) =>
    starts.some((start) => head.startsWith(start));
const matches =
  (pattern: RegExp): FormatRow['sign'] =>
  (head) =>
    pattern.test(head);

/** Every pickle of protocol 2 to 5 begins with PROTO and its number, and from 4 on with a frame. */
const PICKLE = String.raw`\x80[\x02-\x05](?:\x95[\s\S]{8})?`;

/** The dict of a `pstats.Stats`: its first key is a tuple whose first item is a text. Binary, and as protocol 0 writes it. */
const PICKLED_DICT = new RegExp(String.raw`^(?:${PICKLE}\}(?:q[\s\S]|\x94)?\((?:\x8c|X|U)|\(dp\d+\n\([SV])`);

/**
 * Formats known by bytes that no text has. The first row that fits wins, so the more specific come first. Magic numbers
 * are those of `file(1)`.
 */
export const BINARY_FORMATS: readonly FormatRow[] = [
  { id: 'gzip', name: 'packed with gzip', sign: begins('\x1f\x8b') },
  { id: 'zip', name: 'a zip archive', sign: begins('PK\x03\x04', 'PK\x05\x06') },
  { id: 'xz', name: 'packed with xz', sign: begins('\xfd7zXZ\0') },
  { id: 'bzip2', name: 'packed with bzip2', sign: matches(/^BZh[1-9]1AY&SY/) },
  { id: 'zstd', name: 'packed with zstd', sign: begins('\x28\xb5\x2f\xfd') },
  { id: 'lz4', name: 'packed with lz4', sign: begins('\x04\x22\x4d\x18') },
  { id: 'lzma', name: 'packed with lzma', sign: matches(/^\x5d\0\0[\s\S]\0[\s\S]{8}\0/) },
  { id: '7z', name: 'a 7z archive', sign: begins('7z\xbc\xaf\x27\x1c') },
  { id: 'rar', name: 'a RAR archive', sign: begins('Rar!\x1a\x07') },
  { id: 'tar', name: 'a tar archive', sign: (head) => head.slice(257, 262) === 'ustar' },
  {
    id: 'sampling-binary',
    name: "the binary format of Python 3.15's profiling.sampling",
    sign: begins('TACH', 'HCAT'),
  },
  {
    id: 'tracemalloc-snapshot',
    name: 'a tracemalloc snapshot (a pickle)',
    sign: matches(new RegExp(String.raw`^${PICKLE}(?=[\s\S]*tracemalloc)[\s\S]*Snapshot`)),
  },
  {
    id: 'tracemalloc-statistics',
    name: 'a pickle of the statistics of a tracemalloc snapshot, not the snapshot',
    sign: matches(new RegExp(String.raw`^${PICKLE}(?=[\s\S]*tracemalloc)[\s\S]*Statistic`)),
  },
  {
    id: 'line-profiler',
    name: "line_profiler's .lprof (a pickle)",
    sign: matches(new RegExp(String.raw`^${PICKLE}[\s\S]*line_profiler`)),
  },
  {
    id: 'pickled-stats',
    name: 'a pickle of the statistics of pstats, not the dump',
    sign: (head) => PICKLED_DICT.test(head) || new RegExp(String.raw`^${PICKLE}[\s\S]{0,8}pstats`).test(head),
  },
  { id: 'pickle', name: 'a pickle', sign: matches(new RegExp(`^${PICKLE}`)) },
  {
    id: 'old-pickle',
    name: 'a pickle of protocol 0',
    sign: matches(/^(?:\([dlt]p\d+\n|c(?:copy_?reg|__builtin__|builtins)\n)/),
  },
  { id: 'sqlite', name: 'an SQLite database (the .coverage of coverage.py is one)', sign: begins('SQLite format 3\0') },
  { id: 'memray', name: 'a recording of memray', sign: begins('memray\0') },
  { id: 'perf', name: 'a recording of perf', sign: begins('PERFILE2') },
  { id: 'java', name: 'a recording of a Java virtual machine', sign: begins('FLR\0', 'JAVA PROFILE 1.') },
  {
    id: 'gperftools',
    name: 'a CPU profile of gperftools',
    sign: begins('\0\0\0\0\x03\0\0\0\0\0\0\0', '\0\0\0\0\0\0\0\0\x03\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0'),
  },
  {
    id: 'program',
    name: 'a program or a library',
    sign: begins('\x7fELF', 'MZ\x90\0', '\xcf\xfa\xed\xfe', '\xca\xfe\xba\xbe'),
  },
  {
    id: 'picture',
    name: 'a picture or a document',
    sign: begins('\x89PNG\r\n', '\xff\xd8\xff', 'GIF87a', 'GIF89a', '%PDF-'),
  },
  {
    id: 'utf-16',
    name: 'text in UTF-16, as > in PowerShell writes it',
    sign: matches(/^(?:\xff\xfe[\s\S]\0|\xfe\xff\0)/),
  },
  { id: 'pyc', name: 'compiled Python code (.pyc)', sign: (head) => head.slice(2, 4) === '\r\n' },
  { id: 'pprof', name: 'a profile in the format of pprof', sign: (_, bytes) => isPprof(bytes) },
];

/** The same for text, after its byte order mark and leading blanks. */
export const TEXT_FORMATS: readonly FormatRow[] = [
  { id: 'speedscope', name: 'a speedscope profile (JSON)', sign: matches(/^[{[][\s\S]*speedscope/) },
  {
    id: 'trace-events',
    name: "a trace in Chrome's format (JSON)",
    sign: matches(/^[{[][\s\S]*(?:"traceEvents"|"ph"\s*:\s*"[A-Za-z]")/),
  },
  { id: 'cpuprofile', name: 'a CPU profile of V8 (JSON)', sign: matches(/^\{[\s\S]*"callFrame"\s*:/) },
  {
    id: 'firefox-profile',
    name: 'a profile for the Firefox Profiler (JSON)',
    sign: matches(/^\{[\s\S]*"(?:preprocessedProfileVersion|processType)"\s*:/),
  },
  { id: 'notebook', name: 'a Jupyter notebook', sign: matches(/^\{[\s\S]*"(?:cell_type|nbformat)"\s*:/) },
  { id: 'json', name: 'JSON', sign: matches(/^(?:\{\s*["}]|\[)/) },
  { id: 'svg', name: 'an SVG picture, as flame graphs are', sign: matches(/^<(?:svg|\?xml[\s\S]*<svg|!doctype svg)/i) },
  { id: 'html', name: 'an HTML page', sign: matches(/^(?:<!--[\s\S]*?-->\s*)?<(?:!doctype html|html)/i) },
  {
    id: 'git-lfs',
    name: 'a pointer of Git LFS, not the file itself',
    sign: begins('version https://git-lfs.github.com/'),
  },
  {
    id: 'callgrind',
    name: 'a profile in the format of callgrind',
    sign: matches(/^(?:# callgrind format|(?:\w+:.*\r?\n|\r?\n|#.*\r?\n)*events:)/),
  },
  { id: 'massif', name: "a recording of Valgrind's massif", sign: matches(/^desc: .*\ncmd: .*\ntime_unit: /) },
  { id: 'importtime', name: 'a log of python -X importtime', sign: matches(/^import time: .*\|/m) },
  {
    id: 'text-report',
    name: 'the text that pstats printed, not the dump',
    sign: matches(/\bncalls\s+tottime\b|function calls .*in [\d.]+ seconds/),
  },
  {
    id: 'line-profiler-text',
    name: 'the text that line_profiler printed, not its .lprof',
    sign: matches(/^(?:Wrote profile results to .*\n)?Timer unit: [\d.e-]+ s$/m),
  },
  {
    id: 'mprof',
    name: 'a recording of memory_profiler (mprof)',
    sign: matches(/^(?:CMDLINE .*\n(?:MEM|FUNC|CHLD) |MEM [\d.]+ [\d.]+$)/m),
  },
  { id: 'graphviz', name: 'a graph for Graphviz', sign: matches(/^(?:strict\s+)?digraph\b[^\n{]*\{/) },
  { id: 'ghc', name: 'a profile of a Haskell program', sign: matches(/Time and Allocation Profiling Report/) },
  {
    id: 'folded',
    name: 'folded stacks, as samplers write them for flame graphs',
    sign: matches(/^(?:# austin: |(?:[^\n;]+;)+[^\n;]+ \d+$)/m),
  },
  {
    id: 'python-source',
    name: 'Python source',
    sign: matches(/^(?:#!.*python|"""|import \w|from [\w.]+ import|def \w|class \w|@\w|# -\*- coding)/),
  },
  { id: 'text', name: 'plain text', sign: () => true },
];

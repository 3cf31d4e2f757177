import type { ForeignFormat } from '../../decode/foreign-formats.ts';
import { shellWord } from '../../text/shell-word.ts';

/** `path`: as it was given. `file`: as it is typed in a shell. */
type Advice = (names: { readonly path: string; readonly file: string }) => string;

/**
 * These programs keep the packed file (-k) and overwrite none, but need its ending; without the ending they read a
 * stream.
 */
const unpackWith =
  (program: string, ending: string): Advice =>
  ({ path, file }) =>
    `Unpack it: ${program} ${path.endsWith(ending) ? `-k ${file}` : `< ${file} > unpacked.prof`}`;

const say =
  (text: string): Advice =>
  () =>
    text;

const SAMPLES = 'pyprof-view reads what cProfile writes: python -m cProfile -o out.prof app.py';

/**
 * What to do with a file that is known to be something else. null: nothing but what the caller says to any wrong file.
 * Commands go where the file can be read now; a new profile is the last resort.
 */
const ADVICE: Readonly<Record<ForeignFormat, Advice | null>> = {
  gzip: unpackWith('gunzip', '.gz'),
  zip: ({ file }) => `Unpack it: unzip ${file}`,
  xz: unpackWith('unxz', '.xz'),
  bzip2: unpackWith('bunzip2', '.bz2'),
  zstd: unpackWith('unzstd', '.zst'),
  lz4: unpackWith('unlz4', '.lz4'),
  lzma: unpackWith('unlzma', '.lzma'),
  '7z': ({ file }) => `Unpack it: 7z x ${file}`,
  rar: ({ file }) => `Unpack it: unrar x ${file}`,
  tar: ({ file }) => `Unpack it: tar xf ${file}`,
  'sampling-binary': ({ file }) =>
    `Convert it with the same Python: python -m profiling.sampling replay --pstats -o out.pstats ${file}`,
  'tracemalloc-snapshot': null,
  'tracemalloc-statistics': say("Dump the snapshot itself: snapshot.dump('out.tracemalloc')"),
  'line-profiler': null,
  'pickled-stats': say("Let pstats write the dump: pstats.Stats(profile).dump_stats('out.prof')"),
  pickle: null,
  'old-pickle': null,
  sqlite: say(`To read a .coverage file: coverage report. ${SAMPLES}`),
  memray: ({ file }) => `Open it with: memray flamegraph ${file}`,
  perf: ({ file }) => `Open it with: perf report -i ${file}`,
  java: say('Open it with JDK Mission Control or VisualVM.'),
  gperftools: ({ file }) => `Open it with: pprof PROGRAM ${file}`,
  program: null,
  picture: null,
  'utf-16': say('Let cProfile write the file: python -m cProfile -o out.prof app.py'),
  pyc: null,
  pprof: ({ file }) => `Open it with: go tool pprof ${file}`,
  speedscope: say(`Open it on https://www.speedscope.app. ${SAMPLES}`),
  'trace-events': say(`Open it on https://ui.perfetto.dev. ${SAMPLES}`),
  cpuprofile: say("Open it in Chrome's DevTools (Performance) or on https://www.speedscope.app."),
  'firefox-profile': say('Open it on https://profiler.firefox.com.'),
  notebook: say('Profile a cell of it: %prun -D out.prof statement'),
  json: null,
  svg: say(`Open it in a browser. ${SAMPLES}`),
  html: null,
  'git-lfs': say('Fetch the file: git lfs pull'),
  callgrind: say(
    'Open the cProfile dump that it was made from (Home Assistant keeps that beside it, as .cprof); KCachegrind opens this one.',
  ),
  massif: ({ file }) => `Open it with: ms_print ${file}`,
  importtime: say('A profile of the same run shows its imports too: python -m cProfile -o out.prof app.py'),
  'text-report': say('Let cProfile write the dump (-o): python -m cProfile -o out.prof app.py'),
  'line-profiler-text': say('Give the .lprof that kernprof wrote beside it with --lines.'),
  mprof: ({ file }) => `Open it with: mprof plot ${file}`,
  graphviz: ({ file }) => `Draw it with: dot -Tsvg -O ${file}`,
  ghc: null,
  folded: ({ file }) => `Draw it with: flamegraph.pl ${file} > flames.svg, or open it on https://www.speedscope.app.`,
  'python-source': ({ file }) => `To profile it: pyprof-view run ${file}`,
  text: null,
};

/** null where there is nothing special to say about this format. `path`: - for standard input. */
export function foreignAdvice(format: ForeignFormat, path: string): string | null {
  const advice = ADVICE[format];
  return advice === null ? null : advice({ path, file: path === '-' ? 'FILE' : shellWord(path) });
}

import type { ExportFormat } from './export-format.ts';

/** In the order of the help. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [
  {
    name: 'callgrind',
    meaning: 'functions and calls, exact: KCachegrind, callgrind_annotate',
    kind: 'text',
    options: [],
    write: async (source) => (await import('./callgrind.ts')).exportCallgrind(source),
  },
  {
    name: 'speedscope',
    meaning: 'call paths, estimated: speedscope.app',
    kind: 'text',
    options: [],
    write: async (source) => (await import('./speedscope.ts')).exportSpeedscope(source),
  },
  {
    name: 'pprof',
    meaning: 'call paths, estimated: go tool pprof, Pyroscope, Parca',
    kind: 'packed',
    options: [],
    write: async (source) => (await import('./pprof.ts')).exportPprof(source),
  },
  {
    name: 'folded',
    meaning: 'call paths, estimated: flamegraph.pl, inferno',
    kind: 'text',
    options: [],
    write: async (source) => (await import('./folded.ts')).exportFolded(source),
  },
  {
    name: 'svg',
    meaning: 'a picture of call paths, estimated: a README, a wiki, a browser',
    kind: 'text',
    options: ['flame', 'width'],
    write: async (source) => (await import('./svg.ts')).exportSvg(source),
  },
  {
    name: 'dot',
    meaning: 'functions and calls, exact, the small ones left out: graphviz',
    kind: 'text',
    options: ['leastFunction', 'leastCall'],
    write: async (source) => (await import('./dot.ts')).exportDot(source),
  },
  {
    name: 'json',
    meaning: 'functions and calls, exact, for a program of your own',
    kind: 'text',
    options: [],
    write: async (source) => (await import('./json.ts')).exportJson(source),
  },
  {
    name: 'csv',
    meaning: 'functions or calls, exact, for a spreadsheet',
    kind: 'text',
    options: ['table'],
    write: async (source) => (await import('./csv.ts')).exportCsv(source),
  },
  {
    name: 'parquet',
    meaning: 'functions and calls of many runs, exact, a folder: DuckDB, Spark',
    kind: 'folder',
    ending: '.parquet',
    options: ['run', 'time', 'label', 'skipBad'],
    open: async (labels) => (await import('./parquet.ts')).openParquet(labels),
  },
];

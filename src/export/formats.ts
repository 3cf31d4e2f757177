import type { ExportFormat } from './export-format.ts';

/** In the order of the help. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [
  {
    name: 'callgrind',
    meaning: 'functions and calls, exact: KCachegrind, QCachegrind, callgrind_annotate',
    isBinary: false,
    write: async (source) => (await import('./callgrind.ts')).exportCallgrind(source),
  },
];

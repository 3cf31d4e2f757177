/**
 * The sections of a report that an option may change. One that would do nothing in the sections that are written is a mistake: whoever gives a
 * snapshot wants to see it.
 */
export const OPTION_SECTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['--sort', ['functions']],
  ['--reverse', ['functions']],
  ['--baseline', ['changes']],
  ['--memory', ['memory', 'hints', 'source']],
  ['--python-version', ['memory']],
  ['--lines', ['source', 'hints']],
  ['--arguments', ['hints']],
  ['--source-root', ['source', 'hints', 'memory']],
  ['--map', ['changes', 'source', 'hints', 'memory']],
  ['--notebook', ['source', 'hints', 'memory']],
  ['--sources', ['source', 'hints', 'memory']],
  ['--mine', ['summary', 'hints', 'source']],
  ['--full-paths', ['changes', 'functions', 'hints', 'hottest', 'source', 'memory', 'modules', 'graph']],
  ['--top', ['changes', 'functions', 'hottest', 'source', 'memory', 'modules']],
]);

/**
 * The house (docs/ARCHITECTURE.md): each folder of src/ imports only from the folders listed here, and from itself. A
 * folder in a folder is one of its own. biome-layers.json is made of it (`npm run generate`), and forbids the rest while
 * one writes.
 */
export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  text: [],
  profile: ['text'],
  decode: ['text', 'profile'],
  run: [],
  select: ['text', 'profile'],
  source: ['text', 'profile'],
  hints: ['text', 'profile', 'decode', 'select', 'source'],
  views: ['text', 'profile', 'decode', 'select', 'source', 'hints'],
  pstats: ['text', 'profile', 'decode', 'select', 'source', 'hints', 'views'],
  report: ['text', 'profile', 'decode', 'select', 'source', 'hints', 'views'],
  'report/html': ['text', 'profile', 'decode', 'select', 'source', 'hints', 'views', 'report'],
  'report/html/page': ['text', 'profile', 'select', 'views', 'report', 'report/html'],
  export: ['text', 'profile', 'decode', 'select', 'source', 'hints', 'views', 'report'],
  library: ['text', 'profile', 'decode', 'select', 'source', 'hints', 'views', 'pstats', 'report', 'export'],
  tui: ['text', 'profile', 'decode', 'select', 'source', 'hints', 'views', 'pstats', 'report'],
  'tui/terminal': ['text', 'profile', 'decode', 'select', 'source', 'hints', 'views', 'pstats', 'report', 'tui'],
  cli: [
    'text',
    'profile',
    'decode',
    'select',
    'source',
    'hints',
    'views',
    'pstats',
    'report',
    'report/html',
    'run',
    'export',
    'tui',
    'tui/terminal',
  ],
};

/** Packages and built-in modules that only these folders may import. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'node:': ['cli', 'run', 'tui', 'tui/terminal'],
  commander: ['cli'],
  ink: ['tui/terminal'],
  react: ['tui/terminal'],
  'string-width': ['text'],
  pickleparser: ['decode'],
  'py-ast': ['source'],
  'hyparquet-writer': ['export'],
};

/** The folder of the table that a file of src/ is in: the deepest. */
export function layerOf(path: string): string | undefined {
  const around = Object.keys(LAYERS).filter((layer) => path.startsWith(`${layer}/`));
  return around.toSorted((a, b) => b.length - a.length)[0];
}

/** What a folder must not import. */
export function forbiddenIn(layer: string): {
  readonly folders: readonly string[];
  readonly packages: readonly string[];
} {
  const allowed = LAYERS[layer] ?? [];
  const folders = Object.keys(LAYERS).filter((other) => other !== layer && !allowed.includes(other));
  const packages = Object.keys(PACKAGES).filter((name) => !PACKAGES[name]?.includes(layer));
  return { folders, packages };
}

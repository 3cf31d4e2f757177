/**
 * The house (docs/ARCHITECTURE.md): each folder of src/ imports only from the folders listed here, and from itself.
 * biome.json forbids the rest while one writes; the structure test holds both to this table.
 */
export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  text: [],
  profile: ['text'],
  decode: ['text', 'profile'],
  select: ['text', 'profile'],
  source: ['text', 'profile'],
  hints: ['text', 'profile', 'decode', 'select', 'source'],
  views: ['text', 'profile', 'decode', 'select', 'source', 'hints'],
  pstats: ['text', 'profile', 'decode', 'select', 'source', 'hints', 'views'],
  report: ['text', 'profile', 'decode', 'select', 'source', 'hints', 'views'],
  tui: ['text', 'profile', 'decode', 'select', 'source', 'hints', 'views', 'pstats', 'report'],
  cli: ['text', 'profile', 'decode', 'select', 'source', 'hints', 'views', 'pstats', 'report', 'tui'],
};

/** Packages and built-in modules that only these folders may import. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'node:': ['cli', 'tui'],
  commander: ['cli'],
  ink: ['tui'],
  react: ['tui'],
  'string-width': ['tui', 'text'],
  pickleparser: ['decode'],
  'py-ast': ['source'],
  'yoga-layout': ['tui'],
  fflate: ['source'],
};

/** What biome.json has to forbid in a folder. */
export function forbiddenIn(layer: string): {
  readonly folders: readonly string[];
  readonly packages: readonly string[];
} {
  const allowed = LAYERS[layer] ?? [];
  const folders = Object.keys(LAYERS).filter((other) => other !== layer && !allowed.includes(other));
  const packages = Object.keys(PACKAGES).filter((name) => !PACKAGES[name]?.includes(layer));
  return { folders, packages };
}

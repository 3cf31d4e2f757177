import { forbiddenIn, LAYERS } from '../test/structure/layers.ts';

/** biome-layers.json: the walls of the house as rules of Biome. The outer folder first: the last rule for a file holds. */
export function layerRules(): string {
  const overrides = Object.keys(LAYERS).map((layer) => ({
    includes: [`src/${layer}/**`],
    linter: {
      rules: { style: { noRestrictedImports: { level: 'error', options: { patterns: patternsFor(layer) } } } },
    },
  }));
  const lines = overrides.map((override) => `    ${JSON.stringify(override)}`);
  return `{\n  "overrides": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

type Pattern = { readonly group: readonly string[]; readonly message: string };

function patternsFor(layer: string): readonly Pattern[] {
  const { folders, packages } = forbiddenIn(layer);
  const patterns = [
    {
      group: folders.map((folder) => `**/${folder.split('/').at(-1)}/**`),
      message: `${layer}/ must not know this folder (docs/ARCHITECTURE.md)`,
    },
    {
      group: packages.map((name) => (name.endsWith(':') ? `${name}*` : name)),
      message: `${layer}/ must not use this package (docs/ARCHITECTURE.md)`,
    },
  ];
  return patterns.filter(({ group }) => group.length > 0);
}

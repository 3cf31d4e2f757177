import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { forbiddenIn, LAYERS, PACKAGES } from './layers.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const SRC = join(ROOT, 'src');

type SourceFile = {
  readonly path: string;
  readonly layer: string;
  readonly text: string;
  readonly imports: readonly string[];
};

const files: readonly SourceFile[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => readSource(path));

function readSource(path: string): SourceFile {
  const text = readFileSync(join(SRC, path), 'utf8');
  const found = text.matchAll(/^(?:import|export)\b[^'`]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm);
  return {
    path,
    layer: path.includes('/') ? (path.split('/')[0] ?? '') : 'root',
    text,
    imports: [...found].map((match) => match[1] ?? match[2] ?? match[3] ?? ''),
  };
}

/** The file in src/ that a relative import names. */
function target(file: SourceFile, specifier: string): string {
  return relative(SRC, resolve(SRC, dirname(file.path), specifier));
}

describe('the house', () => {
  test('every folder of src/ has its place', () => {
    const folders = new Set(files.map(({ layer }) => layer).filter((layer) => layer !== 'root'));
    expect([...folders].filter((folder) => LAYERS[folder] === undefined)).toEqual([]);
  });

  test.each(files.filter(({ layer }) => layer !== 'root'))('$path imports only from the left', (file) => {
    const reached = file.imports.filter((name) => name.startsWith('.')).map((name) => target(file, name));
    const allowed = [file.layer, ...(LAYERS[file.layer] ?? [])];
    const beyond = reached.filter((path) => path !== 'errors.ts' && !allowed.includes(path.split('/')[0] ?? ''));
    expect(beyond).toEqual([]);
  });

  test.each(files)('$path imports only the packages that its folder may', (file) => {
    const used = file.imports.filter((name) => !name.startsWith('.'));
    const owners = used.map((name) => ({ name, rule: Object.keys(PACKAGES).find((key) => isUnder(name, key)) }));
    expect(owners.filter(({ rule }) => rule === undefined || !PACKAGES[rule]?.includes(file.layer))).toEqual([]);
  });

  test('no two files import each other, by whatever way round', () => {
    expect(
      findCycle(
        new Map(
          files.map((file) => [
            file.path,
            file.imports.filter((name) => name.startsWith('.')).map((name) => target(file, name)),
          ]),
        ),
      ),
    ).toEqual([]);
  });

  test('biome.json forbids what the table forbids', () => {
    const config = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8')) as {
      overrides: { includes: string[] }[];
    };
    for (const layer of Object.keys(LAYERS)) {
      const override = config.overrides.find(({ includes }) => includes.includes(`src/${layer}/**`));
      const { folders, packages } = forbiddenIn(layer);
      const expected = [
        ...folders.map((folder) => `**/${folder}/**`),
        ...packages.map((name) => (name.endsWith(':') ? `${name}*` : name)),
      ];
      expect({ layer, groups: groupsOf(override) }).toEqual({ layer, groups: expected });
    }
  });

  test.each(files)('$path is one idea: at most 350 lines, and no drawer for odds and ends', ({ path, text }) => {
    expect(text.split('\n').length).toBeLessThanOrEqual(350);
    expect(path).not.toMatch(/\b(utils?|helpers?|common|misc|shared)\b/);
  });

  test('only cli/entry.ts touches the process', () => {
    const touching = files.filter(({ text }) =>
      /\bprocess\.(argv|env|exit|exitCode|stdout|stdin|stderr)\b/.test(withoutComments(text)),
    );
    expect(touching.map(({ path }) => path)).toEqual(['cli/entry.ts']);
  });
});

describe('the package', () => {
  // npm install leaves out what its registry does not have; npm ci of npm 11 then refuses the lock file
  test('locks every optional package of its packages', () => {
    type Lock = { packages: Record<string, { optionalDependencies?: Record<string, string> }> };
    const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lock;
    const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
      Object.keys(optionalDependencies),
    );
    expect(wanted.filter((name) => packages[`node_modules/${name}`] === undefined)).toEqual([]);
  });
});

function isUnder(name: string, rule: string): boolean {
  return rule.endsWith(':') ? name.startsWith(rule) : name === rule || name.startsWith(`${rule}/`);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}

function groupsOf(override: unknown): readonly string[] {
  return [...JSON.stringify(override ?? {}).matchAll(/"group":\["([^"]+)"\]/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
}

/** The files of one import cycle, or none. */
function findCycle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const next of graph.get(path) ?? []) {
      const cycle = visit(next, [...trail, path]);
      if (cycle.length > 0) return cycle;
    }
    done.add(path);
    return [];
  };
  for (const path of graph.keys()) {
    const cycle = visit(path, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LAYERS, layerOf, PACKAGES } from './layers.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const SRC = join(ROOT, 'src');

type SourceFile = {
  readonly path: string;
  readonly layer: string;
  readonly text: string;
  /** The files of src/ that it imports. */
  readonly reached: readonly string[];
  readonly packages: readonly string[];
};

const files: readonly SourceFile[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => readSource(path));

function readSource(path: string): SourceFile {
  const text = readFileSync(join(SRC, path), 'utf8');
  const found = text.matchAll(/^(?:import|export)\b[^'`]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm);
  const imports = Array.from(found, (match) => match[1] ?? match[2] ?? match[3] ?? '');
  return {
    path,
    layer: path.includes('/') ? (layerOf(path) ?? '') : 'root',
    text,
    reached: imports
      .filter((name) => name.startsWith('.'))
      .map((name) => relative(SRC, resolve(SRC, dirname(path), name))),
    packages: imports.filter((name) => !name.startsWith('.')),
  };
}

describe('the house', () => {
  test('every folder of src/ has its place', () => {
    expect(files.filter(({ layer }) => layer === '').map(({ path }) => path)).toEqual([]);
  });

  test('every file imports only from the left', () => {
    const mayReach = (layer: string, path: string): boolean =>
      layer === 'root' || path === 'errors.ts' || [layer, ...(LAYERS[layer] ?? [])].includes(layerOf(path) ?? '');
    const beyond = files.flatMap(({ path, layer, reached }) =>
      reached.filter((other) => !mayReach(layer, other)).map((other) => `${path} imports ${other}`),
    );
    expect(beyond).toEqual([]);
  });

  test('no rule of hints imports another: what both need lies in hints/code', () => {
    const rules = files.filter(({ path }) => path.startsWith('hints/rules/'));
    const others = rules.flatMap(({ path, reached }) =>
      reached.filter((other) => other.startsWith('hints/rules/')).map((other) => `${path} imports ${other}`),
    );
    expect(rules).not.toEqual([]);
    expect(others).toEqual([]);
  });

  test('every file imports only the packages that its folder may', () => {
    const mayImport = (layer: string, name: string): boolean =>
      Object.entries(PACKAGES).some(([rule, layers]) => isUnder(name, rule) && layers.includes(layer));
    const beyond = files.flatMap(({ path, layer, packages }) =>
      packages.filter((name) => !mayImport(layer, name)).map((name) => `${path} imports ${name}`),
    );
    expect(beyond).toEqual([]);
  });

  test('no two files import each other, by whatever way round', () => {
    expect(findCycle(new Map(files.map(({ path, reached }) => [path, reached])))).toEqual([]);
  });

  test('Biome reads the rules that are made of the table', () => {
    const config = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8')) as { extends?: string[] };
    expect(config.extends).toEqual(['./biome-layers.json']);
  });

  test('only paint.tsx knows Ink', () => {
    expect(files.filter(({ packages }) => packages.includes('ink')).map(({ path }) => path)).toEqual([
      'tui/terminal/paint.tsx',
    ]);
  });

  test('no name is exported by two files', () => {
    const places = new Map<string, Set<string>>();
    for (const { path, text } of files) {
      for (const [, name = ''] of text.matchAll(EXPORTED)) places.set(name, (places.get(name) ?? new Set()).add(path));
    }
    expect([...places].filter(([, paths]) => paths.size > 1)).toEqual([]);
  });

  test('every file is one idea: at most 350 lines', () => {
    const long = files
      .map(({ path, text }) => ({ path, lines: text.split('\n').length }))
      .filter(({ lines }) => lines > 350);
    expect(long).toEqual([]);
  });

  test('no file or folder is a drawer for odds and ends', () => {
    expect(
      files.map(({ path }) => path).filter((path) => /\b(utils?|helpers?|common|misc|shared)\b/.test(path)),
    ).toEqual([]);
  });

  test('only cli/ opens files, and run/ looks where a Python is', () => {
    const opening = files.filter(
      ({ packages, text }) => packages.some((name) => /^node:fs\b/.test(name)) || text.includes("loadBuiltin('node:fs"),
    );
    expect(opening.filter(({ layer }) => layer !== 'cli').map(({ path }) => path)).toEqual(['run/find-python.ts']);
  });

  test('only cli/entry.ts reads arguments, environment and streams of the process, and ends it', () => {
    const touching = files.filter(({ text }) =>
      /\bprocess\.(argv|env|exit|exitCode|stdout|stdin|stderr)\b/.test(withoutComments(text)),
    );
    expect(touching.map(({ path }) => path)).toEqual(['cli/entry.ts']);
  });
});

describe('the tests', () => {
  const importing = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .filter((path) => /^import .*'fast-check'/m.test(readFileSync(join(ROOT, 'test', path), 'utf8')));

  test('take fast-check with its seed from properties.ts', () => {
    expect(importing).toEqual(['properties.ts']);
  });
});

describe('the package', () => {
  type Locked = { readonly integrity?: string; readonly optionalDependencies?: Readonly<Record<string, string>> };
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, Locked>>;
  };

  test('locks every package with the checksum of what the registry had', () => {
    const named = Object.entries(packages).filter(([name]) => name !== '');
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? '')).map(([name]) => name)).toEqual([]);
  });

  // npm install leaves out what its registry does not have; npm ci of npm 11 then refuses the lock file
  test('locks every optional package of its packages', () => {
    const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
      Object.keys(optionalDependencies),
    );
    expect(wanted.filter((name) => packages[`node_modules/${name}`] === undefined)).toEqual([]);
  });
});

/** What a file declares and exports; what it hands on is another's. */
const EXPORTED = /^export (?:async )?(?:function\*?|const|let|class|type|interface) (\w+)/gm;

function isUnder(name: string, rule: string): boolean {
  return rule.endsWith(':') ? name.startsWith(rule) : name === rule || name.startsWith(`${rule}/`);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
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

test('the package says how to report a hole', () => {
  const { files: packed } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    files: readonly string[];
  };
  expect(packed).toContain('SECURITY.md');
  expect(readFileSync(join(ROOT, 'SECURITY.md'), 'utf8')).toContain('## Reporting');
});

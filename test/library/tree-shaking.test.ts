import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** The rows of docs/library.md: what is imported, and the kB that esbuild makes of it. */
const rows = [...readFileSync(join(ROOT, 'docs/library.md'), 'utf8').matchAll(/^\| `(.+)` \| (\d+) \| \d+ \|/gm)].map(
  ([, names = '', size = '']) => ({ names, size: Number(size) }),
);

async function sizeOf(names: string): Promise<number> {
  const used = names === '*' ? '* as all' : `{ ${names} }`;
  const contents = `import ${used} from 'pyprof-view'; console.log(${names === '*' ? 'all' : names});`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  return (outputFiles[0]?.contents.length ?? 0) / 1000;
}

test('the document has figures', () => {
  expect(rows.map(({ names }) => names)).toContain('*');
  expect(rows.length).toBeGreaterThan(2);
});

test.each(rows)('$names is $size kB in a bundle, as docs/library.md says', async ({ names, size }) => {
  expect(Math.abs((await sizeOf(names)) - size)).toBeLessThan(2);
});

// What stands in the script of a page for a module of the program: a page has no bytes of a dump, hides no functions, and
// knows plain regular expressions only. A row that replaces nothing stops the build.
import { resolve } from 'node:path';

const STAND_INS = [
  { module: /profile\/string-pool\.ts$/, file: 'scripts/page/string-pool.ts' },
  {
    module: /views\/(?:call-tree\/(?:spliced-calls|spliced-nodes|chains)|shown-calls)\.ts$/,
    file: 'scripts/page/no-hidden-calls.ts',
  },
  { module: /views\/short-paths\.ts$/, file: 'scripts/page/short-paths.ts' },
  { module: /python-regex\/translate\.ts$/, file: 'scripts/page/plain-regex.ts' },
];

/** A plugin of esbuild. */
export function replaceInPage() {
  const unused = new Set(STAND_INS.map(({ file }) => file));
  return {
    name: 'page-stand-ins',
    setup: ({ onResolve, onEnd }) => {
      onResolve({ filter: /\.ts$/ }, ({ path, resolveDir }) => {
        const found = STAND_INS.find(({ module }) => module.test(resolve(resolveDir, path)));
        if (found === undefined) return undefined;
        unused.delete(found.file);
        return { path: resolve(found.file) };
      });
      onEnd(() => {
        const text = `nothing to replace any more for: ${[...unused].join('; ')}`;
        return { errors: unused.size === 0 ? [] : [{ text }] };
      });
    },
  };
}

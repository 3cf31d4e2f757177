// What stands in the bundle for a module of a package, and why. A row that replaces nothing stops the build: the package
// has changed, and the bundle would hold again what the row keeps out.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const STAND_INS = [
  {
    // Ink gets its layout engine from us: see src/tui/terminal/layout-engine.ts
    what: 'yoga-layout, loaded before Ink asks for it',
    module: /^yoga-layout$/,
    importer: /ink\/build\//,
    file: 'scripts/yoga-layout.mjs',
  },
  {
    what: "Ink's Output",
    module: /^\.\/output\.js$/,
    importer: /ink\/build\/renderer\.js$/,
    file: 'scripts/ink-output.mjs',
  },
  {
    what: 'string-width, where it is asked for a plain text',
    module: /^string-width$/,
    importer: /node_modules\//,
    file: 'scripts/string-width.cjs',
  },
  {
    // it loads Node's network code, for subcommands that are programs of their own; we have none
    what: "commander's child_process",
    module: /^node:child_process$/,
    importer: /node_modules\/commander\//,
    file: 'scripts/empty-module.mjs',
  },
];

/** Replaced in Ink's code: its development mode waits at the top level, which CommonJS cannot. */
const DEVELOPMENT = {
  what: "Ink's development mode",
  file: /ink\/build\/reconciler\.js$/,
  code: "process.env['DEV'] === 'true'",
  instead: 'false',
};

/** A plugin of esbuild. */
export function replaceModules() {
  const unused = new Set([...STAND_INS, DEVELOPMENT].map(({ what }) => what));
  return {
    name: 'stand-ins',
    setup: ({ onResolve, onLoad, onEnd }) => {
      for (const { what, module, importer, file } of STAND_INS) {
        onResolve({ filter: module }, (args) => {
          if (!importer.test(args.importer)) return undefined;
          unused.delete(what);
          return { path: resolve(file) };
        });
      }
      onLoad({ filter: DEVELOPMENT.file }, ({ path }) => {
        const code = readFileSync(path, 'utf8');
        const contents = code.replaceAll(DEVELOPMENT.code, DEVELOPMENT.instead);
        if (contents !== code) unused.delete(DEVELOPMENT.what);
        return { contents, loader: 'js' };
      });
      onEnd(() => {
        const text = `nothing to replace any more for: ${[...unused].join('; ')}`;
        return { errors: unused.size === 0 ? [] : [{ text }] };
      });
    },
  };
}

// What stands in the bundle for a module of a package, and why. A row that replaces nothing stops the build: the package
// has changed, and the bundle would hold again what the row keeps out.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DECODER_LOOPS, inlineCodes } from './inline-codes.mjs';
import { editParser, PARSER_FILE } from './parser-edits.mjs';

const STAND_INS = [
  {
    // 34 kB of the package for one box and one text, and a top-level `await` that CommonJS cannot have
    what: 'yoga-layout',
    module: /^yoga-layout$/,
    importer: /ink\/build\//,
    file: 'scripts/yoga-layout.mjs',
  },
  {
    what: "Ink's screen of an error",
    module: /\/ErrorOverview\.js$/,
    importer: /ink\/build\/components\//,
    file: 'scripts/no-error-overview.mjs',
  },
  {
    // chalk and all that it loads go with them
    what: "Ink's borders and backgrounds",
    module: /^\.\/render-(?:border|background)\.js$/,
    importer: /ink\/build\//,
    file: 'scripts/no-decoration.mjs',
  },
  {
    what: 'how Ink reads keys',
    module: /^\.\.\/(?:input-parser|parse-keypress)\.js$/,
    importer: /ink\/build\/components\//,
    file: 'scripts/no-keys.mjs',
  },
  {
    what: 'how Ink wraps texts',
    module: /^(?:\.\/wrap-text\.js|wrap-ansi)$/,
    importer: /ink\/build\//,
    file: 'scripts/no-wrapping.mjs',
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
    importer: /node_modules\/|src\/text\/display\.ts$/,
    file: 'scripts/string-width.cjs',
  },
  {
    // it loads Node's child processes, to ask programs for a size that the terminal does not tell
    what: 'how Ink finds out the size of a terminal',
    module: /^terminal-size$/,
    importer: /ink\/build\//,
    file: 'scripts/terminal-size.mjs',
  },
  {
    // it loads Node's network code, for subcommands that are programs of their own; we have none
    what: "commander's child_process",
    module: /^node:child_process$/,
    importer: /node_modules\/commander\//,
    file: 'scripts/empty-module.mjs',
  },
  {
    // the options need no more of it, and most command lines are read without the rest
    what: 'commander, for all but those that make a whole program of it',
    module: /^commander$/,
    importer: /src\/cli\/(?!options\/program\.ts$|options\/help-text\.ts$)/,
    file: 'scripts/commander-parts.mjs',
  },
  {
    what: 'what hyparquet-writer has for other tables than ours',
    module: /^\.\/(?:bloom|delta|geospatial|splitstream|variant|wkb)\.js$/,
    importer: /hyparquet-writer\//,
    file: 'scripts/parquet-parts.mjs',
  },
];

/** What is written otherwise in files, nearly all of them of packages. A row that changes nothing stops the build too. */
const REWRITES = [
  {
    what: "Ink's development mode, which waits at the top level: CommonJS cannot",
    file: /ink\/build\/reconciler\.js$/,
    rewrite: (code) => code.replaceAll("process.env['DEV'] === 'true'", 'false'),
  },
  {
    // what only those reach is then dropped: 2 kB of the package
    what: 'what React could do for other renderers, and Ink says that it does not',
    file: /react-reconciler\.production\.js$/,
    rewrite: (code) =>
      code.replaceAll(
        /(?<!\.)\bsupports(?:Persistence|Hydration|TestSelectors|Resources|Singletons)\b(?! =)/g,
        'false',
      ),
  },
  {
    // it loads two dozen of Node's modules, to look at one argument
    what: "signal-exit's assert",
    file: /signal-exit\/index\.js$/,
    rewrite: (code) => code.replace(/^ *var assert = .*$/m, '').replace(/^ *assert\.equal\(.*$/m, ''),
  },
  ...[/scheduler\.production\.js$/, /ink\/build\/ink\.js$/].map((file) => ({
    // it is made when it is first asked for, which the first picture need not wait for
    what: `the clock \`performance\` in ${file.source}`,
    file,
    rewrite: (code) =>
      code.replace('"object" === typeof performance', 'false').replaceAll('performance.now()', 'Date.now()'),
  })),
  ...[/ink\/build\/line-update\.js$/, /ansi-tokenize\/build\/tokenize\.js$/].map((file) => ({
    // the first that a process makes takes 9 ms; the first picture needs none
    what: `an Intl.Segmenter that ${file.source} makes when it is loaded`,
    file,
    rewrite: (code) =>
      code.replace(
        /^const (\w+) = (new Intl\.Segmenter\(.*\));$/m,
        'let made$1;\nconst $1 = { segment: (text) => (made$1 ??= $2).segment(text) };',
      ),
  })),
  {
    what: "the decoder's numbers, looked up by their names",
    file: DECODER_LOOPS,
    rewrite: inlineCodes,
  },
  {
    what: 'py-ast, where it refuses what Python allows',
    file: PARSER_FILE,
    rewrite: editParser,
  },
];

/** A plugin of esbuild. */
export function replaceModules() {
  const unused = new Set([...STAND_INS, ...REWRITES].map(({ what }) => what));
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
      for (const { what, file, rewrite } of REWRITES) {
        onLoad({ filter: file }, ({ path }) => {
          const code = readFileSync(path, 'utf8');
          const contents = rewrite(code);
          if (contents !== code) unused.delete(what);
          return { contents, loader: path.endsWith('.ts') ? 'ts' : 'js' };
        });
      }
      onEnd(() => {
        const text = `nothing to replace any more for: ${[...unused].join('; ')}`;
        return { errors: unused.size === 0 ? [] : [{ text }] };
      });
    },
  };
}

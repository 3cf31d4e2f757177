// esbuild splits the program into some 140 pieces, by who needs them. Node takes 0.3 to 0.5 ms to find and load a file, so
// they go into three: what every command needs, what the others need, and the viewer. A piece is a function in its file
// and runs when it is first asked for. What no run does without is put together once more, into one function.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build, transform } from 'esbuild';

/** The files of the program, in the order of loading. A piece goes into the first that takes it. */
const FILES = ['cli.cjs', 'more.cjs', 'viewer.cjs'];

/**
 * esbuild's own copies the exports of a piece into another object, behind getters that look them up by a name in a variable.
 * V8 cannot see through these: hot loops that call a function of another piece spent a tenth of their time in them.
 */
const DIRECT_EXPORTS = 'var __toCommonJS = (exports) => __defProp(exports, "__esModule", { value: true });\n';

/** esbuild's own copies all names of a module for each piece that imports its default: 0.1 ms each time. Here what it has is inherited. */
const INHERITED = `const seen = new Map();
var __toESM = (module, isNodeMode) => {
  const known = seen.get(module) ?? Object.create(module, isNodeMode || !module.__esModule ? { default: { value: module, enumerable: true } } : {});
  seen.set(module, known);
  return known;
};
`;

/** What is asked for by name: the program and the library from outside, the viewer where it opens. */
const ENTRIES = ['./cli.js', './viewer.js', './library.js'];

/** It leads to what every run needs, by imports that are not for later. */
const ROOT = './cli.js';

/** What leads to the pieces of the first file. Commander is among them and runs where a line is not plain: in a file of its own it took 2.5 ms more. */
const FIRST = ['./cli.js', './parser.js'];

/**
 * Puts esbuild's ES modules in dist/ together into the files of the program.
 *
 * @param outputs of esbuild's metafile
 * @param options of esbuild's transform, for each piece
 */
export async function linkPieces(outputs, options) {
  const pieces = Object.entries(outputs).map(([path, { imports }]) => ({ id: idOf(path), path, imports }));
  const fileOf = placePieces(pieces);
  const shortIds = new Map(pieces.map(({ id }, at) => [id, ENTRIES.includes(id) ? id : `./${at}`]));
  const functions = new Map(FILES.map((file) => [file, []]));
  const helpers = new Map();
  const merged = findAlways(pieces, [ROOT]);
  const base = await mergePieces(
    pieces.filter(({ id }) => merged.has(id)),
    { outputs, options, helpers, shortIds },
  );
  for (const { id, path } of pieces.filter((piece) => !merged.has(piece.id))) {
    const { code } = await transform(readFileSync(path, 'utf8'), options);
    const body = withShortIds(takeHelpers(code, helpers), shortIds);
    functions.get(fileOf(id)).push(`${JSON.stringify(shortIds.get(id))}(exports,require,module){${body}}`);
  }
  for (const { path } of pieces) rmSync(path);
  if (!helpers.has('__toCommonJS')) throw new Error('esbuild has another name for __toCommonJS: see DIRECT_EXPORTS');
  helpers.set('__toCommonJS', DIRECT_EXPORTS);
  helpers.set('__toESM', INHERITED);
  const elsewhere = pieces.map(({ id }) => [shortIds.get(id), fileOf(id)]).filter(([, file]) => file !== FILES[0]);
  for (const file of FILES) {
    const all = `{${functions.get(file).join(',\n')}}`;
    const end = file === FILES[0] ? `const pieces=${all};\n${loader(elsewhere)}${base}` : `module.exports=${all};\n`;
    const { code } = await transform([...helpers.values(), end].join('\n'), { ...options, minify: true });
    writeFileSync(`dist/${file}`, withEscapes(code));
  }
}

/**
 * Puts pieces into one function, in which they use each other's names as they are: no object of exports, with a getter for
 * each name, is made between them at each start. For the pieces outside of it `fill` makes one where it is asked for.
 */
async function mergePieces(pieces, { outputs, options, helpers, shortIds }) {
  const lines = pieces.flatMap(({ path }, at) =>
    outputs[path].exports.map((name) => `export { ${name} as from${at}_${name} } from ${JSON.stringify(idOf(path))};`),
  );
  const { outputFiles } = await build({
    stdin: { contents: lines.join('\n'), resolveDir: 'dist' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: options.target,
    ignoreAnnotations: true, // what is not used has gone already
    plugins: [{ name: 'later', setup: leaveLaterImports }],
  });
  const { code } = await transform(outputFiles[0].text, options);
  const [, getters, body] = EXPORTS.exec(takeHelpers(code, helpers)) ?? [];
  if (body === undefined) throw new Error('esbuild writes exports in another way: see EXPORTS');
  const namesOf = pieces.map(() => []);
  for (const [, at, name, value] of getters.matchAll(GETTER)) namesOf[at].push(`${name}:()=>${value}`);
  const cases = pieces.map(
    ({ id }, at) => `case${JSON.stringify(shortIds.get(id))}:return __export(exports,{${namesOf[at].join(',')}}),true;`,
  );
  return `fill=((require)=>{${withShortIds(body, shortIds)}\nreturn (id,exports)=>{switch(id){${cases.join('')}}return false;};})(exports.load);\n`;
}

/** How esbuild begins a CommonJS module, and one of its exports. */
const EXPORTS =
  /^(?:"use strict";\n)?var stdin_exports = \{\};\n__export\(stdin_exports, \{\n([\s\S]*?)\n\}\);\nmodule\.exports = __toCommonJS\(stdin_exports\);\n([\s\S]*)$/;
const GETTER = /^ {2}from(\d+)_(\w+): \(\) => (.+?),?$/gm;

function leaveLaterImports({ onResolve }) {
  onResolve({ filter: /./ }, ({ path, kind }) => (kind === 'dynamic-import' ? { path, external: true } : undefined));
}

/**
 * Each CommonJS module begins with esbuild's own functions for imports and exports. They are taken out and stand once in
 * a file: 136 times they were 58 kB, which no gzip makes small.
 */
function takeHelpers(code, helpers) {
  const helper = /^(?:"use strict";\n)?(var (__[A-Za-z]+) = [\s\S]*?;\n)(?=[^\s}])/;
  let rest = code;
  for (let found = helper.exec(rest); found !== null; found = helper.exec(rest)) {
    const [all, text, name] = found;
    const known = helpers.get(name) ?? text;
    if (withoutNumbers(known) !== withoutNumbers(text)) throw new Error(`esbuild has two functions ${name}`);
    helpers.set(name, known);
    rest = rest.slice(all.length);
  }
  return rest;
}

/** A local name gets a number where the piece has the same one. */
function withoutNumbers(text) {
  return text.replace(/(\w)\d+\b/g, '$1');
}

/** esbuild's names of pieces end in a hash, and no gzip makes that small. */
function withShortIds(code, shortIds) {
  return code.replace(/require\("(\.\/[\w-]+\.js)"\)/g, (_text, id) => `require(${JSON.stringify(shortIds.get(id))})`);
}

/** V8 reads ASCII three times as fast, and keeps it in half the room. Only regexes have other characters left. */
function withEscapes(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** How the pieces name each other. */
function idOf(path) {
  return path.replace(/^dist\//, './');
}

/** The pieces that run whenever these do. */
function findAlways(pieces, entries) {
  const importsOf = importsIn(pieces);
  return new Set(entries.flatMap((entry) => [...reach(importsOf, entry, ({ kind }) => kind === 'import-statement')]));
}

function importsIn(pieces) {
  return new Map(
    pieces.map(({ id, imports }) => [
      id,
      imports.filter(({ external }) => !external).map((each) => ({ ...each, id: idOf(each.path) })),
    ]),
  );
}

/** A piece of the viewer is one that only the viewer leads to. */
function placePieces(pieces) {
  const importsOf = importsIn(pieces);
  const always = findAlways(pieces, FIRST);
  const commands = new Set(
    ['./cli.js', './library.js'].flatMap((entry) => [...reach(importsOf, entry, ({ id }) => id !== './viewer.js')]),
  );
  return (id) => (always.has(id) ? 'cli.cjs' : commands.has(id) ? 'more.cjs' : 'viewer.cjs');
}

function reach(importsOf, entry, isFollowed, reached = new Set()) {
  reached.add(entry);
  for (const each of importsOf.get(entry)) {
    if (!reached.has(each.id) && isFollowed(each)) reach(importsOf, each.id, isFollowed, reached);
  }
  return reached;
}

/** The end of the first file: what the pieces get as `require`. */
function loader(elsewhere) {
  return `const elsewhere=${JSON.stringify(Object.fromEntries(elsewhere))};
const loaded=new Map();
let fill=()=>false;
exports.open=(file)=>require("../bin/unpack.js").openFile(require("node:path").join(__dirname,file),null);
exports.load=function load(id){
  const known=loaded.get(id);
  if(known!==undefined)return known.exports;
  const module={exports:{}};
  const isFilled=fill(id,module.exports);
  if(!isFilled&&!Object.hasOwn(pieces,id)){
    if(!Object.hasOwn(elsewhere,id))return require(id);
    Object.assign(pieces,exports.open("./"+elsewhere[id]));
  }
  loaded.set(id,module);
  if(!isFilled)pieces[id](module.exports,load,module);
  return module.exports;
};
`;
}

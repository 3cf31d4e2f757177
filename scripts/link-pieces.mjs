// esbuild splits the program into some 140 pieces, by who needs them. Node takes 0.3 to 0.5 ms to find and load a file, so
// they go into three: what every command needs, what the others need, and the viewer. A piece is a function in its file
// and runs when it is first asked for.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { transform } from 'esbuild';

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
  for (const { id, path } of pieces) {
    const { code } = await transform(readFileSync(path, 'utf8'), options);
    const body = withShortIds(takeHelpers(code, helpers), shortIds);
    functions.get(fileOf(id)).push(`${JSON.stringify(shortIds.get(id))}(exports,require,module){${body}}`);
    rmSync(path);
  }
  if (!helpers.has('__toCommonJS')) throw new Error('esbuild has another name for __toCommonJS: see DIRECT_EXPORTS');
  helpers.set('__toCommonJS', DIRECT_EXPORTS);
  helpers.set('__toESM', INHERITED);
  const elsewhere = pieces.map(({ id }) => [shortIds.get(id), fileOf(id)]).filter(([, file]) => file !== FILES[0]);
  for (const file of FILES) {
    const all = `{${functions.get(file).join(',\n')}}`;
    const end = file === FILES[0] ? `const pieces=${all};\n${loader(elsewhere)}` : `module.exports=${all};\n`;
    const { code } = await transform([...helpers.values(), end].join('\n'), { ...options, minify: true });
    writeFileSync(`dist/${file}`, withEscapes(code));
  }
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

/** A piece of the viewer is one that only the viewer leads to. */
function placePieces(pieces) {
  const importsOf = new Map(
    pieces.map(({ id, imports }) => [
      id,
      imports.filter(({ external }) => !external).map((each) => ({ ...each, id: idOf(each.path) })),
    ]),
  );
  const always = new Set(
    FIRST.flatMap((entry) => [...reach(importsOf, entry, ({ kind }) => kind === 'import-statement')]),
  );
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
exports.open=(file)=>require("../bin/unpack.js").openFile(require("node:path").join(__dirname,file),null);
exports.load=function load(id){
  const known=loaded.get(id);
  if(known!==undefined)return known.exports;
  if(!Object.hasOwn(pieces,id)){
    if(!Object.hasOwn(elsewhere,id))return require(id);
    Object.assign(pieces,exports.open("./"+elsewhere[id]));
  }
  const module={exports:{}};
  loaded.set(id,module);
  pieces[id](module.exports,load,module);
  return module.exports;
};
`;
}

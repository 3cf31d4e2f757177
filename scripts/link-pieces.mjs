// esbuild splits the program into some 250 pieces, by who needs them. Node takes 0.3 to 0.5 ms to find and load a file, so
// they go into three: what every command needs, what the others need, and the viewer. A piece is a function in its file
// and runs when it is first asked for. What no run does without is put together once more, into one function.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build, transform } from 'esbuild';
import { OUT } from './out-folder.mjs';

/** The files of the program, in the order of loading. A piece goes into the first that takes it. */
const FILES = ['cli.cjs', 'more.cjs', 'viewer.cjs'];

/** esbuild's own copies all names of a module for each piece that imports its default: 0.1 ms each time. Here what it has is inherited. */
const INHERITED = `const seen = new Map();
var __toESM = (module, isNodeMode) => {
  const known = seen.get(module) ?? Object.create(module, isNodeMode || !module.__esModule ? { default: { value: module, enumerable: true } } : {});
  seen.set(module, known);
  return known;
};
`;

/** What is asked for by name, from outside. */
const ENTRIES = ['./cli.js', './library.js'];

/** It leads to what every run needs, by imports that are not for later. */
const ROOT = './cli.js';

/** What leads to the pieces of the first file. Commander is among them and runs where a line is not plain: in a file of its own it took 2.5 ms more. */
const FIRST = ['./cli.js', './parser.js'];

/**
 * Puts esbuild's ES modules in a folder together into the files of the program.
 *
 * @param outputs of esbuild's metafile
 * @param options of esbuild's transform, for each piece
 */
export async function linkPieces(outputs, options) {
  const pieces = Object.entries(outputs).map(([path, { imports }]) => pieceOf(path, imports));
  const fileOf = placePieces(pieces);
  const numbers = new Map(
    FILES.flatMap((file) => pieces.filter(({ id }) => fileOf(id) === file)).map(({ id }, at) => [id, at]),
  );
  const functions = new Map(FILES.map((file) => [file, []]));
  const helpers = new Map();
  const always = findAlways(pieces, [ROOT]);
  const isMerged = ({ id }) => always.has(id);
  const base = await mergePieces(pieces.filter(isMerged), { outputs, options, helpers, numbers });
  for (const { id, source } of pieces.filter((piece) => !isMerged(piece))) {
    const { code } = await transform(source, options);
    const body = withNumbers(withPlainCalls(withOwnExports(takeHelpers(code, helpers))), numbers);
    functions.get(fileOf(id)).push(`${numbers.get(id)}(exports,require){${body}}`);
  }
  for (const { path } of pieces) rmSync(path);
  helpers.set('__toESM', INHERITED);
  const entries = Object.fromEntries(ENTRIES.map((id) => [id, numbers.get(id)]));
  const firstOfViewer = pieces.filter(({ id }) => fileOf(id) !== FILES[2]).length;
  for (const file of FILES) {
    const all = `{${functions.get(file).join(',\n')}}`;
    const end =
      file === FILES[0] ? `const pieces=${all};\n${loader(entries, firstOfViewer)}${base}` : `module.exports=${all};\n`;
    const { code } = await transform([...helpers.values(), end].join('\n'), {
      ...options,
      minify: true,
      treeShaking: true,
    });
    writeFileSync(`${OUT}/${file}`, withEscapes(code));
  }
}

/**
 * esbuild has a piece load whatever one of its modules might need. Where it takes no name of it, it does without: none of
 * our modules does anything when it is loaded.
 */
function pieceOf(path, imports) {
  const source = readFileSync(path, 'utf8').replace(/^import "\.\/[\w-]+\.js";\n/gm, '');
  const taken = imports.filter(({ external, path }) => !external && source.includes(`"${idOf(path)}"`));
  writeFileSync(path, source);
  return { id: idOf(path), path, source, imports: taken.map((each) => ({ ...each, id: idOf(each.path) })) };
}

/**
 * Puts pieces into one function, in which they use each other's names as they are: no object of exports, with a getter for
 * each name, is made between them at each start. For the pieces outside of it `fill` makes one where it is asked for.
 */
async function mergePieces(pieces, { outputs, options, helpers, numbers }) {
  const lines = pieces.flatMap(({ path }, at) =>
    outputs[path].exports.map((name) => `export { ${name} as from${at}_${name} } from ${JSON.stringify(idOf(path))};`),
  );
  const { outputFiles } = await build({
    stdin: { contents: lines.join('\n'), resolveDir: OUT },
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
  if (namesOf.flat().length !== lines.length) throw new Error('esbuild writes exports in another way: see GETTER');
  const cases = pieces.map(
    ({ id }, at) => `case ${numbers.get(id)}:return __export(exports,{${namesOf[at].join(',')}}),true;`,
  );
  const always = withNumbers(withPlainCalls(body), numbers);
  return `fill=((require)=>{${always}\nreturn (id,exports)=>{switch(id){${cases.join('')}}return false;};})(load);\n`;
}

/** How esbuild begins a CommonJS module, and one of its exports. */
const EXPORTS =
  /^(?:"use strict";\n)?var stdin_exports = \{\};\n__export\(stdin_exports, \{\n([\s\S]*?)\n\}\);\nmodule\.exports = __toCommonJS\(stdin_exports\);\n([\s\S]*)$/;
const GETTER = /^ {2}from(\d+)_([\w$]+): \(\) => (.+?),?$/gm;

function leaveLaterImports({ onResolve }) {
  onResolve({ filter: /./ }, ({ path, kind }) => (kind === 'dynamic-import' ? { path, external: true } : undefined));
}

/**
 * Each CommonJS module begins with esbuild's own functions for imports and exports. They are taken out and stand once in
 * a file: once a piece they were 58 kB, which no gzip makes small.
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

/**
 * A piece puts what it exports into `exports`, behind getters. esbuild's own makes an object and copies it into another, behind
 * getters that look names up in a variable. V8 cannot see through these: hot loops that call a function of another piece
 * spent a tenth of their time in them.
 */
function withOwnExports(code) {
  const own = /^var (\w+) = \{\};\n__export\(\1, (\{[\s\S]*?\n\})\);\nmodule\.exports = __toCommonJS\(\1\);\n/m;
  const plain = code.replace(own, '__export(exports, $2);\n');
  if (plain.includes('__toCommonJS')) throw new Error('esbuild writes exports in another way');
  return plain;
}

/** `(0, piece.name)()` keeps `piece` from being `this`, which no function that is imported asks for. */
function withPlainCalls(code) {
  return code.replace(/\(0, (import_\w+\.\w+)\)\(/g, '$1(');
}

/** esbuild's names of pieces end in a hash, and no gzip makes that small. */
function withNumbers(code, numbers) {
  const piece = /__toESM\(require\("(\.\/[\w-]+\.js)"\)\)|require\("(\.\/[\w-]+\.js)"\)/g;
  return code.replace(piece, (_text, imported, required) => {
    const number = numbers.get(imported ?? required);
    if (number === undefined) throw new Error(`there is no piece ${imported ?? required}`);
    return `require(${number})`;
  });
}

/** V8 reads ASCII three times as fast, and keeps it in half the room. Only regexes have other characters left. */
function withEscapes(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** How the pieces name each other. */
function idOf(path) {
  return path.replace(`${OUT}/`, './');
}

/** The pieces that run whenever these do. */
function findAlways(pieces, entries) {
  const importsOf = importsIn(pieces);
  return new Set(entries.flatMap((entry) => [...reach(importsOf, entry, ({ kind }) => kind === 'import-statement')]));
}

function importsIn(pieces) {
  return new Map(pieces.map(({ id, imports }) => [id, imports]));
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

/** The end of the first file: what the pieces get as `require`. Their numbers go on from file to file. */
function loader(entries, firstOfViewer) {
  return `const entries=${JSON.stringify(entries)};
const loaded=[];
let fill=()=>false;
exports.open=(file)=>require("../bin/unpack.js").openFile(require("node:path").join(__dirname,file),null);
exports.load=(name)=>load(entries[name]);
function load(id){
  if(typeof id==="string")return require(id);
  const known=loaded[id];
  if(known!==undefined)return known;
  const names={};
  if(fill(id,names))return loaded[id]=names;
  if(!Object.hasOwn(pieces,id))Object.assign(pieces,exports.open(id<${firstOfViewer}?"./${FILES[1]}":"./${FILES[2]}"));
  loaded[id]=names;
  pieces[id](names,load);
  return names;
}
`;
}

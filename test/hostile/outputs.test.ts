import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { EXPORT_FORMATS } from '../../src/export/formats.ts';
import { marshalProfile } from '../../src/export/marshal.ts';
import { functionKey } from '../../src/profile/function-name.ts';
import { escapeControls, UNSHOWN } from '../../src/text/escape.ts';
import { encodeSurrogateEscape } from '../../src/text/wtf8.ts';
import { runCli } from '../cli/run-cli.ts';
import { findCommand, findPackage, loadConsumer } from '../export/consumers.ts';
import { readCsv } from '../report/read-csv.ts';
import { kindsIn, readMarkdown, tableUnder } from '../report/read-markdown.ts';
import { frameOf } from '../tui/frame-of.ts';
import { openViewer, press } from '../tui/press.ts';
import { HOSTILE_NAMES, tableOfHostileNames } from './hostile-names.ts';

const NAMES = Object.values(HOSTILE_NAMES);
const SHOWN = NAMES.map(escapeControls);
const TABLE = tableOfHostileNames();

let folder = '';
let dump = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-names-'));
  dump = join(folder, 'out.prof');
  writeFileSync(dump, Buffer.concat([...marshalProfile(TABLE)]));
});

afterAll(() => rmSync(folder, { recursive: true }));

async function printed(...args: readonly string[]): Promise<Buffer> {
  const { exitCode, bytes, stderr } = await runCli([...args, dump]);
  expect({ args, exitCode, stack: stderr.match(/\n\s+at /) }).toEqual({ args, exitCode: 0, stack: null });
  return bytes;
}

/** What a terminal, a page or a reader's eye would obey, in a text whose lines are its own. */
function unshownIn(text: string): readonly string[] {
  return text.replaceAll(/\r?\n/g, '').match(new RegExp(`[${UNSHOWN}]`, 'gu')) ?? [];
}

function missingIn(found: Iterable<string>, wanted: readonly string[]): readonly string[] {
  const all = new Set(found);
  return wanted.filter((name) => !all.has(name));
}

/** What `export --to` writes, as a program reads it; which names come back, and as what. */
type Reader = {
  readonly read: (bytes: Buffer) => Iterable<string> | Promise<Iterable<string>>;
  readonly shown: (name: string) => string;
};

const FORMULA = /(^|;)(?=[=+\-@＝＋－＠])/g;

type JsonTable = { readonly functions: readonly { readonly name: string }[] };
type Speedscope = { readonly shared: { readonly frames: readonly { readonly name: string }[] } };

/** Of svg and of the HTML report their own tests read {@link HOSTILE_NAMES}. */
const READERS: Readonly<Record<string, Reader>> = {
  callgrind: { read: callgrindNames, shown: (name) => escapeControls(name) || '???' },
  speedscope: {
    read: (bytes) => (JSON.parse(bytes.toString()) as Speedscope).shared.frames.map(({ name }) => name),
    shown: escapeControls,
  },
  folded: {
    read: (bytes) =>
      bytes
        .toString()
        .split('\n')
        .flatMap((line) => line.replace(/ \d+$/, '').split(';')),
    shown: (name) => `${escapeControls(name).replaceAll(';', '\\x3b')} (`,
  },
  json: {
    read: (bytes) => (JSON.parse(bytes.toString()) as JsonTable).functions.map(({ name }) => name),
    shown: (name) => name,
  },
  csv: {
    read: (bytes) => readCsv(bytes.toString()).map((record) => record[2] ?? ''),
    shown: (name) => escapeControls(name).replace(FORMULA, "$1'"),
  },
  marshal: {
    read: (bytes) => namesOf(decodeProfile(bytes)),
    shown: (name) => name,
  },
};

function namesOf(table: typeof TABLE): readonly string[] {
  return [...table.tottime.keys()].map((row) => table.strings.text(functionKey(table, row).name));
}

/** Every line must be one of the format, so that no name has made one. */
function callgrindNames(bytes: Buffer): readonly string[] {
  const line =
    /^(?:# callgrind format|version: 1|(?:creator|cmd|desc|positions|event|events|summary): .*|c?f[ln]=\(\d+\)(?: .*)?|calls=\d+ \d+|\d+ \d+|)$/;
  const lines = bytes.toString().split('\n');
  expect(lines.filter((each) => !line.test(each))).toEqual([]);
  expect(lines.filter((each) => each.startsWith('calls=')).length).toBe(NAMES.length - 1);
  return lines.flatMap((each) => /^c?fn=\(\d+\) (.*)$/.exec(each)?.[1] ?? []);
}

describe('an export gives every name back, and nothing in it is obeyed', () => {
  test.each(EXPORT_FORMATS.filter(({ kind }) => kind === 'text'))(
    '$name has no character that a terminal obeys',
    async ({ name }) => {
      expect(unshownIn((await printed('export', '--to', name)).toString())).toEqual([]);
    },
  );

  test.each(Object.entries(READERS))('%s', async (format, { read, shown }) => {
    const bytes = format === 'marshal' ? readFileSync(dump) : await printed('export', '--to', format);
    const found = [...(await read(bytes))];
    const wanted = NAMES.map(shown);
    const begun =
      format === 'folded' ? found.map((name) => wanted.find((each) => name.startsWith(each)) ?? name) : found;
    expect(missingIn(begun, wanted)).toEqual([]);
  });

  test('parquet', async () => {
    const runs = join(folder, 'runs');
    await printed('export', '--to', 'parquet', '-o', runs);
    const bytes = readFileSync(join(runs, 'functions.parquet'));
    const rows = await parquetReadObjects({ file: new Uint8Array(bytes).buffer });
    const wanted = NAMES.map((name) => name.replaceAll(/\p{Cs}/gu, escapeControls));
    expect(
      missingIn(
        rows.map((row) => String(row['function'])),
        wanted,
      ),
    ).toEqual([]);
  });

  const pprof = findPackage('pprof-format');
  test.skipIf(!pprof.isHere)(`pprof, read by ${pprof.title}`, async () => {
    type Decoded = { readonly stringTable: { readonly strings: readonly string[] } };
    const { Profile } = loadConsumer('pprof-format') as { Profile: { decode: (bytes: Uint8Array) => Decoded } };
    const { stringTable } = Profile.decode(gunzipSync(await printed('export', '--to', 'pprof')));
    expect(missingIn(stringTable.strings, SHOWN)).toEqual([]);
  });

  const dot = findCommand('dot', 'graphviz');
  test.skipIf(!dot.isHere)(`dot, read by ${dot.title}`, async () => {
    const file = await printed('export', '--to', 'dot', '--least-function', '0', '--least-call', '0');
    const { status, stdout, stderr } = spawnSync('dot', ['-Tjson'], { input: file, encoding: 'utf8', maxBuffer: 1e9 });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { objects = [] } = JSON.parse(stdout) as { objects?: readonly { readonly label: string }[] };
    expect(objects.length).toBe(NAMES.length);
  });
});

describe('Markdown shows every name as text', () => {
  const TAGS = /<\/?(?:details|summary|code|sub|br|b)>|<!-- -->/g;

  type Node = { readonly type: string; readonly value?: string; readonly children?: readonly Node[] };

  /** What a page obeys, without our own folds. */
  function tagsIn(node: Node): readonly string[] {
    const own = node.type === 'html' ? (node.value ?? '').replaceAll(TAGS, '') : '';
    return [...(own.includes('<') ? [own] : []), ...(node.children ?? []).flatMap(tagsIn)];
  }

  test.each([
    ['report', ['report', '--full-paths', '--top', '99']],
    ['report --sort', ['report', '--sort', 'none', '--top', '99']],
    [
      'diff',
      [
        'diff',
        '--force',
        '--format',
        'markdown',
        join(import.meta.dirname, '../../fixtures/profiles/shop-py38/out.prof'),
      ],
    ],
  ])('%s', async (_, args) => {
    const text = (await printed(...args)).toString();
    const document = readMarkdown(text);
    expect(unshownIn(text)).toEqual([]);
    expect(
      ['link', 'linkReference', 'image', 'imageReference', 'footnoteReference', 'delete'].filter((kind) =>
        kindsIn(document).has(kind),
      ),
    ).toEqual([]);
    expect(tagsIn(document)).toEqual([]);
  });

  test('and gives it back from its table', async () => {
    const text = (await printed('report', '--sort', 'none', '--top', '99', '--section', 'functions')).toString();
    const names = tableUnder(text, 'Functions in').map((cells) => cells.at(-1) ?? '');
    const begin = (name: string): string => name.trim().slice(0, 40); // a very long one is cut, with an ellipsis
    const lost = SHOWN.filter((name) => !names.some((cell) => cell.includes(begin(name))));
    expect(lost).toEqual([]);
  });
});

describe('JSON is one document, without a character that a terminal obeys, with every name', () => {
  type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

  function stringsIn(value: Value): readonly string[] {
    if (typeof value === 'string') return [value];
    return value === null || typeof value !== 'object' ? [] : Object.values(value).flatMap(stringsIn);
  }

  test.each([
    ['report', ['report', '--format', 'json'], NAMES],
    [
      'diff',
      [
        'diff',
        '--force',
        '--format',
        'json',
        '--top',
        '999',
        join(import.meta.dirname, '../../fixtures/profiles/shop-py38/out.prof'),
      ],
      NAMES,
    ],
    ['hints', ['hints', '--json', '--level', 'practice', '--explain'], []],
  ])('%s', async (_, args, wanted) => {
    const text = (await printed(...args)).toString();
    expect(unshownIn(text)).toEqual([]);
    expect(missingIn(stringsIn(JSON.parse(text) as Value), wanted)).toEqual([]);
  });
});

describe('texts for people', () => {
  test.each([['stats'], ['callers'], ['callees']])(
    '%s writes the bytes of every name into a pipe, as CPython does',
    async (command) => {
      const bytes = await printed(command, '--full-paths');
      expect(NAMES.filter((name) => !bytes.includes(Buffer.from(encodeSurrogateEscape(`(${name})`))))).toEqual([]);
    },
  );

  test('browse does too', async () => {
    const { bytes } = await runCli(['browse', dump], Buffer.from('stats\nquit\n'));
    expect(NAMES.filter((name) => !bytes.includes(Buffer.from(encodeSurrogateEscape(`(${name})`))))).toEqual([]);
  });

  test('the CSV of a report has them as that of export', async () => {
    expect(await printed('report', '--format', 'csv', '--sort', 'none')).toEqual(
      await printed('export', '--to', 'csv'),
    );
  });

  test.each([
    ['summary', ['summary']],
    ['hints', ['hints', '--level', 'practice', '--explain']],
    ['diff', ['diff', '--force', join(import.meta.dirname, '../../fixtures/profiles/shop-py38/out.prof')]],
  ])('%s has no character that a terminal obeys', async (_, args) => {
    expect(unshownIn((await printed(...args)).toString())).toEqual([]);
  });

  test('merge keeps them', async () => {
    const merged = join(folder, 'merged.prof');
    writeFileSync(join(folder, 'again.prof'), readFileSync(dump));
    await printed('merge', '-o', merged, join(folder, 'again.prof'));
    expect(namesOf(decodeProfile(readFileSync(merged)))).toEqual(NAMES);
  });
});

test.each(['1', '2', '3', '4', '5', '9'])('screen %s of the viewer has none of them raw', (digit) => {
  for (const keys of [[], ['end'], ['enter'], ['t', 'enter', 'tab']]) {
    const lines = frameOf(press(openViewer(TABLE, 160), digit, ...keys));
    expect(lines.flatMap(({ text }) => unshownIn(text))).toEqual([]);
    expect(lines.filter(({ width }) => width > 160)).toEqual([]);
  }
});

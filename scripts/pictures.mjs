// Makes the pictures of the README from the real program in a real terminal: `npm run pictures`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { screenAsSvg } from './screen-as-svg.mjs';

const FOLDER = 'docs/pictures';
const COLUMNS = 120;
const ROWS = 30;

/** How long the program may write nothing before its picture counts as whole. */
const QUIET_MILLISECONDS = 700;

const DUMP = 'fixtures/profiles/logreport-py311/out.prof';
const SOURCES = ['--map', '/srv/app=fixtures/source/app'];

/** Each picture: what to open, and the keys that lead to it. */
const PICTURES = [
  {
    name: 'functions',
    title: 'The functions of a profile: only my own code',
    args: [...SOURCES, DUMP],
    keys: ['m', 'j'],
  },
  {
    name: 'function',
    title: 'A function between its callers and callees, and its source',
    args: [...SOURCES, DUMP],
    keys: ['/', 'parse_line', '\r', '\r'],
  },
  { name: 'call-tree', title: 'A call tree', args: [...SOURCES, DUMP], keys: ['/', '8(main', '\r', 'd', 'p'] },
  { name: 'hints', title: 'What to change, with the evidence', args: [...SOURCES, DUMP], keys: ['4'] },
];

mkdirSync(FOLDER, { recursive: true });
for (const { name, title, args, keys } of PICTURES) {
  const svg = screenAsSvg(await screenAfter(args, keys), title);
  writeFileSync(`${FOLDER}/${name}.svg`, svg);
}

async function screenAfter(args, keys) {
  const terminal = new headless.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
  const env = { PATH: process.env.PATH ?? '', TERM: 'xterm-256color', COLORTERM: 'truecolor', LC_ALL: 'C.UTF-8' };
  const program = [resolve('bin/pyprof-view.js'), ...args];
  const pty = spawn(process.execPath, program, { cols: COLUMNS, rows: ROWS, cwd: resolve('.'), env });
  let lastWrite = Date.now();
  pty.onData((data) => {
    lastWrite = Date.now();
    terminal.write(data);
  });
  for (const key of [null, ...keys]) {
    if (key !== null) pty.write(key);
    lastWrite = Date.now();
    while (Date.now() - lastWrite < QUIET_MILLISECONDS) await new Promise((done) => setTimeout(done, 50));
  }
  pty.kill('SIGKILL');
  return terminal;
}

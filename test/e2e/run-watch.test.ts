import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { findPythons, saySkipped } from '../python/pythons.ts';
import { PROGRAM, runInShell } from './shell.ts';

const [python] = findPythons(6).slice(-1);
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pyprof-view-watch-')));
const script = join(folder, 'app.py');

afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => save('def slow():\n    return 1\n\nslow()\n'));

function save(text: string): void {
  writeFileSync(script, text);
}

/** Waits until a stream has said something, and then for more than that. */
function listenTo(stream: Readable): (pattern: RegExp) => Promise<void> {
  let said = '';
  let look = (): void => undefined;
  stream.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    look();
  });
  return (pattern) =>
    new Promise((resolve) => {
      look = () => {
        const found = pattern.exec(said);
        if (found === null) return;
        said = said.slice(found.index + found[0].length);
        look = () => undefined;
        resolve();
      };
      look();
    });
}

describe.skipIf(python === undefined)(
  python === undefined ? saySkipped('no Python 3.6 or newer is here: run --watch is not tried') : 'run --watch',
  () => {
    test('without a terminal prints each run and what changed, waits a slip out, and ends by Ctrl-C', async () => {
      const words = [PROGRAM, 'run', '--python', python?.path ?? '', '--watch', '-n', '9', script];
      const child = spawn(process.execPath, words, { cwd: folder, env: { ...process.env, TMPDIR: folder } });
      const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
      const [prints, says] = [listenTo(child.stdout), listenTo(child.stderr)];
      try {
        await prints(/app\.py:1\(slow\)/);
        await says(/waiting for a change in 1 file of your own code; Ctrl-C ends\n/);
        save('def slow(:\n');
        await says(/SyntaxError[\s\S]*no profile[\s\S]*waiting for a change.*\n/);
        save('def slow():\n    return 1\n\nslow()\nslow()\n');
        await prints(/Since the run before:[\s\S]* 1 +2 +app\.py:1\(slow\)/);
        child.kill('SIGINT');
        expect(await ended).toBe(130);
      } finally {
        child.kill('SIGKILL');
      }
    });

    test('opens the viewer, which shows what changed when a source is saved', async () => {
      const terminal = runInShell(['run', '--python', python?.path ?? '', '--watch', script], {
        env: { TMPDIR: folder },
      });
      try {
        await terminal.shows('Will run when a source is saved');
        save('def slow():\n    return 1\n\nslow()\nslow()\n');
        await terminal.shows('7 Changes');
        terminal.type('q');
        await terminal.shows('left with 0');
      } finally {
        terminal.close();
      }
    });
  },
);

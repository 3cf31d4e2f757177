import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeWholeFile, writeWholeFileAtOnce } from '../../../src/cli/output/write-output.ts';
import { UsageError } from '../../../src/errors.ts';

let folder = '';
const at = (name: string): string => join(folder, name);
const text = (name: string): string => readFileSync(at(name), 'utf8');
const write = (name: string): void => writeWholeFileAtOnce(at(name), Buffer.from('new'));

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'pyprof-view-write-')));
  writeFileSync(at('old'), 'old');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a file that is written', () => {
  test('is new as the user wants files, and leaves nothing beside it', () => {
    const umask = process.umask(0o027);
    write('fresh');
    process.umask(umask);
    expect(statSync(at('fresh')).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['fresh', 'old']);
  });

  test.each([0o600, 0o664, 0o755])('keeps permissions %o', (mode) => {
    chmodSync(at('old'), mode);
    write('old');
    expect({ mode: statSync(at('old')).mode & 0o777, text: text('old') }).toEqual({ mode, text: 'new' });
  });

  test.runIf(process.getuid?.() === 0)('stays with its owner and group', () => {
    chownSync(at('old'), 1234, 4321);
    write('old');
    expect(statSync(at('old'))).toMatchObject({ uid: 1234, gid: 4321 });
  });

  test('gets a name of any length that it may have', () => {
    const name = '名'.repeat(85); // 255 bytes
    write(name);
    expect(text(name)).toBe('new');
  });
});

describe('a link', () => {
  test('leads where it led', () => {
    symlinkSync('old', at('link'));
    write('link');
    expect([readlinkSync(at('link')), text('old')]).toEqual(['old', 'new']);
  });

  test('that leads to nothing yet leads to the new file', () => {
    mkdirSync(at('other'));
    symlinkSync('other/made', at('first'));
    symlinkSync('first', at('second'));
    write('second');
    expect(lstatSync(at('second')).isSymbolicLink()).toBe(true);
    expect(text('other/made')).toBe('new');
  });

  test('into a folder that is not there writes nothing', () => {
    symlinkSync('nowhere/made', at('link'));
    expect(() => write('link')).toThrow(/there is no folder .*nowhere$/);
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(true);
  });

  test.skipIf(process.platform !== 'linux')('whose end has a name that is not UTF-8 leads where it led', () => {
    const odd = Buffer.concat([Buffer.from(at('old-')), Buffer.of(0xff)]);
    for (const there of [false, true]) {
      symlinkSync(odd, at(`link ${there}`));
      if (there) writeFileSync(odd, 'old');
      write(`link ${there}`);
      expect(readFileSync(odd, 'utf8')).toBe('new');
      rmSync(at(`link ${there}`));
      unlinkSync(odd);
    }
    expect(readdirSync(folder)).toEqual(['old']);
  });

  test('to a folder is left before `..` is followed', () => {
    mkdirSync(at('a/b'), { recursive: true });
    symlinkSync('a/b', at('short'));
    symlinkSync('../made', at('a/b/link'));
    write('short/link');
    expect(text('a/made')).toBe('new');
  });
});

describe('nothing is written', () => {
  test('of what could not be made to its end', async () => {
    function* failing(): Generator<Uint8Array> {
      yield Buffer.from('half');
      throw new UsageError('usage', 'no more');
    }
    await expect(writeWholeFile(at('old'), failing())).rejects.toThrow(UsageError);
    expect([text('old'), readdirSync(folder)]).toEqual(['old', ['old']]);
  });

  test('under one of two names', () => {
    linkSync(at('old'), at('twin'));
    expect(() => write('twin')).toThrow('it has another name (a hard link), which would keep the old text');
    expect([text('old'), text('twin'), readdirSync(folder)]).toEqual(['old', 'old', ['old', 'twin']]);
  });

  test('over a file that its owner has locked', () => {
    chmodSync(folder, 0o777);
    chmodSync(at('old'), 0o444);
    expect(() => asAnybody(() => write('old'))).toThrow('permission denied');
    expect([text('old'), readdirSync(folder)]).toEqual(['old', ['old']]);
  });

  test.each(['old', 'fresh'])('as %s in a folder that takes no new file, and the folder is named', (name) => {
    chmodSync(at('old'), 0o666);
    chmodSync(folder, 0o555);
    expect(() => asAnybody(() => write(name))).toThrow(
      `it is written as a new file first, and none can be made in ${folder} (permission denied)`,
    );
    chmodSync(folder, 0o755);
    expect([text('old'), readdirSync(folder)]).toEqual(['old', ['old']]);
  });
});

/** For root every file is open: it lays its rights down for the while. */
function asAnybody(work: () => void): void {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

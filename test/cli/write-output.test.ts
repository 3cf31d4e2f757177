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
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeWholeFile } from '../../src/cli/write-output.ts';
import { UsageError } from '../../src/errors.ts';

let folder = '';
const at = (name: string): string => join(folder, name);
const text = (name: string): string => readFileSync(at(name), 'utf8');
const write = (name: string, content = 'new'): void => writeWholeFile(at(name), [Buffer.from(content)]);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-write-'));
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
    expect(() => write('link')).toThrow('no such file or folder');
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(true);
  });

  test('of the hard kind stays one: both names have the new text', () => {
    linkSync(at('old'), at('twin'));
    write('twin');
    expect([text('old'), text('twin'), statSync(at('old')).nlink]).toEqual(['new', 'new', 2]);
    expect(readdirSync(folder)).toEqual(['old', 'twin']);
  });
});

describe('nothing is written', () => {
  test('of what could not be made to its end', () => {
    function* failing(): Generator<Uint8Array> {
      yield Buffer.from('half');
      throw new UsageError('usage', 'no more');
    }
    expect(() => writeWholeFile(at('old'), failing())).toThrow(UsageError);
    expect([text('old'), readdirSync(folder)]).toEqual(['old', ['old']]);
  });
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { PROFILE, PROGRAM } from './shell.ts';

/** A line of bash in a folder of its own: `$VIEW` is the program, `$PROFILE` a profile. */
function runLine(line: string): {
  readonly status: number | null;
  readonly stderr: string;
  readonly files: readonly Buffer[];
} {
  const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-bytes-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const env = { ...process.env, VIEW: `${process.execPath} ${PROGRAM}`, PROFILE };
  const { status, stderr } = spawnSync('bash', ['-c', line], { cwd: folder, env, encoding: 'utf8' });
  return { status, stderr, files: readdirSync(folder, { encoding: 'buffer' }) };
}

test.runIf(process.platform === 'linux')(
  'a file in a folder whose name is not UTF-8 is told as that, or left out',
  () => {
    const make = "mkdir in; cp $PROFILE in/a.prof; cp $PROFILE $'in/x\\xff.prof'; $VIEW merge in -o out.prof";
    const refused = runLine(make);
    expect(refused.stderr).toContain('in/x\ufffd.prof: its name is not UTF-8, and Node opens no such file');
    expect(refused.status).toBe(3);
    expect(runLine(`${make} --skip-bad`)).toMatchObject({ status: 0, stderr: expect.stringContaining('is not UTF-8') });
  },
);

describe.runIf(process.platform === 'linux')('an argument that is not UTF-8', () => {
  test.each([
    "$VIEW report $PROFILE -o $'caf\\xe9.md'",
    "cp $PROFILE $'caf\\xe9.prof'; $VIEW stats $'caf\\xe9.prof'; e=$?; rm caf*; exit $e",
  ])('is refused, and nothing is written under another name: %s', (line) => {
    const { status, stderr, files } = runLine(line);
    expect({ status, files }).toEqual({ status: 2, files: [] });
    expect(stderr).toMatch(/^pyprof-view: caf\ufffd\.\w+ has bytes that are not UTF-8[^\n]*\n$/);
  });

  test('may have the character that stands for such bytes, if that was typed', () => {
    const { status, files } = runLine("$VIEW report $PROFILE -o $'caf\\xef\\xbf\\xbd.md'");
    expect({ status, files: files.map(String) }).toEqual({ status: 0, files: ['caf\ufffd.md'] });
  });

  test('is refused too where nobody tells its bytes: a sandbox without /proc', () => {
    const hide = `
      const fs = require('fs'), real = fs.readFileSync;
      fs.readFileSync = (path, ...rest) => real(path === '/proc/self/cmdline' ? '/no-such-folder/x' : path, ...rest);`;
    const { status, files } = runLine(
      `echo "${hide}" > hide.cjs; export NODE_OPTIONS="--require $PWD/hide.cjs"; $VIEW report $PROFILE -o $'caf\\xe9.md'`,
    );
    expect({ status, files: files.map(String) }).toEqual({ status: 2, files: ['hide.cjs'] });
  });

  test('goes through standard input and output, as the sentence says', () => {
    const { status, files } = runLine("cp $PROFILE $'\\xe9.prof'; $VIEW report - < $'\\xe9.prof' > $'\\xe9.md'");
    expect({ status, files: files.map((name) => name.toString('latin1')) }).toEqual({
      status: 0,
      files: ['\xe9.md', '\xe9.prof'],
    });
  });
});

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LOAD, useShell, WITH_IPYTHON } from './ipython-shell.ts';
import { saySkipped } from './pythons.ts';

const KEEP = '%pyprof -o kept.prof len("a")';

/** Makes os.replace fail on its way to kept.prof: the last step, when all else is done. */
const BREAK_LAST_STEP = `import os
replace = os.replace
def broken(source, target):
    if target.endswith("kept.prof"): raise OSError(28, "No space left on device")
    replace(source, target)
os.replace = broken`;

if (WITH_IPYTHON.length === 0) test.skip(saySkipped('%pyprof -o: no Python here has IPython'));

describe.each(WITH_IPYTHON)('%pyprof -o on Python 3.$minor ($path)', ({ path }) => {
  const { cwd, runCells, lastOf } = useShell(path);

  const at = (name: string): string => join(cwd(), name);
  const makeFifo = (file: string): void => {
    spawnSync(path, ['-c', 'import os, sys; os.mkfifo(sys.argv[1])', file]);
    expect(lstatSync(file).isFIFO()).toBe(true);
  };
  const filesOf = (dump: string): string => {
    const script = 'import marshal, sys; print(*sorted({key[0] for key in marshal.load(open(sys.argv[1], "rb"))}))';
    return spawnSync(path, ['-c', script, dump], { encoding: 'utf8' }).stdout;
  };

  test('writes the target of a link, and the link stays one', async () => {
    mkdirSync(at('real'));
    writeFileSync(at('real/out.prof'), 'older');
    symlinkSync('real/out.prof', at('kept.prof'));
    expect((await lastOf([KEEP])).out).toContain(`The whole profile: pyprof-view ${at('real/out.prof')}\n`);
    expect(readlinkSync(at('kept.prof'))).toBe('real/out.prof');
    expect(filesOf(at('kept.prof'))).toContain(at('real/out.prof.cells/cell-2.py'));
    expect(readdirSync(at('real')).sort()).toEqual(['out.prof', 'out.prof.cells']);
  });

  test('writes the target of a link that is not there yet', async () => {
    symlinkSync('later.prof', at('kept.prof'));
    await lastOf([KEEP]);
    expect(readlinkSync(at('kept.prof'))).toBe('later.prof');
    expect(lstatSync(at('later.prof')).isFile()).toBe(true);
  });

  test.each([
    ['a FIFO', () => makeFifo(at('kept.prof')), 'kept.prof', 'it is not a regular file'],
    ['a folder', () => mkdirSync(at('kept.prof')), 'kept.prof', 'it is not a regular file'],
    [
      'a link to a FIFO',
      () => {
        makeFifo(at('fifo'));
        symlinkSync('fifo', at('kept.prof'));
      },
      'fifo',
      'it is not a regular file',
    ],
    ['a link to itself', () => symlinkSync('kept.prof', at('kept.prof')), 'kept.prof', 'it is not a regular file'],
    [
      'a file in the place of the folder for cells',
      () => writeFileSync(at('kept.prof.cells'), 'mine'),
      'kept.prof',
      'kept.prof.cells, the place for the source of the cells, is no folder',
    ],
    [
      'a link in the place of the folder for cells',
      () => symlinkSync('.', at('kept.prof.cells')),
      'kept.prof',
      'kept.prof.cells, the place for the source of the cells, is no folder',
    ],
  ])('refuses %s before anything runs, and leaves it as it was', async (_what, make, name, reason) => {
    make();
    const kindsOf = () =>
      readdirSync(cwd()).map((entry) => [entry, lstatSync(at(entry)).mode, lstatSync(at(entry)).ino]);
    const before = kindsOf();
    await expectRefusal('%pyprof -o kept.prof ran = True', `%pyprof: -o: ${at(name)} cannot be written: `, reason);
    expect(kindsOf()).toEqual(before);
  });

  test('refuses a folder that is not there', async () => {
    const cell = '%pyprof -o /no/such/folder/x.prof ran = True';
    await expectRefusal(
      cell,
      '%pyprof: -o: /no/such/folder/x.prof cannot be written: ',
      'there is no folder /no/such/folder',
    );
  });

  test('refuses a folder where nothing can be made, whatever its permissions say', async () => {
    if (existsSync('/proc')) {
      await expectRefusal('%pyprof -o /proc/x.prof ran = True', '%pyprof: -o: /proc/x.prof cannot be written: ', '');
    }
    if (process.getuid?.() === 0) return;
    chmodSync(cwd(), 0o555);
    await expectRefusal('%pyprof -o kept.prof ran = True', 'cannot be written: Permission denied', '');
    chmodSync(cwd(), 0o755);
  });

  async function expectRefusal(cell: string, start: string, reason: string): Promise<void> {
    const [, refused, after] = await runCells([LOAD, cell, 'print("ran" in globals())']);
    expect(refused).toMatchObject({ success: false, out: '' });
    expect(refused?.err).toMatch(/^UsageError: .*\. Name another file\.\n$/);
    expect(refused?.err).toContain(start);
    expect(refused?.err).toContain(`${reason}. `);
    expect(after?.out).toBe('False\n');
  }

  test('touches no other file, whatever its name, and leaves none behind', async () => {
    writeFileSync(at('kept.prof.part'), 'mine');
    await lastOf([KEEP]);
    expect(readFileSync(at('kept.prof.part'), 'utf8')).toBe('mine');
    expect(readdirSync(cwd()).sort()).toEqual(['kept.prof', 'kept.prof.cells', 'kept.prof.part']);
  });

  test('has just the cells that the profile names, and what somebody else has put there', async () => {
    mkdirSync(at('kept.prof.cells'));
    writeFileSync(at('victim.py'), 'mine');
    for (const name of ['cell-7.py', 'cell-7_2.py', 'notes.txt']) writeFileSync(at(`kept.prof.cells/${name}`), 'older');
    symlinkSync('../victim.py', at('kept.prof.cells/cell-2.py'));
    await lastOf([KEEP]);
    expect(readdirSync(at('kept.prof.cells')).sort()).toEqual(['cell-2.py', 'notes.txt']);
    expect(readFileSync(at('kept.prof.cells/cell-2.py'), 'utf8')).toBe('len("a")\n');
    expect(readFileSync(at('victim.py'), 'utf8')).toBe('mine');
  });

  test('keeps the permissions of an older file, and gives a new one those that other programs give', async () => {
    writeFileSync(at('kept.prof'), '');
    chmodSync(at('kept.prof'), 0o640);
    await lastOf(['import os; old = os.umask(0o022)', KEEP, '%pyprof -o new.prof len("a")']);
    const modes = ['kept.prof', 'new.prof', 'new.prof.cells'].map((name) => statSync(at(name)).mode % 0o1000);
    expect(modes).toEqual([0o640, 0o644, 0o755]);
  });

  test('leaves the older profile and its cells where the last step fails, and says why', async () => {
    await runCells([LOAD, 'def f(): pass', '%pyprof -o kept.prof f()']);
    writeFileSync(at('kept.prof.cells/notes.txt'), 'mine');
    const dump = readFileSync(at('kept.prof'));
    const { out, err } = await lastOf([BREAK_LAST_STEP, 'pass', 'pass', KEEP]);
    expect(err).toBe('%pyprof: the profile could not be written: [Errno 28] No space left on device\n');
    expect(out).toBe('');
    expect(readFileSync(at('kept.prof')).equals(dump)).toBe(true);
    expect(readdirSync(at('kept.prof.cells')).sort()).toEqual(['cell-2.py', 'cell-3.py', 'notes.txt']);
    expect(readdirSync(cwd()).sort()).toEqual(['kept.prof', 'kept.prof.cells']);
  });

  test('refuses at the end what has come in the way while the code ran', async () => {
    const { err } = await lastOf(['import os', '%pyprof -o kept.prof os.mkfifo("kept.prof")']);
    expect(err).toBe('%pyprof: the profile could not be written: it is not a regular file\n');
    expect(lstatSync(at('kept.prof')).isFIFO()).toBe(true);
    expect(readdirSync(cwd())).toEqual(['kept.prof']);
  });
});

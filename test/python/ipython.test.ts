import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LOAD, useShell, WITH_IPYTHON } from './ipython-shell.ts';
import { saySkipped } from './pythons.ts';

/** A function with something to say about it, in a cell of its own. */
const SLOW = `def slow(words):
    seen = []
    for word in words:
        if word not in seen:
            seen.append(word)
    return seen

words = [str(number % 3000) for number in range(20000)]
`;

const USAGE =
  'Usage: %pyprof [-s KEYS] [-o FILE] statement (or %%pyprof above the lines of a cell); %pyprof? explains it.';

const FOLDER = /pyprof-view (\S+pyprof-view-\S+)\/out\.prof$/m;

if (WITH_IPYTHON.length === 0) test.skip(saySkipped('%pyprof: no Python here has IPython'));

describe.each(WITH_IPYTHON)('%pyprof in IPython on Python 3.$minor ($path)', ({ path }) => {
  const { cwd, runCells, lastOf } = useShell(path);

  test('profiles a statement, and finds the source of a function from an earlier cell', async () => {
    const { out, err, success } = await lastOf([SLOW, '%pyprof found = slow(words)']);
    expect({ err, success }).toEqual({ err: '', success: true });
    expect(out).toContain('Ordered by: internal time');
    expect(out).toMatch(/ 1 .* cell-2\.py:1\(slow\)/);
    expect(out).toMatch(/cell-2\.py:4 in slow/);
    expect(out).toContain('- word not in seen\n');
  });

  test('runs the code in the namespace of the user: what it assigns stays', async () => {
    const cells = [
      SLOW,
      '%pyprof found = slow(words)',
      '%%pyprof first = 1\nsecond = first + len(found)',
      'print(second)',
    ];
    expect((await lastOf(cells)).out).toBe('3001\n');
  });

  test('takes a statement as it is: blanks, braces and quotes', async () => {
    const statement = `%pyprof -s calls text = f("a  b {len('x')}") if True else " 'c"`;
    expect((await lastOf(['def f(text): return text', statement, 'print(text)'])).out).toBe("a  b {len('x')}\n");
  });

  test('names the lines of the cell as they are in it', async () => {
    const { out } = await lastOf([
      '%%pyprof -s cumulative\nimport json\n\ndef encode():\n    return json.dumps([1])\nencode()',
    ]);
    expect(out).toContain('Ordered by: cumulative time');
    expect(out).toMatch(/cell-2\.py:3\(encode\)/);
  });

  test('shows an error as ever, after the profile', async () => {
    const [, , failed, after] = await runCells([
      LOAD,
      SLOW,
      '%%pyprof\nfound = slow(words)\n1 / 0',
      'print(len(found))',
    ]);
    expect(failed?.success).toBe(false);
    expect(failed?.out).toMatch(/cell-2\.py:1\(slow\)[\s\S]*The whole profile: [\s\S]*ZeroDivisionError/);
    expect(failed?.out).toMatch(/-+> +2 1 ?\/ ?0/);
    expect(failed?.out).not.toContain('magics.py');
    expect(after?.out).toBe('3000\n');
  });

  test('keeps the profile and the cells with -o', async () => {
    const { out } = await lastOf([SLOW, '%pyprof -o "kept it.prof" slow(words)']);
    const dump = join(cwd(), 'kept it.prof');
    expect(out).toContain(`The whole profile: pyprof-view '${dump}'`);
    const { stdout } = spawnSync(path, ['-m', 'pstats', dump], { input: 'stats slow\n', encoding: 'utf8' });
    expect(stdout).toContain(`${dump}.cells/cell-2.py:1(slow)`);
    expect(readFileSync(join(`${dump}.cells`, 'cell-2.py'), 'utf8')).toBe(SLOW);
  });

  test('else removes them at the next run, and when Python ends', async () => {
    const look = 'import glob, tempfile; print(glob.glob(tempfile.gettempdir() + "/pyprof-view-*/out.prof"))';
    const outcomes = await runCells([LOAD, '%pyprof len("a")', look, '%pyprof len("b")', look]);
    const [first, second] = [1, 3].map((index) => FOLDER.exec(outcomes[index]?.out ?? '')?.[1] ?? 'no folder');
    expect(outcomes[2]?.out).toContain(`'${first}/out.prof'`);
    expect(outcomes[4]?.out).toContain(`'${second}/out.prof'`);
    expect(outcomes[4]?.out).not.toContain(`'${first}/out.prof'`);
    expect(existsSync(second ?? '')).toBe(false);
  });

  const LOOK = 'print("ran" in globals())';

  test('refuses what it does not understand before anything runs', async () => {
    const refused: readonly (readonly [cell: string, sentence: string])[] = [
      ['%pyprof -s bogus ran = True', "unknown sort key 'bogus'. Sort keys: calls, "],
      ['%pyprof -x ran = True', `%pyprof: option -x not recognized. ${USAGE}\n`],
      ['%pyprof -s', `%pyprof: option -s requires argument. ${USAGE}\n`],
      ['%pyprof --sort calls ran = True', `%pyprof: option --sort not recognized. ${USAGE}\n`],
      ['%pyprof', `%pyprof: nothing to profile. ${USAGE}\n`],
    ];
    const outcomes = (await runCells([LOAD, ...refused.flatMap(([cell]) => [cell, LOOK])])).slice(1);
    for (const [at, [cell, sentence]] of refused.entries()) {
      const [ofCell, after] = outcomes.slice(2 * at);
      expect(ofCell, cell).toMatchObject({ success: false, out: '' });
      expect(ofCell?.err, cell).toMatch(/^UsageError: .*\n$/);
      expect(ofCell?.err, cell).toContain(sentence);
      expect(after?.out, cell).toBe('False\n');
    }
  });

  test('answers -h and --help with its usage, and runs nothing', async () => {
    const helps = ['-h', '--help'].flatMap((option) => [`%%pyprof ${option}\nran = True`, LOOK]);
    const helped = [
      { success: true, out: `${USAGE}\n`, err: '' },
      { success: true, out: 'False\n', err: '' },
    ];
    expect((await runCells([LOAD, ...helps])).slice(1)).toEqual([...helped, ...helped]);
  });

  test('shows an error of syntax as IPython shows it in a cell', async () => {
    const cells: readonly (readonly [what: string, cell: string, plain: string])[] = [
      ['a statement', '%pyprof 1 +', '1 +'],
      ['a cell', '%%pyprof\nran = 1\n1 +', 'ran = 1\n1 +'],
      ['an indented line', '%%pyprof\nran = 1\n  y = 2', 'ran = 1\n  y = 2'],
      ['what only the second pass of the compiler refuses', '%%pyprof\nran = 1\nreturn', 'ran = 1\nreturn'],
    ];
    // a message has the number of its cell
    const ofMagic = (await runCells([LOAD, ...cells.flatMap(([, cell]) => [cell, LOOK])])).slice(1);
    const ofIpython = (await runCells(['pass', ...cells.flatMap(([, , plain]) => [plain, LOOK])])).slice(1);
    for (const [at, [what]] of cells.entries()) {
      expect(ofMagic[2 * at], what).toEqual(ofIpython[2 * at]);
      expect(ofMagic[2 * at]?.success, what).toBe(false);
      expect(ofMagic[2 * at + 1]?.out, what).toBe('False\n');
    }
  });

  test.each([
    ['--no-such-option', /exit code 9\): .*--no-such-option is not allowed in NODE_OPTIONS\. /],
    ['--require /no/such/module.js', /exit code 1\): Error: Cannot find module '\/no\/such\/module\.js'\. /],
  ])('says it before anything runs where NODE_OPTIONS=%s makes Node fail', async (NODE_OPTIONS, sentence) => {
    const [, refused, after] = await runCells([LOAD, '%pyprof ran = True', LOOK], { NODE_OPTIONS });
    expect(refused).toMatchObject({ success: false, out: '' });
    expect(refused?.err).toMatch(/^UsageError: %pyprof: pyprof-view does not run here \(.*\n$/);
    expect(refused?.err).toMatch(sentence);
    expect(after?.out).toBe('False\n');
  });

  test('goes away with %unload_ext, with its last profile, and comes back', async () => {
    const outcomes = await runCells([LOAD, '%pyprof 1', '%unload_ext pyprof_view', '%pyprof 1', LOAD, '%pyprof 1']);
    const [first] = FOLDER.exec(outcomes[1]?.out ?? '')?.slice(1) ?? ['no folder'];
    expect(outcomes[2]).toEqual({ success: true, out: '', err: '' });
    expect(existsSync(first ?? '')).toBe(false);
    expect(outcomes[3]?.err).toContain('`%pyprof` not found');
    expect(outcomes[4]).toEqual({ success: true, out: '', err: '' });
    expect(outcomes[5]?.out).toContain('The whole profile: ');
  });

  test('leaves another profiler alone, and says so', async () => {
    const others: readonly (readonly [what: string, start: string, stop: string])[] = [
      ['cProfile', 'import cProfile\nother = cProfile.Profile()\nother.enable()', 'other.disable()'],
      ['a function of sys.setprofile', 'import sys\nsys.setprofile(lambda *event: None)', 'sys.setprofile(None)'],
    ];
    const magic = '%pyprof len("a")';
    const outcomes = (
      await runCells([LOAD, ...others.flatMap(([, start, stop]) => [`${start}\n${magic}`, `${stop}\n${magic}`])])
    ).slice(1);
    for (const [at, [what]] of others.entries()) {
      const [busy, idle] = outcomes.slice(2 * at);
      expect(busy?.err, what).toContain(
        'UsageError: %pyprof: another profiler is at work, and there can be only one. Stop it first.\n',
      );
      expect(idle?.success, what).toBe(true);
    }
  });

  test('says what is missing where there is no Node', async () => {
    const { out, err } = await lastOf(['%pyprof print("ran")'], { PATH: '/no/such/folder' });
    expect(out).toBe('');
    expect(err).toMatch(/^UsageError: %pyprof: no Node\.js 20\.19 or newer on the PATH\. Install one, or run: /);
  });
});

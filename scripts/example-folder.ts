import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

/** What the commands of the documents and of the help name, and the fixture that it is. */
const EXAMPLE_FILES: Readonly<Record<string, string>> = {
  // a program with its source, its line times, and five runs each before and after two of its hints were followed
  'out.prof': 'profiles/logreport-py311/out.prof',
  'out.lprof': 'lineprof/lp_report/out.lprof',
  'out.arguments.json': 'hint-arguments/repeats-py313.arguments.json',
  logreport: 'source/app/logreport',
  'before.prof': 'tour/before-1.prof.gz',
  'after.prof': 'tour/after-1.prof.gz',
  ...Object.fromEntries(
    ['before', 'after'].flatMap((side) =>
      [1, 2, 3, 4, 5].map((run) => [`${side}-${run}.prof`, `tour/${side}-${run}.prof.gz`]),
    ),
  ),
  'a.prof': 'profiles/words-py311/out.prof',
  'b.prof': 'profiles/words-py313/out.prof',
  'c.prof': 'profiles/sudoku-py37/out.prof',
  'runs/a.prof': 'profiles/words-py311/out.prof',
  'runs/b.prof': 'profiles/words-py313/out.prof',
  'snap.tracemalloc': 'snapshots/py311/after.tracemalloc',
  'first.tracemalloc': 'tour/first.tracemalloc',
  'second.tracemalloc': 'tour/second.tracemalloc',
  'sessions.prof': 'tour/sessions.prof',
  'sessions.py': 'tour/sessions.py',
  'startup.prof': 'profiles/generators-py311/out.prof',
  'cell.prof': 'cases/notebook-file/k.prof',
  'work.ipynb': 'cases/notebook-file/k.ipynb',
  'app.py': 'run/app.py',
  'before/app.py': 'run/app.py',
};

/** Makes a new folder with all that the examples name, and the built program in it as `pyprof-view`. */
export function makeExampleFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-examples-'));
  for (const [name, fixture] of Object.entries(EXAMPLE_FILES)) placeExample(join(folder, name), fixture);
  writeFileSync(join(folder, 'out.prof.gz'), gzipSync(readFileSync(join(folder, 'out.prof'))));
  const launcher = `#!/bin/sh\nexec '${process.execPath}' '${resolve('bin/pyprof-view.js')}' "$@"\n`;
  writeFileSync(join(folder, 'pyprof-view'), launcher);
  chmodSync(join(folder, 'pyprof-view'), 0o755);
  return folder;
}

function placeExample(path: string, fixture: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const source = resolve('fixtures', fixture);
  if (fixture.endsWith('.gz')) writeFileSync(path, gunzipSync(readFileSync(source)));
  else cpSync(source, path, { recursive: true });
}

let pythonFolder: string | undefined;

/** Where `python3` itself is: pyenv has a shell script of that name on the path, which takes six times as long to start. */
function folderOfPython(): string {
  const { status, stdout } = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
  return status === 0 ? `${dirname(stdout.trim())}:` : '';
}

/** What a command line did there, with the program on the path; `output` has both streams as a terminal shows them. */
export function runExample(folder: string, line: string): { readonly status: number | null; readonly output: string } {
  pythonFolder ??= folderOfPython(); // once in a process
  const env = {
    PATH: `${folder}:${pythonFolder}${process.env['PATH'] ?? ''}`,
    HOME: folder,
    TMPDIR: folder,
    COLUMNS: '80',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
  };
  const script = `exec 2>&1\n${line}`;
  const { status, stdout } = spawnSync('bash', ['-eo', 'pipefail', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  return { status, output: stdout };
}

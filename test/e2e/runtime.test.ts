import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { expectRestored, PROFILE, runInShell, runLineInShell, type ShellOptions } from './shell.ts';
import type { Terminal } from './terminal.ts';

let terminal: Terminal;
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-e2e-'));
});

afterEach(() => {
  terminal.close();
  rmSync(folder, { recursive: true, force: true });
});

async function opened(next: Terminal): Promise<void> {
  terminal = next;
  await terminal.shows('function 1 of 25');
}

describe('standard input', () => {
  test('may be the profile: keys then come from the terminal', async () => {
    await opened(runLineInShell(`$VIEW - < ${PROFILE}`));
    terminal.type('jj');
    await terminal.shows('function 3 of 25');
    terminal.type('q');
    await expectRestored(terminal, 0);
  });

  test('may be a pipe', async () => {
    await opened(runLineInShell(`cat ${PROFILE} | $VIEW -`));
    expect(terminal.lines()[1]).toContain('standard input');
    terminal.type('q');
    await expectRestored(terminal, 0);
  });

  test('that is named twice is refused: it can be read only once', async () => {
    terminal = runLineInShell(`cat ${PROFILE} | $VIEW stats - -; cat ${PROFILE} | $VIEW diff - -`);
    await terminal.shows('left with 3');
    const refusal = 'standard input: it is named twice, and can be read only once.';
    expect(terminal.output.split(refusal)).toHaveLength(3);
  });

  test('without a terminal to read keys from leaves the text, and that is said', async () => {
    terminal = runLineInShell(
      `setsid -w $VIEW - -s calls < ${PROFILE} | tail -3; setsid -w $VIEW - -s calls < ${PROFILE}`,
    );
    await terminal.shows('left with 0');
    expect(terminal.output).toContain('there is no terminal (/dev/tty) to read keys from, so this is the text');
    expect(terminal.output).toContain('Ordered by: call count');
    expect(terminal.output).not.toContain('\x1b[?1049h');
  });
});

describe('the terminal is as it was', () => {
  /** What fails in the program a moment after it was told to. */
  const accident = (statement: string): ShellOptions => {
    const spy = join(folder, 'accident.cjs');
    writeFileSync(spy, `process.on('SIGURG', () => setImmediate(() => { ${statement} }));`);
    return { env: { NODE_OPTIONS: `--require ${spy}` } };
  };

  test.each([
    ['an error that nobody caught', `throw new Error('boom')`],
    ['a promise that nobody waited for', `Promise.reject(new Error('boom'))`],
  ])('after %s, and one sentence says so', async (_what, statement) => {
    await opened(runInShell([PROFILE], accident(statement)));
    terminal.signalChild('SIGURG');
    await expectRestored(terminal, 70);
    const said = terminal.screen().replaceAll('\n', '');
    expect(said).toMatch(
      /pyprof-view: a bug in pyprof-view: Error: boom\. The profile is untouched\. Please report it with/,
    );
    expect(terminal.screen()).not.toMatch(/^ +at /m);
    const report = /with (\S+report\.txt), which says where/.exec(said)?.[1] ?? '';
    expect(readFileSync(report, 'utf8')).toMatch(/^pyprof-view \S+, Node v[\s\S]*Error: boom\n +at /);
    rmSync(dirname(report), { recursive: true });
  });

  /** No program can answer these. */
  const CRASHES: readonly string[] = ['SIGKILL', 'SIGSEGV', 'SIGBUS', 'SIGFPE', 'SIGILL'];

  /** By the first Node starts its debugger, and is ended by it now and then; by the second V8 takes its samples. */
  const OF_NODE: readonly string[] = ['SIGUSR1', 'SIGPROF'];

  const STOPS: readonly string[] = ['SIGSTOP', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU'];

  /** Those that end a program of Node that hears none: asked of one for each, two names of one signal once. */
  const ending = Object.entries(constants.signals).filter(([name, number], at, all) => {
    if (CRASHES.includes(name) || OF_NODE.includes(name) || all.findIndex(([, other]) => other === number) < at)
      return false;
    if (STOPS.includes(name)) return false;
    return (
      spawnSync(process.execPath, ['-e', `process.kill(process.pid, ${number})`], { cwd: tmpdir() }).signal !== null
    );
  });

  test.each(ending)('after %s', async (signal, number) => {
    await opened(runInShell([PROFILE]));
    terminal.signalChild(signal as NodeJS.Signals);
    await expectRestored(terminal, 128 + number);
  });
});

describe('a storm of sizes', () => {
  test('leaves one picture, of the last of them', async () => {
    await opened(runInShell([PROFILE], { columns: 100, rows: 30 }));
    for (let step = 0; step < 60; step++) {
      terminal.resize(40 + ((step * 37) % 90), 10 + ((step * 13) % 40));
      if (step % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    terminal.resize(100, 30);
    await terminal.isIdle();
    await terminal.shows('function 1 of 25');
    await terminal.until(() => terminal.lines()[29]?.includes('q quit') === true, 'the keys are in the last line');
    await terminal.isIdle();
    const stormy = terminal.screen();
    expect(stormy.match(/function 1 of 25/g)?.length).toBe(1);
    expect(stormy.match(/q quit/g)?.length).toBe(1);
    terminal.type('\x0c');
    await terminal.isIdle();
    expect(terminal.screen()).toBe(stormy);
    expect(terminal.output).not.toMatch(/\[[23]J/);
  });
});

describe('o', () => {
  /** An editor that writes down its arguments and the modes of the terminal, and asks for a line. */
  const fakeEditor = (end = 'exit 0'): string => {
    const path = join(folder, 'vim');
    writeFileSync(
      path,
      `#!/bin/sh\n{ printf '[%s]' "$@"; stty -a | grep -oE -- '-?icanon'; } > ${folder}/seen\necho in the editor\nread -r line\necho "$line" >> ${folder}/seen\n${end}\n`,
    );
    chmodSync(path, 0o755);
    return path;
  };

  const withSource = (): string => {
    copyFileSync(PROFILE, join(folder, 'out.prof'));
    writeFileSync(join(folder, 'recursion.py'), '# source\n');
    return join(folder, 'out.prof');
  };

  test('gives the terminal to the editor, at the line of the function, and takes it back', async () => {
    await opened(runInShell([withSource()], { env: { EDITOR: `'${fakeEditor()}' -n "two words"` } }));
    terminal.type('jjo');
    await terminal.shows('in the editor');
    expect(terminal.isAlternate()).toBe(false);
    terminal.type('typed into the editor\r');
    await terminal.shows(/Opened .*recursion\.py:8/);
    expect(readFileSync(join(folder, 'seen'), 'utf8')).toBe(
      `[-n][two words][+8][${join(folder, 'recursion.py')}]icanon\ntyped into the editor\n`,
    );
    expect(terminal.isAlternate()).toBe(true);
    terminal.type('k');
    await terminal.shows('function 2 of 25');
    terminal.type('q');
    await expectRestored(terminal, 0);
  });

  test('lives on after Ctrl-C in the editor', async () => {
    await opened(runInShell([withSource()], { env: { VISUAL: fakeEditor() } }));
    terminal.type('jjo');
    await terminal.shows('in the editor');
    terminal.type('\x03');
    await terminal.shows('ended with a signal');
    terminal.type('q');
    await expectRestored(terminal, 0);
  });

  test.each([
    ['no editor is named', {}, 'Neither $VISUAL nor $EDITOR names an editor'],
    ['the editor is not there', { EDITOR: 'no-such-editor -x' }, 'The editor no-such-editor ($EDITOR) could not be'],
    ['it fails', { EDITOR: 'false' }, 'The editor false ended with 1.'],
  ])('says in one line that %s', async (_what, env, sentence) => {
    await opened(runInShell([withSource()], { env }));
    terminal.type('jjo');
    await terminal.shows(sentence);
    terminal.type('q');
    await expectRestored(terminal, 0);
  });

  test.each([
    ['is killed', 'stty raw -echo; kill -KILL $$'],
    // cat says it itself: a shell that is about to start another program forgets the signal
    ['hangs until somebody presses Ctrl-C', 'exec cat "$0" - # in the editor'],
  ])('takes the terminal back from an editor that %s', async (_what, script) => {
    const path = join(folder, 'hopeless');
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    await opened(runInShell([withSource()], { env: { EDITOR: path } }));
    terminal.type('jjo');
    if (script.startsWith('exec')) {
      await terminal.shows('in the editor');
      terminal.type('\x03');
    }
    await terminal.shows('ended with a signal');
    terminal.type('k');
    await terminal.shows('function 2 of 25');
    terminal.type('q');
    await expectRestored(terminal, 0);
  });

  test('ends by a signal while an editor hangs', async () => {
    const path = join(folder, 'hanging');
    writeFileSync(path, '#!/bin/sh\necho in the editor\nexec sleep 60\n');
    chmodSync(path, 0o755);
    await opened(runInShell([withSource()], { env: { EDITOR: path } }));
    terminal.type('jjo');
    await terminal.shows('in the editor');
    terminal.signalChild('SIGTERM');
    await expectRestored(terminal, 143);
  });

  test.each(['exit 0', 'exit 3'])(
    'sets the modes of the terminal again after an editor that changed them (%s)',
    async (end) => {
      const path = join(folder, 'rude');
      writeFileSync(path, `#!/bin/sh\nstty raw -echo intr ^G\n${end}\n`);
      chmodSync(path, 0o755);
      const line = `stty intr ^B; EDITOR=${path} $VIEW ${withSource()}; stty -a | grep -oE -- "-?opost|intr = .."`;
      await opened(runLineInShell(line));
      terminal.type('jjo');
      await terminal.shows(end === 'exit 0' ? /Opened .*recursion\.py:8/ : 'ended with 3');
      terminal.type('k');
      await terminal.shows('function 2 of 25');
      terminal.type('q');
      await expectRestored(terminal, 0);
      expect(terminal.screen()).toMatch(/^intr = \^B\s+opost\s*$/m);
    },
  );

  test('says that the file is not here', async () => {
    await opened(runInShell([PROFILE], { env: { EDITOR: 'true' } }));
    terminal.type('jjo');
    await terminal.shows('No file recursion.py (--source-root, --map)');
  });
});

describe('w', () => {
  const OTHER = PROFILE.replace('recursion-py311', 'recursion-pypy');

  test('shows the file as it changes, keeps what was while it is broken, and leaves nothing running', async () => {
    const path = join(folder, 'out.prof');
    copyFileSync(PROFILE, path);
    await opened(runInShell([path]));
    terminal.type('jjw');
    await terminal.shows('Watching');
    const whole = readFileSync(OTHER);
    writeFileSync(path, whole.subarray(0, 200));
    await terminal.shows('The profile from before stays: ');
    await terminal.shows(/^> +8361\/1 .*\(fib\)/m);
    writeFileSync(path, whole);
    await terminal.shows(/Read again: .* since the baseline/);
    await terminal.shows(/^> +8361\/1 .*\(fib\)/m);
    rmSync(path);
    await terminal.shows('no such file');
    terminal.type('w');
    await terminal.shows('No longer watching');
    terminal.type('q');
    await expectRestored(terminal, 0);
  });

  test('is what two viewers may do with one file: each shows what it becomes', async () => {
    const path = join(folder, 'out.prof');
    copyFileSync(PROFILE, path);
    await opened(runInShell([path]));
    const other = runInShell([path]);
    try {
      await other.shows('function 1 of 25');
      for (const each of [terminal, other]) {
        each.type('w');
        await each.shows('Watching');
      }
      copyFileSync(OTHER, path);
      for (const each of [terminal, other]) await each.shows('Read again: ');
      for (const each of [terminal, other]) {
        each.type('q');
        await expectRestored(each, 0);
      }
    } finally {
      other.close();
    }
  });

  test('cannot follow standard input, and says so', async () => {
    await opened(runLineInShell(`$VIEW - < ${PROFILE}`));
    terminal.type('w');
    await terminal.shows('Standard input cannot be watched');
  });
});

describe('W', () => {
  const OTHER = PROFILE.replace('recursion-py311', 'recursion-pypy');

  /** The viewer of a profile whose source is beside it, with a command to run when that is saved. */
  const running = async (command: string): Promise<{ readonly source: string }> => {
    const [path, source] = [join(folder, 'again.prof'), join(folder, 'recursion.py')];
    copyFileSync(PROFILE, path);
    writeFileSync(source, 'def fib(n): ...\n');
    await opened(runInShell(['--source-root', folder, path]));
    terminal.type('W');
    await terminal.shows(/:run /);
    terminal.type(`${command}\r`);
    return { source };
  };

  test('runs a command whenever a source is saved, and shows the profile that it writes', async () => {
    const { source } = await running(`cp ${OTHER} ${join(folder, 'again.prof')}`);
    await terminal.shows('Will run when a source is saved');
    await terminal.shows('watching');
    writeFileSync(source, 'def fib(n): pass\n');
    await terminal.shows('Read again: ');
    terminal.type('w');
    await terminal.shows('No longer watching');
    terminal.type('q');
    await expectRestored(terminal, 0);
  });

  test('tells the last thing that a command complained of', async () => {
    const { source } = await running('cp');
    await terminal.shows('Will run when a source is saved');
    writeFileSync(source, 'def fib(n): pass\n');
    await terminal.shows('It ended with 1: ');
  });

  test.each([['no-such-program --at all', 'no-such-program could not be started: no such file or folder.']])(
    'says that %s cannot be run',
    async (command, said) => {
      const { source } = await running(command);
      await terminal.shows('Will run when a source is saved');
      writeFileSync(source, 'def fib(n): pass\n');
      await terminal.shows(said);
    },
  );

  test('says that quotes do not close', async () => {
    await running("cp 'a b");
    await terminal.shows('The quotes of that command do not close.');
  });
});

describe('e', () => {
  /** Asks for the file and takes the name instead of the one that is offered. */
  const exportTo = async (path: string): Promise<void> => {
    terminal.type('e');
    await terminal.shows('Write as Markdown to: ');
    terminal.type(`\x15${path}\r`);
  };

  test('writes the list, and over a file only after a y', async () => {
    await opened(runInShell([PROFILE]));
    const path = join(folder, 'a.md');
    await exportTo(path);
    await terminal.shows('Wrote ');
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('## Functions by');
    writeFileSync(path, 'mine');
    await exportTo(path);
    await terminal.shows('(y/n)?');
    terminal.type('n');
    await terminal.shows('stays as it was');
    expect(readFileSync(path, 'utf8')).toBe('mine');
    await exportTo(path);
    await terminal.shows('(y/n)?');
    terminal.type('y');
    await terminal.shows('Wrote ');
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test.each([
    ['to quit', 'q'],
    ['to another screen', '5q'],
  ])('writes the screen that it was pressed in, although the keys %s are read with it', async (_what, keys) => {
    await opened(runInShell([PROFILE]));
    const path = join(folder, 'ahead.md');
    terminal.type(`e\x15${path}\r${keys}`);
    await terminal.shows('left with 0');
    expect(readFileSync(path, 'utf8')).toContain('## Functions by');
  });

  test.each([
    ['a folder that is not there', '/no-such-folder/a.md', 'there is no folder /no-such-folder'],
    ['a file system where nothing can be written', '/proc/a.md', /no such file|permission denied|not permitted/],
    ['a device', '/dev/full', 'it is a pipe, a device or made up by the kernel'],
    ['the profile itself', PROFILE, 'which is read'],
  ])('says in one line that %s does not take it', async (_what, path, reason) => {
    await opened(runInShell([PROFILE], { columns: 200 }));
    const before = readFileSync(PROFILE);
    await exportTo(path);
    await terminal.shows(reason);
    expect(readFileSync(PROFILE).equals(before)).toBe(true);
    terminal.type('q');
    await expectRestored(terminal, 0);
  });
});

describe(':', () => {
  test('adds another profile, says why one cannot be read, and completes names', async () => {
    await opened(runInShell([PROFILE], { columns: 150 }));
    terminal.type(':add /no/such.prof\r');
    await terminal.shows('such.prof: no such file or folder.');
    terminal.type(`:add ${PROFILE.slice(0, -4)}\t\r`);
    await terminal.shows(/Added .*out\.prof: 25 functions/);
    await terminal.shows(/^> .* 166 ms .*builtins\.exec/m);
    terminal.type(':callers fib\r');
    await terminal.shows('caller 1 of 2');
    terminal.type(':quit\r');
    await expectRestored(terminal, 0);
  });

  test('a regex that backtracks without end does not freeze it', async () => {
    await opened(runInShell([PROFILE], { columns: 150 }));
    terminal.type(':callers (b|u|i|l|t|bu|il)+$!\r');
    await terminal.shows(/takes longer than|No function of the list matches/);
    terminal.type('q');
    await expectRestored(terminal, 0);
  });
});

test('keys that are typed before the first picture is there are heard, and leave no trace on it', async () => {
  terminal = runInShell([PROFILE]);
  await terminal.until(() => terminal.output.includes('text of the shell'), 'the shell runs');
  terminal.type('jjj');
  await terminal.shows('function 4 of 25');
  await terminal.isIdle();
  const picture = terminal.screen();
  expect(terminal.lines()[1]).toContain('function 4 of 25');
  terminal.type('\x0c');
  await terminal.isIdle();
  expect(terminal.screen()).toBe(picture);
});

test('keys of one burst all count, Esc before an arrow and a sequence in two reads too', async () => {
  await opened(runInShell([PROFILE]));
  terminal.type('jjj\x1b[B\x1bOB');
  await terminal.shows('function 6 of 25');
  terminal.type('s\x1b\x1b[A');
  await terminal.shows('function 5 of 25');
  terminal.type('\x1b[');
  terminal.type('A');
  await terminal.shows('function 4 of 25');
  terminal.type('\x1b[200~qqq\x1b[201~k');
  await terminal.shows('function 3 of 25');
});

test('what runs behind the first picture of a middling profile is optimised by V8 as anywhere else', async () => {
  const dump = join(import.meta.dirname, '../../fixtures/call-paths/feed/out.prof');
  expect(statSync(dump).size).toBeGreaterThan(100_000); // cli/engine-tuning.ts leaves V8 alone below that
  const said = join(folder, 'said');
  const spy = join(folder, 'spy.cjs');
  // bytecode is kept from then on, for the cache
  const tell = `v8.setFlagsFromString('--flush-bytecode'); require('node:fs').writeFileSync(${JSON.stringify(said)}, first === v8.cachedDataVersionTag() ? 'as it was' : 'other flags')`;
  writeFileSync(
    spy,
    `const v8 = require('node:v8'), first = v8.cachedDataVersionTag();\nprocess.on('exit', () => { ${tell} });\n`,
  );
  terminal = runInShell([dump], { env: { NODE_OPTIONS: `--require ${spy}` } });
  await terminal.shows('function 1 of');
  terminal.type('q');
  await expectRestored(terminal, 0);
  expect(readFileSync(said, 'utf8')).toBe('as it was');
});

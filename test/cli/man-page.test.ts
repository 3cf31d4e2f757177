import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DESCRIBED } from '../../scripts/described-commands.ts';
import { VARIABLES } from '../../scripts/environment.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = join(ROOT, 'man/pyprof-view.1');
const text = readFileSync(PAGE, 'utf8');

describe('the man page', () => {
  test('is what package.json names, and is in the package', () => {
    const { man, files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      man: string[];
      files: string[];
    };
    expect(man.map((file) => join(ROOT, file))).toEqual([PAGE]); // npm links no page that is a mere string
    expect(files).toContain('man');
  });

  test('has its sections in the order that man-pages(7) gives', () => {
    const titles = [...text.matchAll(/^\.SH (.*)$/gm)].map(([, title]) => title);
    expect(titles).toEqual([
      'NAME',
      'SYNOPSIS',
      'DESCRIPTION',
      'OPTIONS',
      'COMMANDS',
      'EXIT STATUS',
      'ENVIRONMENT',
      'FILES',
      'EXAMPLES',
      'SEE ALSO',
    ]);
  });

  test.each(DESCRIBED)('names every option of "$name"', ({ name, options }) => {
    const body = name === '' ? text : (text.split(`.SS \\fB${name}\\fR`)[1]?.split(/^\.S[SH] /m)[0] ?? '');
    const flags = options.flatMap((option) => option.flags);
    expect(flags.filter((flag) => !body.includes(`\\fB${flag.replaceAll('-', '\\-')}\\fR`))).toEqual([]);
  });

  test('says that run ends as its program does, and puts no colon behind a question', () => {
    expect(text.replaceAll('\n', ' ')).toMatch(/\.SH EXIT STATUS.* run ends with the status of the program/);
    expect(text).not.toMatch(/[.?!]:$/m);
  });

  const hasMandoc = spawnSync('mandoc', ['-T', 'lint', '/dev/null']).error === undefined;
  if (!hasMandoc) process.stderr.write('NOT TESTED: the man page by mandoc, which is not on this machine\n');

  test.skipIf(!hasMandoc)('leaves mandoc nothing to complain of', () => {
    const { status, stdout, stderr } = spawnSync('mandoc', ['-T', 'lint', PAGE], { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});

describe('the environment variables of the man page', () => {
  const known = VARIABLES.flatMap(({ names }) => names);
  const sources = ['src', 'bin'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.[cm]?[jt]sx?$/.test(path))
      .map((path) => readFileSync(join(ROOT, folder, path), 'utf8')),
  );
  const read = sources.flatMap((source) =>
    [...source.matchAll(/\benv\[['"](\w+)['"]\]|\benv\.(\w+)|['"](\w+)['"] in env\b/g)].map(
      ([, bracket, dotted, asked]) => bracket ?? dotted ?? asked ?? '',
    ),
  );

  test('are all that the program reads', () => {
    expect(read.length).toBeGreaterThan(10);
    expect(read.filter((name) => !known.includes(name) && name !== 'NODE_ENV')).toEqual([]);
  });

  test('are read by the program', () => {
    const byVariable = read.concat(
      sources
        .join()
        .match(/'(?:VISUAL|EDITOR)'/g)
        ?.map((name) => name.slice(1, -1)) ?? [],
    );
    expect(known.filter((name) => !byVariable.includes(name))).toEqual([]);
  });
});

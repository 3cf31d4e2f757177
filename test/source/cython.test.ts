import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSourceReader } from '../../src/source/python-source.ts';
import { runCli } from '../cli/run-cli.ts';

const CASE = join(import.meta.dirname, '../../fixtures/cases/cython-pyx');
const read = await loadSourceReader();

/** The functions and classes that are found in a Cython source, with their first lines. */
function foundIn(text: string): readonly string[] {
  const { scopes } = read(Buffer.from(text), 'x.pyx');
  return scopes.slice(1).map(({ name, firstLine, lastLine }) => `${name} ${firstLine}-${lastLine}`);
}

test('def, cdef and cpdef functions and classes are found, declarations and variables are not', () => {
  expect(
    foundIn(
      [
        'cdef extern from "math.h":',
        '    double sin(double x)',
        'cdef double square(double x):',
        '    return x * x',
        'cpdef inline int total(int n) except -1:',
        '    cdef int first = square(1)',
        '    return first',
        'cdef class Shape:',
        '    cdef double area(self)',
        '    cpdef list parts(',
        '        self,',
        '        int n):',
        '        return []',
        'def plain(n): return n',
      ].join('\n'),
    ),
  ).toEqual(['square 3-4', 'total 5-7', 'Shape 8-13', 'parts 10-13', 'plain 14-14']);
});

describe('a real profile of Cython', () => {
  test.each([['square'], ['total'], ['pieces'], ['gen']])(
    'shows the source of %s, without a cost of lines',
    async (name) => {
      const { stdout, exitCode } = await runCli(['source', join(CASE, 'cy.prof'), name]);
      expect(exitCode).toBe(0);
      expect(stdout).toContain('note: Cython source: costs by function only');
      expect(stdout).not.toMatch(/changed since|not at its line/);
      const definition = readFileSync(join(CASE, 'demo.pyx'), 'utf8')
        .split('\n')
        .find((line) => line.includes(` ${name}(`));
      expect(stdout).toContain(definition);
    },
  );
});

import { describe, expect, test } from 'vitest';
import { sitesIn } from '../../program-code.ts';

/** How many searches are told of in a check that asks for each name of a function whether it is read. */
function told(step: string, walk: string = 'ast.walk(function)', more: string = ''): number {
  return sitesIn(
    'list-scan',
    `import ast
def is_read(function, name):
    return any(node.id == name for node in ${walk})
def run(functions, names):
    found = []
    for function in functions:
        ${step}
    return found
${more}
`,
  ).length;
}

const EACH_NAME = 'for name in names: found.append(is_read(function, name))';

describe('a tree that is walked for each name', () => {
  test('is one list that is searched again', () => {
    expect(told(EACH_NAME)).toBe(1);
  });

  test('is so where the loop stands beside it', () => {
    const beside = `def all_read(tree, names):
    return [name for name in names if any(node.id == name for node in ast.walk(tree))]`;
    expect(told('pass', 'names', beside)).toBe(1);
  });

  test.each([
    ['walked once for each tree', 'found.append(is_read(function, function.name))', 'ast.walk(function)'],
    ['another each time', 'for part in function.body: found.append(is_read(part, 3))', 'ast.walk(function)'],
    ['read from a file', EACH_NAME, 'load(function)'],
    ['changed meanwhile', `${EACH_NAME}; function.body.append(name)`, 'ast.walk(function)'],
    ['visited meanwhile', `${EACH_NAME}; renamer.generic_visit(function)`, 'ast.walk(function)'],
    ['set by name meanwhile', `${EACH_NAME}; setattr(function, 'name', name)`, 'ast.walk(function)'],
    ['moved meanwhile', `${EACH_NAME}; ast.increment_lineno(function)`, 'ast.walk(function)'],
    ['renamed meanwhile', `${EACH_NAME}; function.parent = name`, 'ast.walk(function)'],
  ])('is left alone where it is %s', (_, step, walk) => {
    expect(told(step, walk)).toBe(0);
  });
});

import { describe, expect, test } from 'vitest';
import { sitesIn } from '../../program-code.ts';

/** How many searches for a parent are told of in a check of a module, whose methods are these. */
function told(parent: string, check: string = 'module.parent(node)', more: string = ''): number {
  const lines = (text: string, indent: string): string => text.split('\n').join(`\n${indent}`);
  return sitesIn(
    'list-scan',
    `import ast
class Module:
    def __init__(self, text):
        self.tree = ast.parse(text)
        self.nodes = list(ast.walk(self.tree))
        self.stack = []
    def parent(self, node):
        ${lines(parent, '        ')}
def run(texts, kept):
    for text in texts:
        module = Module(text)
        for node in ast.walk(module.tree):
            ${lines(check, '            ')}
${more}
run([], [])
`,
  ).length;
}

const SEARCH = `for one in ast.walk(self.tree):
    if node in ast.iter_child_nodes(one):
        return one`;

describe('the parent of a node that is looked for in the whole tree', () => {
  test.each([
    ['a membership test', SEARCH],
    ['a list of the nodes', SEARCH.replace('ast.walk(self.tree)', 'self.nodes')],
    ['a list of the children', SEARCH.replace('ast.iter_child_nodes(one)', 'list(ast.iter_child_nodes(one))')],
    ['a test of the parent', SEARCH.replace('if node', 'if isinstance(one, ast.If) and node')],
    [
      'a loop in a loop',
      `for one in ast.walk(self.tree):
    for child in ast.iter_child_nodes(one):
        if child is node:
            return one`,
    ],
    [
      'any of the children',
      `for one in ast.walk(self.tree):
    if any(node is child for child in ast.iter_child_nodes(one)):
        return one`,
    ],
    ['the first of all', 'return next(one for one in ast.walk(self.tree) if node in ast.iter_child_nodes(one))'],
    [
      'a list of all',
      'return [one for one in ast.walk(self.tree) for child in ast.iter_child_nodes(one) if child is node][0]',
    ],
  ])('is found as %s', (_, parent) => {
    expect(told(parent)).toBe(1);
  });

  test('is found where only other lists change meanwhile', () => {
    expect(told(SEARCH, 'kept.found.append(module.parent(node))')).toBe(1);
  });

  test('is found in a function to which each caller hands its list of the nodes', () => {
    const parentOf = (use: string): string => `def parent_of(nodes, node):
    for one in nodes:
        if node in ast.iter_child_nodes(one):
            return one
def check(text):
    nodes = list(ast.walk(ast.parse(text)))
    for node in ast.walk(ast.parse(text)):
        ${use}
check('')`;
    expect(told('pass', 'pass', parentOf('parent_of(nodes, node)'))).toBe(1);
    expect(told('pass', 'pass', parentOf('parent_of(nodes, node); nodes.pop()'))).toBe(0);
  });

  test.each([
    ['what the loop counts meanwhile', SEARCH.replace('    if', '    self.seen += 1\n    if')],
    ['a step for all others', `${SEARCH}\n    else:\n        print(one)`],
    ['a stack of the nodes around', SEARCH.replace('ast.walk(self.tree)', 'self.stack')],
    ['a tree that is parsed for it', SEARCH.replace('self.tree', 'ast.parse(node)')],
    ['a part of the node itself', SEARCH.replace('self.tree', 'node.body').replace('if node in', 'if one in')],
    [
      'a table of all parents',
      `for one in ast.walk(self.tree):
    for child in ast.iter_child_nodes(one):
        self.parents[child] = one`,
    ],
    [
      'a child by its name',
      `for one in ast.walk(self.tree):
    for child in ast.iter_child_nodes(one):
        if child.name == node:
            return one`,
    ],
  ])('is left alone with %s', (_, parent) => {
    expect(told(parent)).toBe(0);
  });

  test.each([
    ['nodes are taken out', 'module.parent(node).body.pop()'],
    ['nodes are taken out under another name', 'lines = node.body\nmodule.parent(node)\nlines.pop()'],
    ['others are put in', 'module.parent(node).value = node'],
    ['others are put at their place', 'module.parent(node).body[0] = node'],
    ['a visitor may do so', 'module.parent(node)\nkept.folder.visit(node)'],
    ['they are set by name', 'setattr(module.parent(node), text, node)'],
  ])('is left alone where %s meanwhile', (_, check) => {
    expect(told(SEARCH, check)).toBe(0);
  });
});

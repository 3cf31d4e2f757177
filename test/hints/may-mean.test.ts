import { expect, test } from 'vitest';
import { mayMean } from '../../src/hints/code/may-mean.ts';
import type { FrameCode } from '../../src/hints/code/module-code.ts';
import { frameIn } from './program-code.ts';

test('a function may mean what its lines name', () => {
  expect(mayMean('loads', functionIn('def f(text):\n    return json.loads(text)\n'))).toBe(true);
});

test.each([
  ['a name of an attribute', 'load = json.loads\n'],
  ['one over two lines', 'load = (json.\n    loads)\n'],
  ['one with a comment between', 'load = (json.  # quick\n\n    loads)\n'],
  ['one behind a backslash', 'load = json. \\\n    loads\n'],
  ['an argument by default', 'def g(load=json.loads): pass\n'],
  ['an import under another name', 'from json import loads as load\n'],
  ['one over two lines with a backslash', 'from json import loads \\\n    as load\n'],
])('or what the file gives another name: %s', (_, line) => {
  expect(mayMean('loads', functionIn(`import json\n${line}def f(text):\n    return load(text)\n`))).toBe(true);
});

test('but not what is a part of another word', () => {
  expect(mayMean('load', functionIn('def f(text):\n    return reloaded(text, loads, load_all, 2)\n'))).toBe(false);
});

test('also where another word with it comes before', () => {
  expect(mayMean('load', functionIn('def f(text):\n    return reload(load(text))\n'))).toBe(true);
});

test.each([
  ['nowhere in the file', ''],
  ['called by others', 'def g(text):\n    return json.loads(text)\n'],
  ['only imported', 'from json import loads\n'],
])('and nothing that is %s', (_, line) => {
  expect(mayMean('loads', functionIn(`${line}def f(text):\n    return load(text)\n`))).toBe(false);
});

function functionIn(text: string): FrameCode {
  return frameIn(text, 'f');
}

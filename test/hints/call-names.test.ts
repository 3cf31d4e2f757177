import { expect, test } from 'vitest';
import { isCallNamed } from '../../src/hints/code/call-names.ts';
import { nodesOf } from '../../src/hints/code/module-code.ts';
import { calledName } from '../../src/hints/code/names.ts';
import { frameIn } from './program-code.ts';

test.each([
  ['a function of a module', 'import json\ndef f(): return json.loads(t)\n', 'json.loads'],
  ['a name that an import brings', 'from json import loads\ndef f(): return loads(t)\n', 'json.loads'],
  ['one that an import gives', 'from json import loads as load\ndef f(): return load(t)\n', 'json.loads'],
  [
    'one that an import inside gives',
    'def f():\n    from json import loads as load\n    return load(t)\n',
    'json.loads',
  ],
  ['a module by another name', 'import os.path as p\ndef f(): return p.join(t)\n', 'os.path.join'],
  ['an alias', 'import json\nload = json.loads\ndef f(): return load(t)\n', 'json.loads'],
  ['an alias of a method', 'def f(q):\n    take = q.pop\n    return take(0)\n', '.pop'],
  ['an argument by default', 'import json\ndef f(t, load=json.loads): return load(t)\n', 'json.loads'],
  ['one of two unpacked', 'import json\nload, dump = json.loads, json.dumps\ndef f(): return load(t)\n', 'json.loads'],
  [
    'an attribute of the object',
    'import json\nclass C:\n  def __init__(self): self.load = json.loads\n  def f(self): return self.load(t)\n',
    'json.loads',
  ],
  ['a method of a text', "def f(): return ''.join(t)\n", '.join'],
  ['a built-in', 'def f(): return len(t)\n', 'len'],
  ['a function of the file', 'def g(): pass\ndef f(): return g()\n', 'def:g'],
])('a call is known by its full name: %s', (_, text, name) => {
  const frame = frameIn(text, 'f');
  const call = nodesOf(frame, 'Call')[0]?.node;
  if (call === undefined) throw new Error('no call in f');
  expect(calledName(call, frame)).toBe(name);
  expect(isCallNamed(new Set([name, 'other.one']), call, frame)).toBe(true);
  expect(isCallNamed(new Set(['other.one']), call, frame)).toBe(false);
});

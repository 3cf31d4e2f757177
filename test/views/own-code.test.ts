import { expect, test } from 'vitest';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { ownCode } from '../../src/views/own-code.ts';

/** The parts of the own code in these files, the first with the most time. */
function partsOf(...files: readonly string[]): readonly string[] {
  const builder = new ProfileBuilder();
  for (const [at, file] of files.entries()) {
    const tottime = files.length - at;
    builder.setRow(file, 1, 'f', { ncalls: 1, primitiveCalls: 1, tottime, cumtime: tottime });
  }
  for (const _ of files) builder.endEdges();
  return ownCode(builder.finish('traced', [])).parts.map(({ name }) => name);
}

test('relative files are named by their first folder, absolute ones by the outermost of their folders', () => {
  expect(partsOf('graph.py', 'djsite/site.py', './djsite/urls.py')).toEqual(['graph.py', 'djsite']);
  expect(partsOf('/srv/app/shop/cart.py', '/srv/app/main.py', '/opt/x/y.py')).toEqual(['/srv/app', '/opt/x']);
  expect(partsOf('C:\\work\\shop\\a.py', 'C:\\work\\b.py')).toEqual(['C:\\work']);
});

test('all cells of a notebook are one part, whichever kernel ran them', () => {
  expect(partsOf('<ipython-input-3-abc>', '/tmp/ipykernel_12/3456.py', '/tmp/ipykernel_12/77.py')).toEqual([
    'notebook cells',
  ]);
});

test('what was typed in is named as it stands, and built-ins and libraries are no part', () => {
  expect(partsOf('<stdin>', '/usr/lib/python3.11/json/decoder.py', '<string>')).toEqual(['<stdin>']);
});

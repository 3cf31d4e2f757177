import { expect, test } from 'vitest';
import { standardName } from '../../../src/profile/function-name.ts';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../../src/profile/profile-table.ts';
import { codeGroupOf, isTotalKnown, otherCumtime } from '../../../src/views/icicle/frame-facts.ts';
import { type FrameStyle, frameWords } from '../../../src/views/icicle/frame-words.ts';
import { seeIcicle, WHOLE_ICICLE } from '../../../src/views/icicle/icicle-state.ts';
import { readTable } from '../../tui/press.ts';

const STYLE: FrameStyle = { time: String, share: () => '', digits: String, name: String };

const TIMES = { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 };

/** Whose code the caller of a function is; the caller has no row of its own. */
function groupOfCaller(file: string, line: number, name: string): string {
  const builder = new ProfileBuilder();
  builder.setRow('app.py', 1, 'main', TIMES);
  builder.setEdge(file, line, name, TIMES, false);
  builder.endEdges();
  const table = builder.finish('traced', []);
  return codeGroupOf(table, table.edges().caller[0]!);
}

test.each([
  ['gone.py', 1, 'caller', 'own'],
  ['/usr/lib/python3.11/json/decoder.py', 332, 'decode', 'library'],
  ['/srv/venv/lib/python3.11/site-packages/attr/_make.py', 9, 'run', 'library'],
  ['~', 0, '<built-in method builtins.exec>', 'builtin'],
  ['~', 3, 'f', 'own'],
])('a caller without a row, %s:%i(%s), is %s code', (file, line, name, group) => {
  expect(groupOfCaller(file, line, name)).toBe(group);
});

/** `exec` runs a script, which imports a module: that is run by `exec` too. */
function tableOfImport(): ProfileTable {
  const builder = new ProfileBuilder();
  const add = (name: string, ncalls: number, tottime: number, cumtime: number, ...callers: readonly string[]): void => {
    builder.setRow('app.py', 1, name, { ncalls, primitiveCalls: 1, tottime, cumtime });
    for (const caller of callers) {
      const inside = caller === 'script' ? 9 : cumtime;
      builder.setEdge('app.py', 1, caller, { ncalls: 1, primitiveCalls: 1, tottime, cumtime: inside }, false);
    }
    builder.endEdges();
  };
  add('exec', 2, 0, 10, 'script');
  add('script', 1, 1, 10, 'exec');
  add('module', 1, 9, 9, 'exec');
  return builder.finish('traced', []);
}

test('a frame has the cumtime beside its time where that is another: what a second call runs stands below the first', () => {
  const { tree } = seeIcicle({ table: tableOfImport(), hiding: null, width: 1000 }, WHOLE_ICICLE);
  const told = Array.from({ length: tree.length }, (_, frame) => [
    standardName(tree.table, tree.row[frame]!),
    otherCumtime(tree, frame),
  ]);
  expect(told).toEqual([
    ['app.py:1(exec)', null],
    ['app.py:1(script)', 10],
    ['app.py:1(module)', null],
  ]);
});

test.each(['shop-py38', 'recursion-py311', 'jsontool-py36'])(
  'the other cumtime of a frame is that of the profile: %s',
  (name) => {
    const { tree } = seeIcicle({ table: readTable(name), hiding: null, width: 1000 }, WHOLE_ICICLE);
    for (let frame = 0; frame < tree.length; frame++) {
      const cumtime = otherCumtime(tree, frame);
      const isSaid = frameWords(WHOLE_ICICLE, tree, frame, STYLE).cumtime !== null;
      expect(isSaid).toBe(cumtime !== null);
      if (isTotalKnown(tree, frame)) expect(cumtime).toBeNull();
      else if (cumtime !== null) expect(cumtime).toBe(tree.table.cumtime[tree.row[frame]!]);
    }
  },
);

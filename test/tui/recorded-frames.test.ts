import { expect, test } from 'vitest';
import { displayWidth } from '../../src/text/display.ts';
import { cellsOf } from './cells.ts';
import { paintedFrame } from './frame-of.ts';
import { LOOKS, SCENES } from './scenes.ts';

/**
 * Every screen and every overlay as terminal cells, with their looks and the key bar: what is not meant to change the
 * viewer changes none of these files. Where it is meant to: `npx vitest run test/tui/recorded-frames.test.ts -u`.
 */
test.each(SCENES)('$name looks as it was recorded', async ({ name, open }) => {
  const frames: string[] = [];
  for (const { columns, rows, theme } of LOOKS) {
    const state = open(columns, rows);
    const { lines, cursor } = paintedFrame(state, theme);
    const place = cursor === null ? 'hidden' : `${cursor.x},${cursor.y}`;
    const cells = await cellsOf(lines, columns);
    frames.push(`${columns}x${rows} ${JSON.stringify(theme)}, cursor ${place}\n${cells}`);
  }
  await expect(frames.join('\n')).toMatchFileSnapshot(`frames/${name}.txt`);
});

test.each(SCENES)('$name has no line that is wider than the window, in any window', ({ open }) => {
  for (let columns = 40; columns < 140; columns += 7) {
    const state = open(columns, columns % 2 === 0 ? 12 : 44);
    for (const ascii of [true, false]) {
      const { lines } = paintedFrame(state, { color: '16', ascii });
      expect(lines.filter((line) => displayWidth(line) > columns)).toEqual([]);
      expect(lines).toHaveLength(state.size.rows);
    }
  }
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readInput } from '../../../src/cli/input/read-profile.ts';
import { loadForViewer } from '../../../src/cli/viewer/load.ts';
import { type Row, writeProfile } from '../../decode/write-marshal.ts';

const readStdin = (): Promise<Uint8Array> => Promise.reject(new Error('nobody reads standard input here'));

describe.skipIf(process.platform === 'win32')('what is no file', () => {
  it('is refused by the viewer, which would hear no key while it waits for it', async () => {
    expect(await loadForViewer(['/dev/null'], { readStdin })).toEqual({
      refusal: 'null: it is a pipe, a device or made up by the kernel, and the viewer waits for none.',
    });
  });

  it.runIf(process.platform === 'linux')('is refused where it passes for a file, by any name', async () => {
    expect(await loadForViewer(['/proc/self/../self/status'], { readStdin })).toEqual({
      refusal: 'status: it is a pipe, a device or made up by the kernel, and the viewer waits for none.',
    });
  });

  it('is read to its end', async () => {
    const { bytes } = await readInput('/dev/null', readStdin, { packed: 0, unpacked: 0, isPossible: () => true });
    expect(bytes).toHaveLength(0);
  });

  it('is given up where it has no end', async () => {
    await expect(
      readInput('/dev/zero', readStdin, { packed: 0, unpacked: 2 ** 21, isPossible: () => true }),
    ).rejects.toThrow('it is not a file, and gives more than 2048 KiB');
  });
});

/** A profile that is decoded in several slices. */
function writeLong(): string {
  const folder = mkdtempSync(join(tmpdir(), 'load-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const rows = Array.from(
    { length: 40_000 },
    (_, line): Row => ({ key: ['a.py', line, 'f'], numbers: [1, 1, 0, 0], callers: [] }),
  );
  const path = join(folder, 'long.prof');
  writeFileSync(path, writeProfile(rows, 4));
  return path;
}

describe('a file for the viewer', () => {
  it('is decoded in slices, between which keys are heard', async () => {
    const path = writeLong();
    let isLoaded = false;
    let turns = 0;
    const hear = (): void => {
      if (isLoaded) return;
      turns++;
      setImmediate(hear);
    };
    setImmediate(hear);
    const loaded = await loadForViewer([path], { readStdin });
    isLoaded = true;
    expect('table' in loaded && loaded.table.length).toBe(40_000);
    expect(turns).toBeGreaterThanOrEqual(2);
  });

  it('is read no further when nobody wants it any more', async () => {
    let asked = 0;
    let isLoaded = false;
    const isWanted = (): boolean => ++asked < 1;
    void loadForViewer([writeLong()], { readStdin }, isWanted).then(() => {
      isLoaded = true;
    });
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect([asked, isLoaded]).toEqual([1, false]);
  });

  it('that is not there, or a folder, has the sentence of every other reading', async () => {
    expect(await loadForViewer(['no/such.prof'], { readStdin })).toEqual({
      refusal: 'such.prof: no such file or folder.',
    });
    expect(await loadForViewer(['test'], { readStdin })).toEqual({ refusal: 'test: it is a folder without profiles.' });
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { decodeLineTimings } from '../../src/decode/pickle/decode-line-timings.ts';
import { decodeSnapshot } from '../../src/decode/pickle/decode-snapshot.ts';
import { liveMemory, memoryGrowth } from '../../src/profile/live-memory.ts';
import type { PythonVersion } from '../../src/profile/python-version.ts';
import { documentText } from '../../src/report/document-text.ts';
import { linesDocument } from '../../src/report/lines-document.ts';
import { memoryDocument } from '../../src/report/memory-document.ts';
import { memoryListing } from '../../src/views/memory-listing.ts';
import type { MemoryGrouping } from '../../src/views/memory-view.ts';
import { STILL, snapshotFixture } from '../decode/pickle/snapshot-fixtures.ts';

const PYTHON_312: PythonVersion = { major: 3, minor: 12 };

function textOf(grouping: MemoryGrouping, version: PythonVersion | null = PYTHON_312, withGrowth = false): string {
  const { before, after, profile } = snapshotFixture('py312');
  const later = decodeSnapshot(after, STILL);
  const memory = withGrowth ? memoryGrowth(decodeSnapshot(before, STILL), later) : liveMemory(later);
  const source = { memory, table: decodeProfile(profile), book: null, version, names: ['a.tracemalloc'] };
  return documentText(
    memoryDocument([memoryListing(source, grouping, 'size', 3)], { fullPaths: false }),
    Number.POSITIVE_INFINITY,
  );
}

describe('live memory as text', () => {
  test('tells a line, the classes and pools of its blocks, and what is left out', () => {
    expect(textOf('line').split('\n')).toEqual([
      'Live memory in a.tracemalloc: 92.7 KiB in 396 blocks',
      '',
      '25 frames of each traceback kept, Python 3.12.',
      '',
      '     size     blocks    average  filename:lineno',
      ' 75.8 KiB         13     5971 B  ledger/ledger.py:23',
      '            8 blocks (949 B) of at most 512 B: 3 size classes, mostly 64 B, at least 3 pools of 16 KiB in 1 arena of 1 MiB',
      '            5 blocks (74.9 KiB) over 512 B: straight from malloc',
      '   5808 B        140       41 B  ledger/ledger.py:27',
      '            139 blocks (4288 B) of at most 512 B: 3 size classes, mostly 16 B, at least 3 pools of 16 KiB in 1 arena of 1 MiB',
      '            1 block (1520 B) over 512 B: straight from malloc',
      '   5664 B        156       36 B  ledger/ledger.py:18',
      '            156 blocks (5664 B) of at most 512 B: 2 size classes, mostly 48 B, at least 2 pools of 16 KiB in 1 arena of 1 MiB',
      '... 6 more with 5806 B in 87 blocks',
      '',
      'A snapshot shows what was alive when it was taken; what came and went before is not in it.',
      '',
    ]);
  });

  test('says nothing of pools where the Python is not known', () => {
    const text = textOf('line', null);
    expect(text).not.toMatch(/arena|size class|Python \d/);
    expect(text).toContain("of at most 512 B: in Python's pools");
  });

  test('tells tracebacks from the newest call on', () => {
    expect(textOf('traceback')).toMatch(/ledger\.py:23 < ledger\/ledger\.py:\d+ < .*make_snapshots\.py:\d+$/m);
  });

  test('tells growth since the first snapshot', () => {
    const text = textOf('function', PYTHON_312, true);
    expect(text).toContain('since the first snapshot');
    expect(text.split('\n')[4]).toBe(
      '     size     blocks    average     growth  more blocks  filename:lineno(function)',
    );
  });
});

test('the lines that line_profiler measured are listed by their time', () => {
  const bytes = readFileSync(join(import.meta.dirname, '../../fixtures/lineprof/lp_report/out.lprof'));
  const blocks = linesDocument([decodeLineTimings(bytes, STILL)], ['x.lprof'], { fullPaths: false, top: 2 });
  expect(documentText(blocks, 80).split('\n')).toEqual([
    'Measured lines in x.lprof',
    '',
    '  seconds       hits  of function  line (function)',
    '    0.963       1501       87.5 %  lp_report.py:22(main)',
    '    0.595       6000       78.0 %  logreport/reader.py:26(parse_line)',
    '... 51 more lines with 0.449 s',
    '',
  ]);
});

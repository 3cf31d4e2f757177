import { describe, expect, test } from 'vitest';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { renderReport } from '../../src/report/render-report.ts';
import { REPORT_SECTIONS } from '../../src/report/sections.ts';
import { sourceView } from '../../src/views/source-view.ts';
import { bookOf, readProfile } from '../source/profiled-app.ts';
import { reportOf } from './made-report.ts';

const SOURCE = REPORT_SECTIONS.filter(({ id }) => id === 'source');

function sourceOf(table: ProfileTable): string {
  const book = bookOf(table);
  const report = reportOf(table, { fullPaths: false, sources: (row) => sourceView(book, row) });
  return renderReport(report, SOURCE);
}

describe('the source in a report', () => {
  test("is that of one's own functions with most time, behind folds", () => {
    const text = sourceOf(readProfile('logreport-py311'));
    const folds = [...text.matchAll(/<summary><code>(.*?)<\/code>/g)].map((match) => match[1]);
    expect(folds).toEqual(
      [
        'logreport/__main__.py:8(main)',
        'reader.py:39(read_entries)',
        'reader.py:19(parse_line)',
        'stats.py:12(add)',
        'stats.py:30(normalise)',
      ].map((name) => expect.stringContaining(name)),
    );
    expect(text).toContain('    1.134    6000  43              e = parse_line(line)\n');
    expect(text).toContain('        ~          17              self.agents.append(entry.agent)\n');
    expect(text).toContain(
      "`{method 'append' of 'list' objects}`: shared by 4 lines (13, 14, 17, 18), 0.034 s together.",
    );
  });

  test('is not there where no source is found, or none is looked for', () => {
    const table = readProfile('recursion-py311');
    expect(sourceOf(table)).not.toContain('Source of the hot');
    expect(renderReport(reportOf(table), SOURCE)).not.toContain('Source of the hot');
  });
});

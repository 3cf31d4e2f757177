import { expect, test } from 'vitest';
import { insideBlock } from '../../../src/report/html/inside-words.ts';
import { phraseText } from '../../../src/report/phrase.ts';
import { REPORT_SECTIONS } from '../../../src/report/sections.ts';
import { loadFixture } from '../made-diffs.ts';
import { reportOf } from '../made-report.ts';

const TABLE = loadFixture('words-py311');

function toldOf(sections: readonly string[], length: number = TABLE.length): string {
  const report = reportOf({ ...TABLE, length });
  const block = insideBlock(
    report,
    REPORT_SECTIONS.filter(({ id }) => sections.includes(id)),
  );
  return block.kind === 'sentences' ? block.phrases.map(phraseText).join(' ') : '';
}

test('a page says of how many functions it has the names and numbers', () => {
  expect(toldOf(['summary', 'functions'])).toContain(`names, paths and numbers of ${TABLE.length} functions`);
  expect(toldOf(['functions'], 100_200)).toContain('numbers of 100,000 functions');
  expect(toldOf(['summary'])).toContain('numbers of the functions that it names.');
});

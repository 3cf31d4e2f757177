import { writePercent } from '../../hints/amounts.ts';
import type { Hint } from '../../hints/hint.ts';
import { plural } from '../../profile/notes.ts';
import type { HintsView } from '../../views/hints-view.ts';
import { hintJson } from '../hints-json.ts';
import type { JsonValue } from '../json-text.ts';
import { codeText, fencedBlock, foldedBlock, htmlText, joinBlocks, sentenceText } from '../markdown-text.ts';
import { noHintsWords } from '../no-hints-words.ts';
import type { Report } from '../report.ts';
import { shortFile } from '../short-name.ts';

/** So many hints are told; `pyprof-view hints` tells all. */
const MOST_HINTS = 8;

/** What to change, each with its evidence behind a fold; nothing where no source was looked for. */
export function renderHints({ hints, fullPaths }: Report): string {
  if (hints === null) return '';
  const shown = hints.hints.slice(0, MOST_HINTS);
  const more = hints.hints.length - shown.length;
  return joinBlocks([
    '## Hints',
    shown.length === 0 ? noneBlock(hints) : '',
    ...shown.map((hint) => hintBlock(hint, fullPaths)),
    more === 0 ? '' : `${plural(more, 'more hint')}: ${codeText('pyprof-view hints')} tells them.`,
  ]);
}

function noneBlock(hints: HintsView): string {
  const { looked, unread, nearest } = noHintsWords(hints);
  return joinBlocks([
    ['None that the profile confirms or makes likely.', ...looked.map(sentenceText)].join(' '),
    listed('Not looked at', unread),
    listed('Nearest to a hint', nearest),
  ]);
}

function listed(heading: string, items: readonly string[]): string {
  return items.length === 0
    ? ''
    : joinBlocks([`${heading}:`, items.map((item) => `- ${sentenceText(item)}`).join('\n')]);
}

/** All that `pyprof-view hints` tells; null where no source was looked for. */
export function hintsData({ hints }: Report): JsonValue {
  if (hints === null) return null;
  const none = hints.hints.length === 0 ? noHintsWords(hints) : null;
  return {
    rows: hints.hints.map(hintJson),
    hidden: hints.hidden,
    notes: hints.notes,
    none: none === null ? null : { looked: none.looked, unread: none.unread, nearest: none.nearest },
  };
}

function hintBlock(hint: Hint, fullPaths: boolean): string {
  const place = `${fullPaths ? hint.file : shortFile(hint.file)}:${hint.line} (${hint.qualname})`;
  const share = `${hint.isUpperBound ? 'up to ' : ''}${writePercent(hint.share)}`;
  const whole = hint.saving.unit === 'bytes' ? 'of the snapshot' : 'of the time';
  const summary = `${hint.level}, ${htmlText(share)} ${whole}: ${htmlText(hint.title)}, <code>${htmlText(place)}</code>`;
  const { before, after, text } = hint.fix;
  const change = [...marked('-', before ?? hint.found), ...(after === undefined ? [] : marked('+', after))];
  const content = joinBlocks([
    hint.evidence.map((line) => `- ${line.kind}: ${sentenceText(line.text)}`).join('\n'),
    sentenceText(text),
    fencedBlock('diff', change),
    `Rule ${codeText(hint.rule)}`,
  ]);
  return foldedBlock(summary, content);
}

function marked(mark: string, code: string): readonly string[] {
  return code.split('\n').map((line) => `${mark} ${line}`);
}

import type { ReactElement } from 'react';
import {
  figureSentences,
  groupingHeading,
  nearestPath,
  ownerText,
  siteText,
  totalWords,
} from '../../report/memory-words.ts';
import { formatByteSize } from '../../text/byte-size.ts';
import { cutEnd } from '../../text/display.ts';
import { wrapWords } from '../../text/wrap.ts';
import { shareOf } from '../../views/line-numbers.ts';
import { memoryNumbers } from '../../views/memory-groups.ts';
import { figuresOf } from '../../views/memory-listing.ts';
import { MEMORY_SORT_KEYS } from '../../views/memory-order.ts';
import { type MemoryOwner, memoryOwner, memoryRowAt } from '../../views/memory-view.ts';
import { Frame } from '../components/frame.tsx';
import { Line, Lines } from '../components/line.tsx';
import { shownText } from '../rows/function-text.ts';
import { memoryLayout } from '../rows/memory-columns.ts';
import { memoryHeadingLine, memoryName, memoryRowLine } from '../rows/memory-row.ts';
import { directionMark } from '../rows/order-text.ts';
import { ruleLine } from '../rows/plain-lines.ts';
import type { MemoryScreen as MemoryState } from '../state/memory-screen.ts';
import { detailHeight, memoryBounds, memoryViewOf } from '../state/memory-window.ts';
import { selectedMemoryRow } from '../state/reduce-memory.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import { hasSummary } from '../state/window-heights.ts';
import type { Glyphs, Theme } from '../theme.ts';

type Props = { readonly state: ViewerState; readonly screen: MemoryState; readonly theme: Theme };

/** What was alive in a snapshot, and below it what the selected row's blocks take. */
export function MemoryScreen({ state, screen, theme }: Props): ReactElement {
  const { length } = memoryBounds(state, screen);
  const order = `${screen.sort} ${orderMark(screen, theme.glyphs)}`;
  const { text } = screen.filter;
  const place = `${length === 0 ? 0 : screen.list.selected + 1} of ${length}`;
  return (
    <Frame
      state={state}
      theme={theme}
      heading={`live memory by ${screen.grouping}${text === '' ? '' : `  /${shownText(text)}`}`}
      position={hasSummary(state.size) ? `${screen.grouping} ${place}` : `${order}  ${place}`}
      summary={[`${shownWords(screen)}${totalWords(screen.source)}`, `by ${order}`]}
      status={statusText(screen)}
    >
      <MemoryTable state={state} screen={screen} theme={theme} />
      <MemoryDetail state={state} screen={screen} theme={theme} />
    </Frame>
  );
}

/** With a filter: what is shown of the total. */
function shownWords(screen: MemoryState): string {
  if (screen.filter.text === '') return '';
  const { sorted, groups } = memoryViewOf(screen);
  const size = sorted.reduce((sum, row) => sum + groups.size[row]!, 0);
  return `${formatByteSize(size)} of `;
}

function orderMark({ sort, isReversed }: MemoryState, glyphs: Glyphs): string {
  const key = MEMORY_SORT_KEYS.find(({ name }) => name === sort);
  return directionMark(key?.order ?? 'desc', isReversed, glyphs);
}

function selectedOwner(screen: MemoryState): MemoryOwner | undefined {
  const row = selectedMemoryRow(screen);
  return row === undefined ? undefined : memoryOwner(memoryViewOf(screen), row);
}

/** What the cursor is on, in full. */
function statusText(screen: MemoryState): string {
  const owner = selectedOwner(screen);
  if (owner === undefined) return '';
  if (owner.kind === 'traceback') return shownText(siteText(owner.frames[0]!, (file) => file));
  return shownText(ownerText(owner, screen.source.table, (file) => file));
}

function MemoryTable({ state, screen, theme }: Props): ReactElement {
  const view = memoryViewOf(screen);
  const { groups, source } = view;
  const layout = memoryLayout(state.size.columns, groups.growth !== null, screen.sort);
  const { length, height } = memoryBounds(state, screen);
  const { top, selected } = screen.list;
  const shown = Array.from({ length: Math.max(0, Math.min(height, length - top)) }, (_, at) => top + at);
  const lines = shown.map((position) => {
    const row = memoryRowAt(view, position)!;
    const numbers = memoryNumbers(groups, row);
    const name = memoryName(memoryOwner(view, row), source.table, layout.nameWidth, theme.glyphs.ellipsis);
    const share = shareOf(numbers.size, source.memory.now.totalSize);
    return memoryRowLine({ numbers, share, name }, position === selected, layout, theme);
  });
  const sorted = { by: screen.sort, mark: orderMark(screen, theme.glyphs) };
  return (
    <>
      <Line text={memoryHeadingLine(groupingHeading(screen.grouping), sorted, layout, theme)} />
      <Lines
        lines={
          lines.length === 0
            ? [`  ${screen.filter.text === '' ? 'nothing was alive in this snapshot' : 'nothing matches the filter'}`]
            : lines
        }
        height={height}
      />
    </>
  );
}

/** The frames of a traceback, else what the blocks take in the allocator. */
function MemoryDetail({ state, screen, theme }: Props): ReactElement | null {
  const { columns, rows } = state.size;
  const height = detailHeight(rows, screen.grouping);
  if (height === 0) return null;
  const owner = selectedOwner(screen);
  const isTraceback = owner?.kind === 'traceback';
  const all = owner === undefined ? [] : isTraceback ? frameLines(owner) : figureLines(screen, columns - 4);
  const lines = all.slice(0, height - 1).map((line) => cutEnd(`  ${line}`, columns, theme.glyphs.ellipsis));
  const hidden = all.length > lines.length ? `${all.length - lines.length} more` : '';
  return (
    <>
      <Line
        text={ruleLine(isTraceback ? 'Traceback, newest call first' : 'Its blocks', hidden, false, columns, theme)}
      />
      <Lines lines={lines} height={height - 1} />
    </>
  );
}

function frameLines({ frames }: Extract<MemoryOwner, { kind: 'traceback' }>): readonly string[] {
  return frames.map((site) => shownText(siteText(site, nearestPath)));
}

/** Sentences, each in as many lines as it takes. */
function figureLines(screen: MemoryState, width: number): readonly string[] {
  const row = selectedMemoryRow(screen);
  if (row === undefined) return [];
  const sentences = figureSentences(figuresOf(memoryViewOf(screen), row));
  if (sentences.length === 0) return ['nothing of it is alive any more'];
  return sentences.flatMap((sentence) => wrapWords(sentence, width).map((line, at) => (at === 0 ? line : `  ${line}`)));
}

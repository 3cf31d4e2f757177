import type { LineTimings } from '../profile/line-timings.ts';
import { escapeControls } from '../text/escape.ts';
import { formatFixed3 } from '../text/fixed3.ts';
import { hottestLines } from '../views/line-times.ts';
import { nearestPath } from './memory-words.ts';
import { numbersThenName } from './numbers-then-name.ts';

/** The lines that took longest of those that line_profiler measured. */
export function renderLinesText(
  timings: readonly LineTimings[],
  names: readonly string[],
  fullPaths: boolean,
  top: number,
): string {
  const { lines, hidden } = hottestLines(timings, top);
  const shortened = fullPaths ? (file: string): string => file : nearestPath;
  const cells = lines.map(({ file, line, name, hits, time, share }) => [
    formatFixed3(time),
    String(hits),
    `${(share * 100).toFixed(1)} %`,
    escapeControls(`${shortened(file)}:${line}(${name})`),
  ]);
  const rest = hidden.lines === 0 ? [] : [`... ${hidden.lines} more lines with ${formatFixed3(hidden.time)} s`];
  const heading = `Measured lines in ${names.map((name) => escapeControls(name)).join(', ')}`;
  return `${[heading, '', ...numbersThenName([['seconds', 'hits', 'of function', 'line (function)'], ...cells]), ...rest].join('\n')}\n`;
}

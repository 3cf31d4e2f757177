import type { LineTimings } from '../profile/line-timings.ts';
import { formatFixed3 } from '../text/fixed3.ts';
import { hottestLines } from '../views/line-times.ts';
import { type Document, heading, left, right } from './document.ts';
import { nearestPath } from './memory-words.ts';
import { code, codes } from './phrase.ts';

/** The slowest of the lines that line_profiler measured. */
export function linesDocument(
  timings: readonly LineTimings[],
  names: readonly string[],
  { fullPaths, top }: { readonly fullPaths: boolean; readonly top: number },
): Document {
  const { lines, hidden } = hottestLines(timings, top);
  const shortened = fullPaths ? (file: string): string => file : nearestPath;
  return [
    heading('Measured lines in ', ...codes(names)),
    {
      kind: 'table',
      headings: [right('seconds'), right('hits'), right('of function'), left('line (function)')],
      rows: lines.map(({ file, line, name, hits, time, share }) => [
        formatFixed3(time),
        String(hits),
        `${(share * 100).toFixed(1)} %`,
        [code(`${shortened(file)}:${line}(${name})`)],
      ]),
      rest: hidden.lines === 0 ? '' : `${hidden.lines} more lines with ${formatFixed3(hidden.time)} s`,
    },
  ];
}

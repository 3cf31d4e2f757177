import type { PlacedPractice } from '../views/placed-practices.ts';
import { changedCode } from './changed-code.ts';
import type { Block, Document } from './document.ts';
import { code, type Phrase, quoting } from './phrase.ts';

/** The practices that apply, each with what it brings; below all hints, since they are not hints. */
export function practicesBlocks(practices: readonly PlacedPractice[]): Document {
  const advised = practices.filter(({ isSlower }) => !isSlower);
  const slower = practices.filter(({ isSlower }) => isSlower);
  return [...advisedBlocks(advised), ...slowerBlocks(slower)];
}

function advisedBlocks(practices: readonly PlacedPractice[]): Document {
  if (practices.length === 0) return [];
  const lead = 'Practices that apply here, which are not hints: the profile does not show that they matter.';
  return [{ kind: 'sentences', phrases: [[lead]] }, ...practices.map(practiceFold)];
}

/**
 * Common advice that was measured to be slower is named in one sentence, so that its absence from the list is
 * explained.
 */
function slowerBlocks(practices: readonly PlacedPractice[]): Document {
  if (practices.length === 0) return [];
  const places = practices.flatMap(
    ({ practice, file, lines, qualname }, at): Phrase => [
      at === 0 ? '' : '; ',
      `${practice} at `,
      code(`${file}:${lines.join(', ')}`),
      ' in ',
      code(qualname),
    ],
  );
  const lead = 'Leave as it is what common advice would only make slower, as measured without the profiler: ';
  return [{ kind: 'sentences', phrases: [[lead, ...places, '.']] }];
}

function practiceFold({ title, practice, file, lines, qualname, brings, fix, found }: PlacedPractice): Block {
  return {
    kind: 'fold',
    title: [`practice: ${title} [${practice}]`],
    place: [code(`${file}:${lines.join(', ')}`), ' in ', code(qualname)],
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: 'brings', phrase: [quoting(brings)] },
          { label: 'instead', phrase: [quoting(fix.text)] },
        ],
      },
      changedCode(fix, found),
    ],
  };
}

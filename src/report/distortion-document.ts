import type { Distortion } from '../views/distortions.ts';
import type { HintsView } from '../views/hints-view.ts';
import { changedCode } from './changed-code.ts';
import { type DistortionWords, distortionWords } from './distortion-words.ts';
import type { Block, Document } from './document.ts';
import { code, quoting } from './phrase.ts';

/** These are not repeated below a summary, which has said them. */
const SAID_BY_SUMMARY: ReadonlySet<Distortion['kind']> = new Set(['waiting', 'tiny-calls']);

/** The distortions of a profile that are shown. */
export function toldDistortions({ distortions }: HintsView, isBelowSummary: boolean): readonly Distortion[] {
  return isBelowSummary ? distortions().filter(({ kind }) => !SAID_BY_SUMMARY.has(kind)) : distortions();
}

export function distortionFold({ table }: HintsView, distortion: Distortion): Block {
  const words = distortionWords(table, distortion);
  return {
    kind: 'fold',
    title: [`distortion: ${words.title}`],
    ...(words.place === null ? {} : { place: [quoting(words.place)] }),
    blocks: distortionDetail(words),
  };
}

/** What a distortion does to the times, and what to do about it. */
export function distortionDetail({ sentences, fix, documentation }: DistortionWords): Document {
  return [
    { kind: 'sentences', phrases: sentences },
    ...(fix === null ? [] : [{ kind: 'facts', facts: [{ label: 'instead', phrase: [quoting(fix.text)] }] } as const]),
    ...(fix?.before === undefined ? [] : [changedCode(fix, fix.before)]),
    { kind: 'facts', facts: [{ label: 'more', phrase: [code(documentation)] }] },
  ];
}

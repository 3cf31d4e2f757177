import { MEMORY_GUIDE } from '../../report/memory-guide.ts';
import { wrapWords } from '../../text/wrap.ts';

/** Lines longer than that are hard to read, however wide the window is. */
const WIDEST = 88;

const INDENT = '  ';

export type GuideLine = { readonly text: string; readonly isHeading: boolean };

/** The guide to live memory in lines that fit into a window. */
export function guideLines(columns: number): readonly GuideLine[] {
  const width = Math.min(WIDEST, columns - 2) - INDENT.length;
  return MEMORY_GUIDE.flatMap(({ heading, paragraphs, code }) => [
    { text: ` ${heading}`, isHeading: true },
    ...paragraphs.flatMap((paragraph) => [...wrapWords(paragraph, width), '']).map(plain),
    ...(code === undefined
      ? []
      : [...code.map((line) => `    ${line}`), ''].map((text) => ({ text, isHeading: false }))),
  ]);
}

function plain(text: string): GuideLine {
  return { text: text === '' ? '' : INDENT + text, isHeading: false };
}

import { lazyRegExp } from './lazily.ts';

/**
 * Characters that a terminal or a page would obey instead of showing, or that nobody sees: C0 and C1 controls (with
 * ESC), DEL, the line and paragraph separators, all format characters (direction marks, zero-width characters, tags),
 * whatever else fonts leave out (fillers, variation selectors: `a` with one of these is another name in Python and
 * looks the same), lone surrogates, noncharacters (U+FFFE: XML forbids it), and private ones, which every font and
 * terminal shows in its own way.
 */
export const UNSHOWN =
  '\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\p{Noncharacter_Code_Point}';

/** Characters that join emoji into one picture (a family, a red heart) are seen. */
const UNSEEN = `[${UNSHOWN}](?<!\\p{ExtPict}\\ufe0f)(?<![\\p{ExtPict}\\p{EMod}\\ufe0f]\\u200d(?=\\p{ExtPict}))`;

const unseen = lazyRegExp(UNSEEN, 'gu');

/** Nearly all texts: to make the other expression takes 0.8 ms. */
const SHOWN = /^[ -~]*$/;

/**
 * The text with every such character as a visible escape: `\x1b`, `\u202e`, `\udce9`. Anybody may have chosen the names
 * in a dump.
 */
export function escapeControls(text: string): string {
  return SHOWN.test(text) ? text : text.replace(unseen(), escapeOf);
}

/** As Python writes it in a string literal. */
function escapeOf(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x100) return `\\x${point.toString(16).padStart(2, '0')}`;
  return point < 0x10000 ? `\\u${point.toString(16).padStart(4, '0')}` : `\\U${point.toString(16).padStart(8, '0')}`;
}

/** What a finished text may have: line ends, tabs, colours, and the sequence that clears a line. */
const OWN_SEQUENCES = '\\n|\\t|\\x1b\\[[\\d;]*m|\\r\\x1b\\[K';

const ownOrUnseen = lazyRegExp(`${OWN_SEQUENCES}|${UNSEEN}`, 'gu');

/**
 * A finished text for a terminal, without anything that we did not mean to write: the last check before it is written.
 */
export function escapeForTerminal(text: string): string {
  return text.replace(ownOrUnseen(), (found) => (isOwn(found) ? found : escapeOf(found)));
}

function isOwn(found: string): boolean {
  return found.length > 1 ? found.startsWith('\x1b') || found.startsWith('\r') : found === '\n' || found === '\t';
}

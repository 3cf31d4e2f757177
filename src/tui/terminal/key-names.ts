/**
 * What terminals send for keys that are no character, behind ESC and `[` or `O`: the final letter, or the number before
 * a `~`. xterm, the Linux console, rxvt and PuTTY between them.
 * https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h2-PC-Style-Function-Keys
 */
const NAMES_BY_LETTER: ReadonlyMap<string, string> = new Map([
  ['A', 'up'],
  ['B', 'down'],
  ['C', 'right'],
  ['D', 'left'],
  ['H', 'home'],
  ['F', 'end'],
  ['M', 'enter'],
  ['Z', 'shift-tab'],
]);

const NAMES_BY_NUMBER: ReadonlyMap<string, string> = new Map([
  ['1', 'home'],
  ['3', 'delete'],
  ['4', 'end'],
  ['5', 'pageup'],
  ['6', 'pagedown'],
  ['7', 'home'],
  ['8', 'end'],
]);

const NAMES_BY_CHARACTER: ReadonlyMap<string, string> = new Map([
  [' ', 'space'],
  ['\r', 'enter'],
  ['\n', 'enter'],
  ['\t', 'tab'],
  ['\x1b', 'escape'],
  ['\x7f', 'backspace'],
  ['\b', 'backspace'],
]);

/**
 * The name, as the key table writes it, of what stands behind ESC; null for a key that has none here, and for what is no
 * key (the terminal's answers). Of what is held down with it only Alt with Left or Right makes another key.
 */
export function nameOfSequence(sequence: string): string | null {
  const [, introducer, first, modifiers, final] = /^([[O])(\d*)(?:;(\d+))?[;:\d]*(.)$/u.exec(sequence) ?? [];
  if (final === undefined || introducer === undefined) return null;
  if (/[~^$]/.test(final)) return NAMES_BY_NUMBER.get(first ?? '') ?? null; // rxvt: $ with Shift, ^ with Ctrl
  if (final === 'M' && introducer === '[') return null; // the keypad's Enter is ESC O M, a click of the mouse ESC [ M
  const name = NAMES_BY_LETTER.get(final) ?? null;
  return isAlt(modifiers) && (name === 'left' || name === 'right') ? `alt-${name}` : name;
}

/** xterm's number is 1 for none, and for each that is held its bit more. */
function isAlt(modifiers: string | undefined): boolean {
  return ((Number(modifiers ?? '1') - 1) & 2) !== 0;
}

/** Characters name themselves. */
export function nameOfCharacter(character: string): string {
  const name = NAMES_BY_CHARACTER.get(character);
  if (name !== undefined) return name;
  return character < ' ' ? `ctrl-${String.fromCharCode(character.charCodeAt(0) + 0x40).toLowerCase()}` : character;
}

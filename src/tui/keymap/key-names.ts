import type { Key } from 'ink';

/** Names of the keys that are no character, as the key table writes them. Characters name themselves. */
const NAMES_BY_FLAG: readonly (readonly [keyof Key, string])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
];

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
 * The keys of one input event of Ink. Mostly one; but what is read at once comes at once: `jjj` is three keys, and
 * Esc with a key right behind it looks like Alt and that key.
 */
export function keyNames(input: string, key: Key): readonly string[] {
  if (key.escape && key.meta) return ['escape', 'escape']; // two Esc read at once look like Alt and Esc
  const named = NAMES_BY_FLAG.find(([flag]) => key[flag] === true)?.[1];
  if (named !== undefined) return [withModifier(named, key)];
  if (key.ctrl) return [`ctrl-${input}`];
  const names = Array.from(input, nameOfCharacter);
  return key.meta ? ['escape', ...names] : names;
}

/** Only these are told apart by what is held down with them. */
function withModifier(name: string, { shift, meta }: Key): string {
  if (shift && name === 'tab') return 'shift-tab';
  return meta && (name === 'left' || name === 'right') ? `alt-${name}` : name;
}

function nameOfCharacter(character: string): string {
  const name = NAMES_BY_CHARACTER.get(character);
  if (name !== undefined) return name;
  return character < ' ' ? `ctrl-${String.fromCharCode(character.charCodeAt(0) + 0x60)}` : character;
}

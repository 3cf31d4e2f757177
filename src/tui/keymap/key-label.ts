const LABELS: ReadonlyMap<string, string> = new Map([
  ['up', 'Up'],
  ['down', 'Down'],
  ['left', 'Left'],
  ['right', 'Right'],
  ['pageup', 'PgUp'],
  ['pagedown', 'PgDn'],
  ['home', 'Home'],
  ['end', 'End'],
  ['enter', 'Enter'],
  ['escape', 'Esc'],
  ['backspace', 'Backspace'],
  ['tab', 'Tab'],
  ['shift-tab', 'Shift-Tab'],
  ['space', 'Space'],
  ['alt-left', 'Alt-Left'],
  ['alt-right', 'Alt-Right'],
]);

/** A key as the help and the bottom bar write it: `Enter`, `Ctrl-L`, `q`. */
export function keyLabel(name: string): string {
  const label = LABELS.get(name);
  if (label !== undefined) return label;
  return name.startsWith('ctrl-') ? `Ctrl-${name.slice('ctrl-'.length).toUpperCase()}` : name;
}

/** How things look. Nothing is told by colour alone: with `color` off only the hues go, bold and inverse stay. */
export type ThemeOptions = { readonly color: boolean; readonly ascii: boolean };

/** What a piece of text is; the theme decides how that looks. */
export type Role = 'title' | 'heading' | 'selected' | 'dim' | 'hot' | 'warm' | 'cool' | 'key' | 'message';

export type Glyphs = {
  readonly ellipsis: string;
  readonly descending: string;
  readonly ascending: string;
  readonly rule: string;
  readonly activeRule: string;
  /** Between the screens of a trail. */
  readonly separator: string;
  /** Before a node of a tree whose children are shown, and before one that has some to show. */
  readonly open: string;
  readonly closed: string;
  /** Microseconds. */
  readonly micro: string;
  /** A full cell of a bar, and the parts of a cell from small to large. */
  readonly barFull: string;
  readonly barParts: readonly string[];
};

export type Theme = { readonly glyphs: Glyphs; readonly paint: (role: Role, text: string) => string };

const UNICODE: Glyphs = {
  ellipsis: '…',
  descending: '▼',
  ascending: '▲',
  rule: '─',
  activeRule: '━',
  separator: '›',
  open: '▾',
  closed: '▸',
  micro: 'µs',
  barFull: '█',
  barParts: ['▏', '▎', '▍', '▌', '▋', '▊', '▉'],
};

const ASCII: Glyphs = {
  ellipsis: '...',
  descending: 'v',
  ascending: '^',
  rule: '-',
  activeRule: '=',
  separator: '>',
  open: '-',
  closed: '+',
  micro: 'us',
  barFull: '#',
  barParts: [],
};

type Style = { readonly on: string; readonly off: string };

const BOLD: Style = { on: '1', off: '22' };
const DIM: Style = { on: '2', off: '22' };
const INVERSE: Style = { on: '7', off: '27' };
const UNDERLINE: Style = { on: '4', off: '24' };

const PLAIN_STYLES: Readonly<Record<Role, readonly Style[]>> = {
  title: [BOLD],
  heading: [UNDERLINE],
  selected: [INVERSE],
  dim: [],
  hot: [],
  warm: [],
  cool: [],
  key: [BOLD],
  message: [BOLD],
};

/** Blue to orange: told apart by the colour-blind too. The 16 colours of the terminal's own palette suit its background. */
const COLOR_STYLES: Readonly<Record<Role, readonly Style[]>> = {
  ...PLAIN_STYLES,
  dim: [DIM],
  hot: [{ on: '91', off: '39' }],
  warm: [{ on: '33', off: '39' }],
  cool: [{ on: '36', off: '39' }],
  key: [BOLD, { on: '36', off: '39' }],
  message: [BOLD, { on: '33', off: '39' }],
};

/**
 * The escapes are written here and not by Ink's colour properties: those ask the environment and the arguments
 * (`--color=never` would take the inverse of the selected row along).
 */
export function makeTheme({ color, ascii }: ThemeOptions): Theme {
  const styles = color ? COLOR_STYLES : PLAIN_STYLES;
  const paint = (role: Role, text: string): string =>
    styles[role].reduce((painted, { on, off }) => `\x1b[${on}m${painted}\x1b[${off}m`, text);
  return { glyphs: ascii ? ASCII : UNICODE, paint };
}

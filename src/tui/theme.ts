import { SYNTAX_STYLES } from '../report/syntax-style.ts';
import type { TokenKind } from '../source/tokens.ts';

/** How many colours the terminal has. */
export type ColorDepth = '16' | '256' | 'truecolor';

/** How things look. Nothing is told by colour alone: with `color` off only the hues go, bold and inverse stay. */
export type ThemeOptions = { readonly color: ColorDepth | false; readonly ascii: boolean };

/** What a piece of text is; the theme decides how that looks. */
export type Role =
  | 'title'
  | 'heading'
  | 'selected'
  | 'dim'
  | 'hot'
  | 'warm'
  | 'cool'
  | 'key'
  | 'message'
  | 'found'
  | TokenKind;

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
  /** Between the functions of a chain of calls, from the caller to what it calls and the other way. */
  readonly calls: string;
  readonly calledBy: string;
  /** Microseconds. */
  readonly micro: string;
  /** A full cell of a bar, and the parts of a cell from small to large. */
  readonly barFull: string;
  readonly barParts: readonly string[];
  /** The left edge of a frame of an icicle, by whose code it is: all of a frame that is one cell wide. */
  readonly edges: Readonly<Record<'own' | 'library' | 'builtin', string>>;
  /** The same where the path is estimated: half an edge. */
  readonly estimatedEdges: Readonly<Record<'own' | 'library' | 'builtin', string>>;
  /** Fills the rest of a frame behind its name. */
  readonly fill: string;
  readonly estimatedFill: string;
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
  calls: '→',
  calledBy: '←',
  micro: 'µs',
  barFull: '█',
  barParts: ['▏', '▎', '▍', '▌', '▋', '▊', '▉'],
  edges: { own: '▌', library: '▏', builtin: '┊' },
  estimatedEdges: { own: '▖', library: '╷', builtin: '.' },
  fill: '─',
  estimatedFill: '~',
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
  calls: '->',
  calledBy: '<-',
  micro: 'us',
  barFull: '#',
  barParts: [],
  edges: { own: '#', library: '|', builtin: ':' },
  estimatedEdges: { own: '%', library: '!', builtin: '.' },
  fill: '-',
  estimatedFill: '~',
};

type Style = { readonly on: string; readonly off: string };

const BOLD: Style = { on: '1', off: '22' };
const DIM: Style = { on: '2', off: '22' };
const INVERSE: Style = { on: '7', off: '27' };
const UNDERLINE: Style = { on: '4', off: '24' };

const SYNTAX: Readonly<Record<TokenKind, readonly Style[]>> = {
  keyword: [SYNTAX_STYLES.keyword],
  string: [SYNTAX_STYLES.string],
  comment: [SYNTAX_STYLES.comment],
  number: [SYNTAX_STYLES.number],
  decorator: [SYNTAX_STYLES.decorator],
  definition: [SYNTAX_STYLES.definition],
};

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
  found: [UNDERLINE],
  keyword: [],
  string: [],
  comment: [],
  number: [],
  decorator: [],
  definition: [BOLD],
};

type Hue = 'blue' | 'orange' | 'vermilion';

/**
 * Three colours of Okabe and Ito (https://jfly.uni-koeln.de/color/), told apart by the colour-blind too: #0072B2, #E69F00,
 * #D55E00, or the nearest of the 256. Of the 16, whose hues the user has chosen to suit the background, cyan and yellow:
 * none of them red or green.
 */
const HUES: Readonly<Record<ColorDepth, Readonly<Record<Hue, readonly Style[]>>>> = {
  '16': { blue: [foreground('36')], orange: [foreground('33')], vermilion: [BOLD, foreground('33')] },
  '256': { blue: [foreground('38;5;32')], orange: [foreground('38;5;178')], vermilion: [foreground('38;5;166')] },
  truecolor: {
    blue: [foreground('38;2;0;114;178')],
    orange: [foreground('38;2;230;159;0')],
    vermilion: [foreground('38;2;213;94;0')],
  },
};

function foreground(code: string): Style {
  return { on: code, off: '39' };
}

function colorStyles(depth: ColorDepth): Readonly<Record<Role, readonly Style[]>> {
  const { blue, orange, vermilion } = HUES[depth];
  return {
    ...PLAIN_STYLES,
    dim: [DIM],
    hot: vermilion,
    warm: orange,
    cool: blue,
    key: [BOLD, ...blue],
    found: [UNDERLINE, ...orange],
    ...SYNTAX,
    message: [BOLD, ...vermilion.filter((style) => style !== BOLD)],
  };
}

/**
 * The escapes are written here and not by Ink's colour properties: those ask the environment and the arguments
 * (`--color=never` would take the inverse of the selected row along).
 */
export function makeTheme({ color, ascii }: ThemeOptions): Theme {
  const styles = color === false ? PLAIN_STYLES : colorStyles(color);
  const paint = (role: Role, text: string): string =>
    styles[role].reduce((painted, { on, off }) => `\x1b[${on}m${painted}\x1b[${off}m`, text);
  return { glyphs: ascii ? ASCII : UNICODE, paint };
}

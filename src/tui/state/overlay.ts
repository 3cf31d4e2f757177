import type { Anchor, FunctionsScreen } from './functions-screen.ts';
import type { EditedLine } from './line-editor.ts';
import type { ListState } from './list-state.ts';
import type { MemoryScreen } from './memory-screen.ts';

/** The keys of the screen below and what they do. It has no selection: it scrolls. */
export type HelpOverlay = { readonly kind: 'help'; readonly list: ListState };

/** What the screen below can be sorted by. */
export type SortMenuOverlay = { readonly kind: 'sort-menu'; readonly list: ListState };

/** What is not one's own code, to hide or to show. */
export type HideMenuOverlay = { readonly kind: 'hide-menu'; readonly list: ListState };

/** The line in which a filter is typed, below the functions that it leaves. */
export type FilterLineOverlay = {
  readonly kind: 'filter-line';
  readonly line: EditedLine;
  /** Why the text is no filter, or none yet; the last one that was stays in force. */
  readonly problem: string | null;
  /** The screen as it was when the line was opened; null over a screen that has no filter. */
  readonly before: FunctionsScreen | null;
  /** What shall stay selected while one types, as long as the filter leaves it. */
  readonly anchor: Anchor;
};
/** The line in which a filter of live memory is typed. */
export type MemoryFilterOverlay = {
  readonly kind: 'memory-filter';
  readonly line: EditedLine;
  readonly problem: string | null;
  /** The screen as it was when the line was opened; null over another one. */
  readonly before: MemoryScreen | null;
};

/** What the numbers of the memory screen mean: a text that scrolls. */
export type GuideOverlay = { readonly kind: 'memory-guide'; readonly list: ListState };

/** The line in which the name of a file is typed. */
export type ExportLineOverlay = { readonly kind: 'export-line'; readonly line: EditedLine };

/** The line in which a command is typed. */
export type CommandLineOverlay = {
  readonly kind: 'command-line';
  readonly line: EditedLine;
  /** How many lines of the history one went back. */
  readonly back: number;
  /** What Tab found, if it was not one word. */
  readonly problem: string | null;
};

/** Whether to write over the file that is there. */
export type OverwriteQuestionOverlay = { readonly kind: 'overwrite-question'; readonly path: string };

/** What lies over a screen until Esc: a row a kind. A new one has its logic in overlays.ts, its picture in pictures.tsx. */
export type OverlaysByKind = {
  readonly help: HelpOverlay;
  readonly 'sort-menu': SortMenuOverlay;
  readonly 'hide-menu': HideMenuOverlay;
  readonly 'filter-line': FilterLineOverlay;
  readonly 'memory-guide': GuideOverlay;
  readonly 'memory-filter': MemoryFilterOverlay;
  readonly 'export-line': ExportLineOverlay;
  readonly 'command-line': CommandLineOverlay;
  readonly 'overwrite-question': OverwriteQuestionOverlay;
};

export type OverlayKind = keyof OverlaysByKind;
export type Overlay = OverlaysByKind[OverlayKind];

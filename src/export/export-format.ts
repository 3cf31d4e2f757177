import type { ProfileTable } from '../profile/profile-table.ts';

/** What a format may be asked for. Each names in its row what changes something in it. */
export type ExportOptions = {
  /** Which table of a format that has one: the functions, or who called whom. */
  readonly table: 'functions' | 'calls';
  /** Shares of the total time, from 0 to 1: functions and calls with less are left out of a drawing. */
  readonly leastFunction: number;
  readonly leastCall: number;
};

/** What is exported. `names`: the files as the user called them. */
export type ExportSource = {
  readonly table: ProfileTable;
  readonly names: readonly string[];
  readonly options: ExportOptions;
};

/** An export: its bytes, made while they are written, and what a user should know of them besides; asked for afterwards. */
export type Exported = { readonly chunks: Iterable<Uint8Array>; readonly notes: () => readonly string[] };

/**
 * A format that other programs read. Another one is another row of the table in formats.ts, which loads what writes it only
 * when it is asked for.
 */
export type ExportFormat = {
  /** For `--to`. */
  readonly name: string;
  /** What the list of formats says of it. */
  readonly meaning: string;
  /** `text`, or bytes that no terminal shows; `packed`: the file is gzipped once it is made. */
  readonly kind: 'text' | 'binary' | 'packed';
  readonly options: readonly (keyof ExportOptions)[];
  readonly write: (source: ExportSource) => Promise<Exported>;
};

import type { ProfileTable } from '../profile/profile-table.ts';

/** What is exported. `names`: the files as the user called them. */
export type ExportSource = { readonly table: ProfileTable; readonly names: readonly string[] };

/** An export: its bytes, made while they are written, and what a user should know of them beyond the file. */
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
  /** Bytes that no terminal shows: they need a file or a pipe. */
  readonly isBinary: boolean;
  readonly write: (source: ExportSource) => Promise<Exported>;
};

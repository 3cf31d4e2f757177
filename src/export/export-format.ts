import type { ProfileTable } from '../profile/profile-table.ts';

/** What a format may be asked for. The row of each format names the options that change something in it. */
export type ExportOptions = {
  /** Which table of a format that has one: the functions, or who called whom. */
  readonly table: 'functions' | 'calls';
  /** Shares of the total time, from 0 to 1: functions and calls with less are left out of a drawing. */
  readonly leastFunction: number;
  readonly leastCall: number;
  /** Of a picture: whether callers are below what they call. */
  readonly flame: boolean;
  /** Of a picture: how many pixels it is wide. */
  readonly width: number;
};

/** What nobody asks for otherwise. The thresholds are those of gprof2dot. */
export const USUAL_OPTIONS: ExportOptions = {
  table: 'functions',
  leastFunction: 0.005,
  leastCall: 0.001,
  flame: false,
  width: 1000,
};

/** Of a picture: narrower ones have no room for a name, and no screen shows wider ones. */
export const PICTURE_WIDTHS: { readonly least: number; readonly most: number } = { least: 300, most: 10_000 };

/** Formats of one profile. `pprof` is not gzipped; its readers accept that. */
export type ExportName = 'callgrind' | 'speedscope' | 'pprof' | 'folded' | 'svg' | 'dot' | 'json' | 'csv';

/** What is exported. `names`: the files as the user called them. */
export type ExportSource = {
  readonly table: ProfileTable;
  readonly names: readonly string[];
  readonly options: ExportOptions;
};

/** An export: its bytes, made while they are written, and then what else a user should know about them. */
export type Exported = { readonly chunks: Iterable<Uint8Array>; readonly notes: () => readonly string[] };

/** One profile of many in one table. */
export type Run = { readonly name: string; readonly time: Date; readonly table: ProfileTable };

/** What else is said of a run: `--label`. */
export type RunLabel = { readonly key: string; readonly value: string };

/** The next bytes of each table. */
export type RunBytes = Readonly<Record<RunTableName, Uint8Array>>;
type RunTableName = 'functions' | 'calls';

/** Tables of many runs in the making. A run that cannot be written throws a UsageError and adds nothing. */
export type RunTables = { readonly add: (run: Run) => RunBytes; readonly finish: () => RunBytes };

/** What the runs of an export may be given. */
export type RunTablesOptions = {
  /** The name of the only run, instead of its path. */
  readonly run: string;
  /** When they were, instead of when their files were written. */
  readonly time: Date;
  readonly label: readonly RunLabel[];
  /** Whether files that cannot be read are left out. */
  readonly skipBad: true;
};

type Described = {
  /** What the list of formats says of it. */
  readonly meaning: string;
  /** The options that change something in it. */
  readonly options: readonly (keyof ExportOptions | keyof RunTablesOptions)[];
};

/** A format of one profile: a file. */
export type DocumentFormat = Described & {
  /** For `--to`. */
  readonly name: ExportName;
  /** What the names of such files end in, as far as no other format has it: `.json` is speedscope's too. */
  readonly endings: readonly string[];
  /** `text`, or bytes that no terminal shows; `packed`: the file is gzipped once it is made. */
  readonly kind: 'text' | 'binary' | 'packed';
  readonly write: (source: ExportSource) => Promise<Exported>;
};

/** A format of many runs: a folder with a file for each table, `functions` and then this ending. */
export type FolderFormat = Described & {
  readonly name: string;
  readonly kind: 'folder';
  readonly ending: string;
  /** @throws UsageError for a label that cannot be a column */
  readonly open: (labels: readonly RunLabel[]) => Promise<RunTables>;
};

/**
 * A format that other programs read. Another one is another row of the table in formats.ts, which loads what writes it only
 * when it is asked for.
 */
export type ExportFormat = DocumentFormat | FolderFormat;

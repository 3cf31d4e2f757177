/** What a file should be. This decides how large it may be; a source must begin or be named like one. */
export type SourceFileKind = 'source' | 'notebook';

/**
 * What is in a file, the same object under each of its names. Or the file is there and is not read: no source may be
 * read where it is (`outside`, by `--sources here`), or as much was read as may be (`spent`).
 */
export type FileBytes = Uint8Array | 'outside' | 'spent';

/** At most this much is read of the files that one profile names. */
export const MOST_MEGABYTES: Readonly<Record<'source' | 'archive', number>> = { source: 64, archive: 200 };

export const SPENT: string = `no more than ${MOST_MEGABYTES.source} MB of sources and ${MOST_MEGABYTES.archive} MB of archives are read for one profile`;

export const OUTSIDE = 'outside the working folder, --source-root and --map';

/** How source/ reads files: from the disk for the command line, from a map in a test. Nothing here throws. */
export type SourceFiles = {
  /**
   * The whole file, or a member of an archive; undefined where it is absent, not a plain file, too large or not of this
   * kind.
   */
  readonly read: (path: string, kind: SourceFileKind) => FileBytes | undefined;
  /** The paths of files under a folder whose path ends in `suffix` (with `/` before it), in a bounded part of the tree. */
  readonly under: (folder: string, suffix: string) => readonly string[];
};

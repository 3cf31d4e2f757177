/** What a file is to be. It decides how large it may be, and a source must begin or be named as one. */
export type SourceFileKind = 'source' | 'notebook';

/**
 * What is in a file, the same object under each of its names. Or it is there, and is not read: no source may be read where
 * it lies (`outside`, by `--sources here`), or so much was read that no more is (`spent`).
 */
export type FileBytes = Uint8Array | 'outside' | 'spent';

/** At most this much is read of the files that one profile names. */
export const MOST_MEGABYTES: Readonly<Record<'source' | 'archive', number>> = { source: 64, archive: 200 };

export const SPENT: string = `no more than ${MOST_MEGABYTES.source} MB of sources and ${MOST_MEGABYTES.archive} MB of archives are read for one profile`;

export const OUTSIDE = 'outside the working folder, --source-root and --map';

/** How source/ reads files. The command line gives it the disk; a test gives it a map. Nothing here throws. */
export type SourceFiles = {
  /** The whole file, or a member of an archive; undefined where there is none to be read: absent, no plain file, too large, not of this kind. */
  readonly read: (path: string, kind: SourceFileKind) => FileBytes | undefined;
  /** The paths of files under a folder whose path ends in `suffix` (with `/` before it), in a bounded part of the tree. */
  readonly under: (folder: string, suffix: string) => readonly string[];
};

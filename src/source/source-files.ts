/** How source/ reads files. The command line gives it the disk; a test gives it a map. Nothing here throws. */
export type SourceFiles = {
  /** The whole file, or undefined where there is none to be read: absent, no plain file, too large. */
  readonly read: (path: string) => Uint8Array | undefined;
  /** The paths of files under a folder whose path ends in `suffix` (with `/` before it), in a bounded part of the tree. */
  readonly under: (folder: string, suffix: string) => readonly string[];
};

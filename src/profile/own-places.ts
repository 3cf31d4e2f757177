/** What the command line says about whose code is whose. Without it the profile alone decides. */
export type OwnPlaces = {
  /** `--mine`: if it is given, nothing else is the user's own. */
  readonly said: readonly SaidPlace[];
  /** Files that the user chose as their own by hand: then nothing else decides. */
  readonly chosen?: ReadonlySet<string>;
  /**
   * The working folder and each `--source-root`, absolute: what is in them is the user's own even if it is installed.
   */
  readonly folders: readonly string[];
  /** The other packages and modules that were installed together with one: `blib2to3` with `black`. */
  readonly installedWith: (libraryFolder: string, name: string) => readonly string[];
};

/** A word of `--mine` as it was typed, and the folder (or file) that it is if it is no package. */
export type SaidPlace = {
  readonly word: string;
  /** Absolute. */
  readonly folder: string;
  /** The same from the working folder, '' for the folder itself: a profile may have its paths relative to it. */
  readonly fromHere: string;
};

/** Where the source of a function is, by the file that the profile names; null where it is not found. */
export type FindSource = (file: string) => string | null;

/** A piece of work that needs the terminal for itself. It returns what went wrong in a sentence, or null. */
export type TerminalWork = () => string | null;

/** What is ready to be done, or why it cannot be, in a sentence for the user. */
export type Prepared = { readonly run: TerminalWork } | { readonly refusal: string };

/**
 * What the viewer asks of the world around it: files, other programs, the environment. The program gives it (cli/), a
 * test another one. All sentences that come back are for the user, and safe to show.
 */
export type Host = {
  readonly findSource: FindSource;
  /** The user's editor at a line of a file. */
  readonly prepareEditor: (path: string, line: number) => Prepared;
  /** tmux keeps what is copied to itself unless it is told to pass it on. */
  readonly isTmux: boolean;
};

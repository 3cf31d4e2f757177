/** What the process ends with. Ctrl-C in a text command ends it by the signal: the shell says 130. */
export const EXIT = {
  done: 0,
  gate: 1,
  usage: 2,
  unreadable: 3,
  unwritable: 4,
  bug: 70,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What the process ends with. Ctrl-C ends it with 130, as the shell counts signals. */
export const EXIT = {
  done: 0,
  gateFailed: 1,
  usage: 2,
  unreadable: 3,
  unwritable: 4,
  bug: 70,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

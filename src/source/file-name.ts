/** PATH_MAX of Linux: no system call takes a longer path. Windows allows 32,767, which hardly any program uses. */
const MOST_CHARACTERS = 4096;

/** The most levels of folders. A check-out of Chromium has 17, the deepest of node_modules 40. */
const MOST_PARTS = 100;

type Refusal = { readonly isRefused: (path: string) => boolean; readonly reason: string };

/**
 * Names that are not even looked at. To read below `/proc`, `/sys` and `/dev` is to talk to the kernel: it may wait for
 * ever (`/proc/kmsg`), never end (`/proc/self/pagemap`), or do something.
 */
const REFUSALS: readonly Refusal[] = [
  {
    isRefused: (path) => path.length > MOST_CHARACTERS,
    reason: `no path is longer than ${MOST_CHARACTERS} characters`,
  },
  { isRefused: (path) => path.includes('\0'), reason: 'no path has a NUL in it' },
  { isRefused: hasTooManyParts, reason: `no source is looked for below ${MOST_PARTS} folders` },
  { isRefused: isBelowKernel, reason: 'no source is read below /proc, /sys and /dev' },
];

/** Why no file of this name is looked at, even if it exists; null for an ordinary name. A profile may name anything. */
export function nameRefusal(path: string): string | null {
  return REFUSALS.find(({ isRefused }) => isRefused(path))?.reason ?? null;
}

function hasTooManyParts(path: string): boolean {
  return path.split(/[\\/]/, MOST_PARTS + 1).length > MOST_PARTS;
}

function isBelowKernel(path: string): boolean {
  return /^[\\/]+(?:proc|sys|dev)(?:[\\/]|$)/.test(path);
}

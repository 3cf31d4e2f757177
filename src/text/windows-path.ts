const WINDOWS = /^(?:[A-Za-z]:[\\/]|\\\\)/;

/** `C:\app\a.py`, `\\host\share\a.py`: a path in which a backslash separates. In all others it is a letter as any. */
export function isWindowsPath(path: string): boolean {
  return WINDOWS.test(path);
}

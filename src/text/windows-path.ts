const WINDOWS = /^(?:[A-Za-z]:[\\/]|\\\\)/;

/**
 * `C:\app\a.py`, `\\host\share\a.py`: paths in which a backslash is a separator. In all others it is an ordinary
 * character.
 */
export function isWindowsPath(path: string): boolean {
  return WINDOWS.test(path);
}

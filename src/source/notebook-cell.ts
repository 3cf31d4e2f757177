/**
 * The name under which a cell of a notebook is compiled: `<ipython-input-3-1a2b3c4d5e6f>` (IPython to 7.x),
 * `/tmp/ipykernel_4711/1234567890.py` (ipykernel 6 and later; `/var/folders/...` on macOS, `AppData\Local\Temp` on Windows).
 */
const CELL = /^<ipython-input-.*>$|[\\/]ipykernel_\d+[\\/]\d+\.py$/;

/** Whether the file of a function is a cell of a notebook: such a file never existed, or no longer does. */
export function isNotebookCell(file: string): boolean {
  return CELL.test(file);
}

/** `cell 3` as IPython numbers them, `cell 1234567890` where only the hash of its text is known; null for other files. */
export function cellTitle(file: string): string | null {
  const title = /^<ipython-input-(\d+)-.*>$|[\\/]ipykernel_\d+[\\/](\d+)\.py$/.exec(file);
  return title === null ? null : `cell ${title[1] ?? title[2]}`;
}

/** A code cell of a notebook. */
export type NotebookCell = {
  /** Its place among all cells, from 1. */
  readonly position: number;
  /**
   * The 3 of `In [3]`, by which IPython names the cell's code. null where it was never run, or its output was cleared.
   */
  readonly number: number | null;
  readonly text: string;
};

/** The code cells of an `.ipynb` file; null for any other bytes. */
export function readNotebook(bytes: Uint8Array): readonly NotebookCell[] | null {
  const cells = fieldOf(parseJson(new TextDecoder().decode(bytes)), 'cells');
  if (!Array.isArray(cells)) return null;
  return cells.flatMap((cell: unknown, at): NotebookCell[] => {
    const text = cellText(fieldOf(cell, 'source'));
    if (fieldOf(cell, 'cell_type') !== 'code' || text === null) return [];
    const number = fieldOf(cell, 'execution_count');
    return [{ position: at + 1, number: typeof number === 'number' ? number : null, text }];
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** One text, or its lines with their ends. */
function cellText(source: unknown): string | null {
  if (typeof source === 'string') return source;
  return Array.isArray(source) && source.every((line) => typeof line === 'string') ? source.join('') : null;
}

/**
 * The cells that may be behind the file of a function, the likeliest first. ipykernel names the file by a hash of the
 * cell's text; IPython by the cell's number, which changes when the cell is run again.
 */
export function cellsNamed(file: string, cells: readonly NotebookCell[]): readonly NotebookCell[] {
  const hash = /[\\/]ipykernel_\d+[\\/](\d+)\.py$/.exec(file)?.[1];
  if (hash !== undefined) return cells.filter(({ text }) => String(hashOfCell(text)) === hash);
  const number = Number(/^<ipython-input-(\d+)-/.exec(file)?.[1]);
  return [...cells].sort((a, b) => Number(b.number === number) - Number(a.number === number));
}

/** ipykernel's `get_tmp_hash_seed` and `murmur2_x86` (ipykernel/compiler.py). */
const SEED = 0xc70f6907;
const MULTIPLIER = 0x5bd1e995;

/**
 * The number in the name of a cell's file.
 *
 * @internal exported for its tests
 */
export function hashOfCell(text: string): number {
  const bytes = new TextEncoder().encode(text);
  const whole = bytes.length & ~3;
  let hash = SEED ^ bytes.length;
  for (let at = 0; at < whole; at += 4) {
    let word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    word = Math.imul(word, MULTIPLIER);
    word = Math.imul(word ^ (word >>> 24), MULTIPLIER);
    hash = Math.imul(hash, MULTIPLIER) ^ word;
  }
  if (bytes.length > whole) {
    const rest = bytes[whole]! | ((bytes[whole + 1] ?? 0) << 8) | ((bytes[whole + 2] ?? 0) << 16);
    hash = Math.imul(hash ^ rest, MULTIPLIER);
  }
  hash = Math.imul(hash ^ (hash >>> 13), MULTIPLIER);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/**
 * Lines for IPython alone: magics, shell commands and questions. A comment takes their place, so that line numbers
 * stay.
 */
const MAGIC = /^(\s*)(?:[%!]|[^#'"]*\?\s*$|\w[\w, ]*=\s*[%!])/;

/** The text of a cell as Python reads it. */
export function pythonOfCell({ text }: NotebookCell): string {
  return text
    .split('\n')
    .map((line) => (MAGIC.test(line) ? line.replace(/^(\s*)/, '$1pass  # ') : line))
    .join('\n');
}

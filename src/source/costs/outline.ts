/** Where a function is defined, read off its file without parsing it. */
export type Outline = {
  /** The class that it is a method of. */
  readonly className: string | null;
  /** The function that it is a closure of. */
  readonly maker: string | null;
  readonly isGenerator: boolean;
};

/** Decorators and their arguments stand between the first line of a function and its `def`. */
const MOST_DECORATOR_LINES = 60;

const OPENING = /^([ \t]*)(?:async[ \t]+)?(def|class)[ \t]+([^\s(:[]+)/;

/** `yield` where an expression may begin: the word in a docstring does not make a generator. */
const YIELD = /(?:^|[=(,:]|\b(?:await|return))[ \t]*yield\b/;

/**
 * The surroundings of the function with this name that begins at a line (with its decorators), by indentation: a tenth
 * of what parsing the file would take. null where it is not there.
 */
export function outlineOf(lines: readonly string[], firstLine: number, name: string): Outline | null {
  const at = definitionAt(lines, firstLine - 1, name);
  if (at < 0) return null;
  const around = enclosing(lines, at);
  return {
    className: around?.keyword === 'class' ? around.name : null,
    maker: around?.keyword === 'def' ? around.name : null,
    isGenerator: hasYield(lines, at),
  };
}

function definitionAt(lines: readonly string[], from: number, name: string): number {
  const end = Math.min(lines.length, from + MOST_DECORATOR_LINES);
  for (let at = Math.max(0, from); at < end; at++) {
    const found = OPENING.exec(lines[at] ?? '');
    if (found?.[2] === 'def') return found[3] === name ? at : -1;
  }
  return -1;
}

/** The nearest line above that is less indented and opens a class or a function. */
function enclosing(lines: readonly string[], at: number): { readonly keyword: string; readonly name: string } | null {
  const indent = indentOf(lines[at] ?? '');
  if (indent === 0) return null;
  for (let above = at - 1; above >= 0; above--) {
    const [, blanks, keyword = '', name = ''] = OPENING.exec(lines[above] ?? '') ?? [];
    if (blanks !== undefined && indentOf(blanks) < indent) return { keyword, name };
  }
  return null;
}

function hasYield(lines: readonly string[], at: number): boolean {
  const indent = indentOf(lines[at] ?? '');
  let inner: number | null = null;
  for (const line of lines.slice(at + 1)) {
    if (line.trim() === '' || /^[ \t]*[)\]}#]/.test(line)) continue;
    const depth = indentOf(line);
    if (depth <= indent) return false;
    if (inner !== null && depth > inner) continue; // in a function or class of its own
    inner = OPENING.test(line) ? depth : null;
    if (YIELD.test(line.split(/[#'"]/, 1)[0] ?? '')) return true;
  }
  return false;
}

function indentOf(line: string): number {
  const blanks = /^[ \t]*/.exec(line)?.[0] ?? '';
  return blanks.replaceAll('\t', '        ').length;
}

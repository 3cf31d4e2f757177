import { bracketsIn, indentOf } from './code-lines.ts';
import { moduleScope, nestedScope, type Scope } from './scope.ts';

const DEFINITION = /^([ \t\f]*)(?:async[ \t]+)?(def|class)[ \t]+([\p{L}_][\p{L}\p{N}_]*)/u;

/**
 * `cdef double square(double x):`, `cpdef inline int total(int n) except -1:`, `cdef class Shape:`. Not declarations,
 * which end without a colon, nor variables (`cdef int x = f(1)`).
 */
const CYTHON_DEFINITION =
  /^([ \t\f]*)cp?(def)[ \t]+[^=(]*?([\p{L}_][\p{L}\p{N}_]*)[ \t]*\((?:.*:[ \t]*|[^)]*)$|^([ \t\f]*)cdef[ \t]+(class)[ \t]+([\p{L}_][\p{L}\p{N}_]*)/u;

const DECORATOR = /^[ \t\f]*@/;

type Open = { readonly indent: number; readonly at: number };

type Draft = {
  kind: 'function' | 'class';
  name: string;
  parent: number;
  firstLine: number;
  line: number;
  lastLine: number;
};

/**
 * The functions and classes of a file that could not be parsed, because it is broken or for another Python, found by
 * their indentation. `codeLines[i]` is line `i + 1` without comments and the insides of strings.
 */
export function indentedScopes(codeLines: readonly string[]): readonly Scope[] {
  const drafts: Draft[] = [];
  const open: Open[] = [];
  let decorated = 0;
  let brackets = 0;
  for (const [at, line] of codeLines.entries()) {
    if (line.trim() === '') continue;
    const definition = definitionIn(line);
    const isContinued = brackets > 0 && definition === null; // a bracket that is never closed ends at the next `def`
    brackets = Math.max(0, (definition === null ? brackets : 0) + bracketsIn(line));
    if (!isContinued) closeFrom(open, indentOf(line));
    for (const { at: draft } of open) drafts[draft]!.lastLine = at + 1;
    if (isContinued) continue;
    if (definition !== null) openDraft(drafts, open, definition, at + 1, decorated);
    decorated = DECORATOR.test(line) ? decorated || at + 1 : 0;
  }
  return toScopes(drafts, codeLines.length);
}

type Definition = { readonly indent: string; readonly kind: 'class' | 'function'; readonly name: string };

function definitionIn(line: string): Definition | null {
  const found = DEFINITION.exec(line) ?? CYTHON_DEFINITION.exec(line);
  if (found === null) return null;
  const [indent = '', keyword = '', name = ''] = found.slice(1).filter((part) => part !== undefined);
  return { indent, kind: keyword === 'class' ? 'class' : 'function', name };
}

function openDraft(drafts: Draft[], open: Open[], found: Definition, line: number, decorated: number): void {
  const { indent, kind, name } = found;
  drafts.push({ kind, name, parent: open.at(-1)?.at ?? -1, firstLine: decorated || line, line, lastLine: line });
  open.push({ indent: indentOf(indent), at: drafts.length - 1 });
}

/** A line that is no deeper than a `def` ends it. */
function closeFrom(open: Open[], indent: number): void {
  while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
}

function toScopes(drafts: readonly Draft[], lines: number): readonly Scope[] {
  const scopes: Scope[] = [moduleScope(lines, null)];
  for (const { parent, ...draft } of drafts) {
    const parentIndex = parent + 1;
    scopes.push(nestedScope(scopes[parentIndex]!, parentIndex, { ...draft, node: null }));
  }
  return scopes;
}

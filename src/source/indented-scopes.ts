import { moduleScope, nestedScope, type Scope } from './scope.ts';

const DEFINITION = /^([ \t\f]*)(?:async[ \t]+)?(def|class)[ \t]+([\p{L}_][\p{L}\p{N}_]*)/u;

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
 * The functions and classes of a file that could not be parsed, found by their indentation: of a broken file, or one for
 * another Python. `codeLines[i]` is line `i + 1` without the insides of strings and comments.
 */
export function indentedScopes(codeLines: readonly string[]): readonly Scope[] {
  const drafts: Draft[] = [];
  const open: Open[] = [];
  let decorated = 0;
  let brackets = 0;
  for (const [at, line] of codeLines.entries()) {
    if (line.trim() === '') continue;
    const definition = DEFINITION.exec(line);
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

function openDraft(drafts: Draft[], open: Open[], found: RegExpExecArray, line: number, decorated: number): void {
  const [whole, , keyword, name = ''] = found;
  const kind = keyword === 'class' ? 'class' : 'function';
  drafts.push({ kind, name, parent: open.at(-1)?.at ?? -1, firstLine: decorated || line, line, lastLine: line });
  open.push({ indent: indentOf(whole), at: drafts.length - 1 });
}

/** A line that stands no deeper than a `def` ends it. */
function closeFrom(open: Open[], indent: number): void {
  while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
}

/** How many brackets a line opens beyond those that it closes. */
function bracketsIn(line: string): number {
  let depth = 0;
  for (const character of line) {
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
  }
  return depth;
}

/** Tabs go to the next multiple of eight; a form feed begins the line anew: as CPython's tokenizer counts. */
function indentOf(line: string): number {
  let column = 0;
  for (const character of line) {
    if (character === ' ') column++;
    else if (character === '\t') column = (Math.floor(column / 8) + 1) * 8;
    else if (character === '\f') column = 0;
    else break;
  }
  return column;
}

function toScopes(drafts: readonly Draft[], lines: number): readonly Scope[] {
  const scopes: Scope[] = [moduleScope(lines, null)];
  for (const { parent, ...draft } of drafts) {
    const parentIndex = parent + 1;
    scopes.push(nestedScope(scopes[parentIndex]!, parentIndex, { ...draft, node: null }));
  }
  return scopes;
}

import { dottedText, lastName } from './dotted-text.ts';
import type { PythonSource } from './python-source.ts';
import type { ScopeIndex } from './scope.ts';
import type { NodeOf, SyntaxNode } from './syntax.ts';
import { walkFrame } from './walk-syntax.ts';

/** One call in the source of a function. */
export type CallSite = {
  readonly node: NodeOf<'Call'>;
  /** Where the name of what is called stands: in `(a\n .b())` the second line. From 1. */
  readonly line: number;
  /** From 0, in bytes of UTF-8 as in CPython's `ast`. */
  readonly column: number;
  /** What is called, as text: `self.rows.append`, `''.join`, `make().run`; `…` stands for what has no name. */
  readonly callee: string;
  /** The last name of it: `append`; '' where it has none, as in `table[key]()`. */
  readonly name: string;
  /** In how many loops and comprehensions of the function it stands; 0 is in none. */
  readonly loopDepth: number;
  /** The comprehensions around it within the function, from the outermost. */
  readonly within: readonly SyntaxNode[];
};

const known = new WeakMap<SyntaxNode, readonly CallSite[]>();

/**
 * The calls that a function (class body, module, lambda, comprehension) makes in its own frame, and those in its
 * comprehensions and generator expressions, in the order of the source. None where the file could not be parsed.
 */
export function callSites({ scopes }: PythonSource, scope: ScopeIndex): readonly CallSite[] {
  const node = scopes[scope]?.node ?? null;
  if (node === null) return [];
  const sites = known.get(node) ?? findCallSites(node);
  known.set(node, sites);
  return sites;
}

function findCallSites(root: SyntaxNode): readonly CallSite[] {
  const sites: CallSite[] = [];
  for (const { node, loopDepth, within } of walkFrame(root)) {
    if (node.nodeType === 'Call') sites.push({ ...placeOf(node), node, loopDepth, within });
  }
  return sites.sort((a, b) => a.line - b.line || a.column - b.column);
}

function placeOf(node: NodeOf<'Call'>): Pick<CallSite, 'line' | 'column' | 'callee' | 'name'> {
  const { func } = node;
  const name = lastName(func);
  const line = func.end_lineno ?? func.lineno;
  const end = func.end_col_offset ?? func.col_offset;
  return { line, column: Math.max(0, end - Buffer.byteLength(name)), callee: dottedText(func), name };
}

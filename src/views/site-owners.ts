import type { FunctionIndex } from '../profile/function-keys.ts';
import type { LiveMemory } from '../profile/live-memory.ts';
import type { SiteIndex } from '../profile/memory-snapshot.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { rowsByFile } from '../profile/rows-by-file.ts';
import { type Scope, scopeAtLine } from '../source/scope.ts';
import type { FoundSource, SourceBook } from '../source/source-book.ts';
import { fileMatcher } from './file-matcher.ts';

/** Which function of the profile each line of a snapshot is in. */
export type SiteOwners = {
  /** By site: a row of the profile, or -1 for a line that is in no function of it. */
  readonly function: Int32Array;
  /** By site: 1 where no source tells (then it is the last function that begins above the line), or not for certain. */
  readonly isInferred: Uint8Array;
};

/**
 * Sources are parsed only for files with at least this share of the live bytes or blocks: each takes a third of a
 * second a megabyte.
 */
const SHARE_WORTH_PARSING = 0.01;

/** `book`: where to read sources; without one all is inferred. */
export function siteOwners(memory: LiveMemory, table: ProfileTable, book: SourceBook | null): SiteOwners {
  const { sites, files } = memory.snapshot;
  const owners = { function: new Int32Array(sites.length).fill(-1), isInferred: new Uint8Array(sites.length) };
  const shares = sharesOfFiles(memory);
  const match = fileMatcher(table);
  const rowsOf = rowsByFile(table);
  const sitesOfFile = groupSites(memory);
  for (const [file, path] of files.entries()) {
    const id = match(path);
    const rows = id === null ? [] : rowsOf(id);
    const [first] = rows;
    if (first === undefined) continue;
    const isWorth = shares[file]! >= SHARE_WORTH_PARSING;
    const source = book !== null && isWorth ? book.sourceOf(first) : null;
    const isKnown = source?.kind === 'found' && !source.hasChanged && source.source.refusal !== 'too-large';
    const ownerOf = isKnown ? ownerBySpan(source) : ownerByFirstLine(table, rows);
    for (const site of sitesOfFile[file] ?? []) {
      const { row, isInferred } = ownerOf(sites.line[site]!);
      owners.function[site] = row;
      owners.isInferred[site] = isInferred ? 1 : 0;
    }
  }
  return owners;
}

/** What each file has of the live bytes or of the blocks, whichever is more. */
function sharesOfFiles({ snapshot: { files, sites, tracebacks }, now }: LiveMemory): Float64Array {
  const sizes = new Float64Array(files.length);
  const blocks = new Float64Array(files.length);
  for (let at = 0; at < tracebacks.length; at++) {
    const file = sites.file[tracebacks.site[tracebacks.start[at]!]!]!;
    sizes[file]! += now.size[at]!;
    blocks[file]! += now.blocks[at]!;
  }
  return sizes.map((size, file) => Math.max(size / now.totalSize, blocks[file]! / now.totalBlocks));
}

function groupSites({ snapshot: { files, sites } }: LiveMemory): readonly (readonly SiteIndex[])[] {
  const groups: SiteIndex[][] = files.map(() => []);
  for (let site = 0; site < sites.length; site++) groups[sites.file[site]!]?.push(site);
  return groups;
}

type Owner = { readonly row: FunctionIndex; readonly isInferred: boolean };

/**
 * The innermost frame around the line; row -1 where that did not run in the profile. A lambda or generator expression
 * shares its first and its last line with the code around it, which then has the line, as an inference.
 */
function ownerBySpan({ source: { scopes }, fit }: FoundSource): (line: number) => Owner {
  const rowOf = new Map<Scope | undefined, FunctionIndex>();
  for (const [row, indexes] of fit.scopes) for (const at of indexes) rowOf.set(scopes[at], row);
  const isFrame = (scope: Scope): boolean => !isExpression(scope) || rowOf.has(scope);
  return (line) => {
    const innermost = scopeAtLine(scopes, line, isFrame);
    const likely = scopeAtLine(scopes, line, (scope) => isFrame(scope) && !sharesLine(scope, line));
    const row = rowOf.get(scopes[likely]) ?? rowOf.get(scopes[innermost]) ?? -1;
    return { row, isInferred: likely !== innermost };
  };
}

/** Those that never ran, and comprehensions since Python 3.12, are part of the code around them. */
function isExpression({ kind }: Scope): boolean {
  return kind !== 'module' && kind !== 'class' && kind !== 'function';
}

function sharesLine({ kind, firstLine, lastLine }: Scope, line: number): boolean {
  return (kind === 'lambda' || kind === 'genexpr') && (line === firstLine || line === lastLine);
}

/** The last function of the file that begins at or above the line. */
function ownerByFirstLine({ functions }: ProfileTable, rows: Iterable<FunctionIndex>): (line: number) => Owner {
  const sorted = [...rows].sort((a, b) => functions.line[a]! - functions.line[b]!);
  return (line) => ({ row: sorted.findLast((row) => functions.line[row]! <= line) ?? -1, isInferred: true });
}

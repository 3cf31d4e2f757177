import { oncePer } from '../text/lazily.ts';
import { type Scope, type ScopeIndex, scopeAtLine } from './scope.ts';

/** A part of a file that was left out because it cannot be parsed: a whole function, class or statement. */
export type Omission = {
  readonly firstLine: number;
  readonly lastLine: number;
  /** A `def` or `class`, with its decorators; else a statement of the module or of a class. */
  readonly isDefinition: boolean;
};

type ReadFile = { readonly scopes: readonly Scope[]; readonly omissions: readonly Omission[] };

/** Whether all code of a scope was parsed. A function is there as a whole or not at all. */
export function isWhole(source: ReadFile, scope: ScopeIndex): boolean {
  return source.scopes[scope]?.node !== null && !brokenScopes(source).has(scope);
}

/** The module and the classes that lack a statement. */
const brokenScopes = oncePer(({ scopes, omissions }: ReadFile): ReadonlySet<ScopeIndex> => {
  const statements = omissions.filter(({ isDefinition }) => !isDefinition);
  return new Set(statements.map(({ firstLine }) => scopeAtLine(scopes, firstLine, ({ node }) => node !== null)));
});

const MOST_TOLD = 3;

/** `lines 12-18 and 30`, and the names that therefore have no costs and hints: `route, reply`. */
export function omittedText(source: ReadFile): { readonly lines: string; readonly names: string } {
  const { omissions } = source;
  const ranges = omissions.map(({ firstLine, lastLine }) =>
    firstLine === lastLine ? `${firstLine}` : `${firstLine}-${lastLine}`,
  );
  const isOne = ranges.length === 1 && omissions[0]?.firstLine === omissions[0]?.lastLine;
  return { lines: `${isOne ? 'line' : 'lines'} ${listed(ranges)}`, names: listed([...new Set(namesOf(source))]) };
}

function namesOf(source: ReadFile): readonly string[] {
  const { scopes, omissions } = source;
  const dropped = omissions.flatMap(({ firstLine, isDefinition }) => {
    const found = isDefinition
      ? scopes.find((scope) => scope.firstLine === firstLine && scope.node === null)
      : undefined;
    return found === undefined ? [] : [found.name];
  });
  const broken = [...brokenScopes(source)].map((at) => scopes[at]?.name ?? '');
  return [...broken.sort(), ...dropped];
}

function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, MOST_TOLD).join(', ');
  const more = texts.length - MOST_TOLD;
  return more > 0 ? `${shown} and ${more} more` : shown;
}

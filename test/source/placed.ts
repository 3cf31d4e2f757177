import type { FunctionIndex } from '../../src/profile/function-keys.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { placeCalls } from '../../src/source/costs/place-calls.ts';
import { loadSourceReader } from '../../src/source/python-source.ts';
import { openSourceBook } from '../../src/source/source-book.ts';

const read = await loadSourceReader();

const NUMBERS = { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 };

/** A callee of the function: `file:line(name)`, or the name of a built-in. */
function keyOf(callee: string): readonly [string, number, string] {
  const [, file = '', line = '', name = ''] = /^(.+):(\d+)\((.+)\)$/s.exec(callee) ?? [];
  return name === '' ? ['~', 0, callee] : [file, Number(line), name];
}

export type OtherFiles = Readonly<Record<string, string>>;

/**
 * Where the calls of a function in `app.py` are laid: for each callee the numbers of the lines. `calls` may name more
 * edges of the profile, as caller and callee.
 */
export function placed(
  text: string,
  [line, name]: readonly [number, string],
  callees: readonly string[],
  more: { readonly files?: OtherFiles; readonly edges?: readonly (readonly [string, string])[] } = {},
): Readonly<Record<string, string>> {
  const caller = `app.py:${line}(${name})`;
  const edges = [...callees.map((callee) => [caller, callee] as const), ...(more.edges ?? [])];
  const { table, rows } = tableOf(edges);
  const files: OtherFiles = { 'app.py': text, ...more.files };
  const book = openSourceBook({
    table,
    read,
    places: { profileFolders: [], workingFolder: '', roots: [], maps: [] },
    files: { read: (path) => (files[path] === undefined ? undefined : Buffer.from(files[path])), under: () => [] },
  });
  const row = rows.get(caller) ?? -1;
  const found = book.sourceOf(row);
  if (found.kind !== 'found') throw new Error('app.py is there');
  const { calls } = placeCalls(book, row, found, found.fit.scopes.get(row)?.[0] ?? -1);
  const names = new Map([...rows].map(([key, at]) => [at, key]));
  return Object.fromEntries(calls.map(({ callee, lines }) => [names.get(callee), lines.join()]));
}

function tableOf(edges: readonly (readonly [string, string])[]) {
  const builder = new ProfileBuilder();
  const rows = new Map<string, FunctionIndex>();
  for (const key of new Set(edges.flat())) rows.set(key, builder.setRow(...keyOf(key), NUMBERS));
  for (const key of rows.keys()) {
    for (const [caller, callee] of edges) if (callee === key) builder.setEdge(...keyOf(caller), NUMBERS, false);
    builder.endEdges();
  }
  return { table: builder.finish('traced', []), rows };
}

import { type PatternNode, type PatternNodes, type SetItem, setOf } from './ast.ts';
import { uniqueItems } from './set.ts';

const COMPARED_BY_VALUE: readonly PatternNode['kind'][] = ['literal', 'any', 'set', 'anchor', 'reference'];

/**
 * Joins the choices of `a|b|c` as CPython's _parse_sub does: a common start moves out of the branch,
 * and single letters become a set. Both show: `(?i)\U00010400` finds U+10400, but
 * `(?i)\U00010400|x` does not, because CPython 3.11 handles capitals past U+FFFF badly in sets.
 */
export function joinChoices(choices: readonly PatternNodes[]): PatternNodes {
  const only = choices[0];
  if (only !== undefined && choices.length === 1) return only;
  const common = commonStart(choices);
  const rests = choices.map((choice) => choice.slice(common.length));
  const items = asSetItems(rests);
  if (items !== undefined) return [...common, setOf(items)];
  return [...common, { kind: 'branch', choices: rests }];
}

function commonStart(choices: readonly PatternNodes[]): PatternNodes {
  const first = choices[0] ?? [];
  const length = first.findIndex((node, i) => !choices.every((choice) => isSame(choice[i], node)));
  return length < 0 ? first : first.slice(0, length);
}

/** CPython compares nodes with content by identity, so such nodes are never a common start. */
function isSame(a: PatternNode | undefined, b: PatternNode): boolean {
  return a !== undefined && COMPARED_BY_VALUE.includes(a.kind) && JSON.stringify(a) === JSON.stringify(b);
}

function asSetItems(choices: readonly PatternNodes[]): readonly SetItem[] | undefined {
  const items = choices.map(choiceItems);
  return items.every((found) => found !== undefined) ? uniqueItems(items.flat()) : undefined;
}

function choiceItems(choice: PatternNodes): readonly SetItem[] | undefined {
  const node = choice[0];
  if (choice.length !== 1 || node === undefined) return undefined;
  if (node.kind === 'literal' && !node.negated) return [{ kind: 'literal', code: node.code }];
  return node.kind === 'set' && !node.negated ? node.items : undefined;
}

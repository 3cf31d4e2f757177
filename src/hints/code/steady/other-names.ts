import { dottedText } from '../../../source/dotted-text.ts';
import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type CodeNode, type FrameCode, groupBy, nodesOf } from '../module-code.ts';
import { bindingsOf, selfName } from '../names.ts';
import { rootOf } from './changed-itself.ts';

/** `weights` for `copy` after `copy = weights`, and the other way round: what changes the one changes the other. */
export function otherNamesOf(changed: readonly Expression[], frame: FrameCode): readonly Expression[] {
  const found: Expression[] = [];
  const seen = new Set(changed.map(rootOf));
  for (const name of seen) {
    for (const other of [...sourceOf(name, frame), ...(namesGiven(frame).get(name) ?? NO_NAMES)]) {
      const root = rootOf(other);
      if (found.length >= MOST_EACH * changed.length) return found;
      if (seen.has(root) || root === selfName(frame)) continue; // who changes which attribute is known by its name
      seen.add(root);
      found.push(other);
    }
  }
  return found;
}

/** More names of one list than a program has: asked for each loop, they would make the work grow with their square. */
const MOST_EACH = 10;

const NO_NAMES: readonly Expression[] = [];

/** `grid[0]` of `row` after `row = grid[0]`, or `grid` of `for row in grid`, where that is all it is ever bound to. */
function sourceOf(name: string, frame: FrameCode): readonly Expression[] {
  const [only, ...others] = bindingsOf(name, frame);
  const { kind, value = null } = only?.binding ?? {};
  if ((kind !== 'assignment' && kind !== 'loop') || value === null || others.length > 0) return NO_NAMES;
  const held = kind === 'loop' ? walkedBy(value) : [value];
  return held.filter((one) => PLACES.has(one.nodeType) && !isSlice(one));
}

/** `grid` of `enumerate(grid)` and of `grid.values()`. */
function walkedBy(value: Expression): readonly Expression[] {
  if (value.nodeType !== 'Call') return [value];
  if (WALKS.has(dottedText(value.func))) return value.args;
  return value.func.nodeType === 'Attribute' && VIEWS.has(value.func.attr) ? [value.func.value] : NO_NAMES;
}

const WALKS: ReadonlySet<string> = new Set(['enumerate', 'zip', 'reversed', 'sorted', 'list', 'iter']);

const VIEWS: ReadonlySet<string> = new Set(['values', 'items']);

const PLACES: ReadonlySet<string> = new Set(['Name', 'Attribute', 'Subscript']);

function isSlice(value: Expression): boolean {
  return value.nodeType === 'Subscript' && value.slice.nodeType === 'Slice';
}

/** By name: the names that are bound to it and to nothing else. */
const namesGiven = oncePer((frame: FrameCode) => {
  const plain = nodesOf(frame, 'Assign').flatMap(({ node }: CodeNode<NodeOf<'Assign'>>) => {
    const { value, targets } = node;
    if (value.nodeType !== 'Name') return [];
    return targets.flatMap((target) =>
      target.nodeType === 'Name' && bindingsOf(target.id, frame).length === 1 ? [{ target, of: value.id }] : [],
    );
  });
  const grouped = groupBy(plain, ({ of }) => [of]);
  return new Map([...grouped].map(([name, all]) => [name, all.map(({ target }) => target)]));
});

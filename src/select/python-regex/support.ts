import {
  changeFlags,
  FLAG,
  type Flags,
  type GroupNode,
  hasFlag,
  innerSequences,
  type LookNode,
  type PatternNode,
  type PatternNodes,
  type RepeatNode,
} from './ast.ts';
import { unsupported } from './source.ts';
import { type GroupWidths, widthOf } from './width.ts';

// No JavaScript string is that long (V8 stops at 2**29), and V8 would cut larger counts silently.
const MAX_COUNT = 2 ** 30;

type GroupNumbers = ReadonlySet<number>;

type Place = {
  readonly flags: Flags;
  readonly groups: GroupWidths;
  readonly referenced: GroupNumbers;
  /** Only the first way to match counts here, and what it took shows outside: `(?>...)`, `a++`. */
  readonly firstWayOnly: boolean;
  /** Inside a repeat whose last round may be empty. */
  readonly mayRepeatNothing: boolean;
};

/**
 * Throws on valid patterns that JavaScript would read in another way.
 *
 * - A group that took no part: its reference fails in Python and matches nothing in JavaScript.
 * - A repeat of something empty, `(?:|a)*`: Python takes one empty round and goes on, JavaScript takes
 *   back an empty round and tries the next way. The places where the repeat can end are the same, so
 *   this shows only where the order of the ways counts, or what a group took in the last round.
 */
export function checkSupported(nodes: PatternNodes, flags: Flags, groups: GroupWidths, referenced: GroupNumbers): void {
  checkFirstCategory(nodes, flags);
  const place = { flags, groups, referenced, firstWayOnly: false, mayRepeatNothing: false };
  checkSequence(nodes, place, new Set());
}

export function referencedGroups(nodes: PatternNodes): number[] {
  return nodes.flatMap((node) =>
    node.kind === 'reference' ? [node.group] : innerSequences(node).flatMap(referencedGroups),
  );
}

/**
 * CPython 3.11 compiles the set that it uses to skip to a first letter with the global flags, so
 * `re.search(r'(?a:\W)', '\xe9')` finds nothing although `re.match` does. Too odd to be copied.
 */
function checkFirstCategory(nodes: PatternNodes, globalFlags: Flags): void {
  let first = nodes[0];
  let flags = globalFlags;
  while (first?.kind === 'group') {
    flags = changeFlags(flags, first.flags);
    first = first.body[0];
  }
  const hasCategory = first?.kind === 'set' && first.items.some(({ kind }) => kind === 'category');
  if (hasCategory && hasFlag(flags, FLAG.a) !== hasFlag(globalFlags, FLAG.a)) {
    throw unsupported('\\w, \\d or \\s at the start of the pattern inside (?a:...) or (?u:...)');
  }
}

/** Takes the groups that have certainly matched before, returns those that have after. */
function checkSequence(nodes: PatternNodes, place: Place, before: GroupNumbers): GroupNumbers {
  return nodes.reduce((matched, node) => checkNode(node, place, matched), before);
}

function checkNode(node: PatternNode, place: Place, before: GroupNumbers): GroupNumbers {
  switch (node.kind) {
    case 'reference':
      checkReference(node.group, place, before);
      return before;
    case 'repeat':
      return checkRepeat(node, place, before);
    case 'group':
      return checkGroup(node, place, before);
    case 'atomic':
      return checkSequence(node.body, { ...place, firstWayOnly: true }, before);
    case 'look':
      return checkLook(node, place, before);
    case 'branch':
      return commonGroups(node.choices.map((choice) => checkSequence(choice, place, before)));
    default:
      return before;
  }
}

function checkReference(group: number, { flags }: Place, matched: GroupNumbers): void {
  if (hasFlag(flags, FLAG.i)) throw unsupported(`reference to group ${group} that ignores case`);
  if (!matched.has(group)) throw unsupported(`reference to group ${group}, which may not have matched,`);
}

function checkRepeat(node: RepeatNode, place: Place, before: GroupNumbers): GroupNumbers {
  checkCount(node.min);
  const isLoose = node.max > node.min && widthOf(node.body, place.groups).min === 0;
  const isPossessive = node.mode === 'possessive';
  if (isLoose && place.firstWayOnly && !isPossessive) {
    throw unsupported('repeat of something empty inside (?>...), a++ or a look-around with a referenced group');
  }
  const inner = {
    ...place,
    firstWayOnly: place.firstWayOnly || isPossessive,
    mayRepeatNothing: place.mayRepeatNothing || isLoose,
  };
  const after = checkSequence(node.body, inner, before);
  return node.min > 0 ? after : before;
}

function checkCount(count: number): void {
  if (count > MAX_COUNT) throw unsupported(`count over ${MAX_COUNT}`);
}

function checkGroup({ index, flags, body }: GroupNode, place: Place, before: GroupNumbers): GroupNumbers {
  const after = checkSequence(body, { ...place, flags: changeFlags(place.flags, flags) }, before);
  if (index === undefined || !place.referenced.has(index)) return after;
  if (place.mayRepeatNothing) throw unsupported(`reference to group ${index} inside a repeat of something empty`);
  return new Set([...after, index]);
}

function checkLook({ behind, negated, body }: LookNode, place: Place, before: GroupNumbers): GroupNumbers {
  if (behind) checkCount(widthOf(body, place.groups).min);
  const firstWayOnly = !negated && holdsReferenced(body, place.referenced);
  const after = checkSequence(body, { ...place, firstWayOnly }, before);
  return negated ? before : after;
}

function commonGroups([first = new Set(), ...others]: readonly GroupNumbers[]): GroupNumbers {
  return new Set([...first].filter((group) => others.every((after) => after.has(group))));
}

function holdsReferenced(nodes: PatternNodes, referenced: GroupNumbers): boolean {
  return nodes.some(
    (node) =>
      (node.kind === 'group' && node.index !== undefined && referenced.has(node.index)) ||
      innerSequences(node).some((child) => holdsReferenced(child, referenced)),
  );
}

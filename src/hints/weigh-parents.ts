import type { ProfileTable } from '../profile/profile-table.ts';
import { oncePer } from '../text/lazily.ts';
import { writeCount } from './amounts.ts';
import { parentSearchAt } from './code/loops/parent-search.ts';
import type { FrameCode } from './code/module-code.ts';
import { shortText } from './code/source-text.ts';
import { callsNamed } from './code/steady/invariance.ts';
import { canonicalName } from './evidence/callee-names.ts';
import { type FrameEvidence, sumCallsTo } from './evidence/frame-evidence.ts';
import { passesOf } from './evidence/passes.ts';
import { SHARES } from './level-of-share.ts';
import { refused, type Site, type Verdict } from './rule.ts';
import { atMostLikely, atMostPossible, weighEdge } from './weigh.ts';

export const PARENT = 'parent';

const CHILDREN = 'ast.iter_child_nodes';

const FIX =
  'Keep a dict of parents, made in one pass over the nodes of the tree: parents.setdefault(child, parent) for each child of each. Ask it with get; make it anew where the tree is set or changes.';

/** Where the parent of a node is looked for among all nodes of its tree. */
export function parentSites(frame: FrameCode): readonly Site[] {
  return callsNamed(frame, new Set([CHILDREN])).flatMap((call) => {
    const code = parentSearchAt(call, frame);
    return code === undefined
      ? []
      : [{ code, subject: shortText(call.node, frame), variant: PARENT, fix: { text: FIX } }];
  });
}

/** To fill the dict takes as long as two or three searches. */
const SEARCHES_OF_TREE = 10;

/** And, measured, up to that part of what the parser took for the tree, whose time tells how large it is. */
const OF_PARSING = 1.6;

/** The calls of `ast` that a search makes are counted; where they take hardly longer than the dict, nothing is said. */
export function weighParents(site: Site, evidence: FrameEvidence): Verdict {
  const [around] = site.code.loops;
  const searches = around === undefined ? evidence.ncalls : (passesOf(around, evidence)?.least ?? Number.NaN);
  const { trees, seconds, isChanging } = treesOf(evidence.table);
  if (searches < SEARCHES_OF_TREE * trees)
    return refused(`${writeCount(searches)} searches in ${writeCount(trees)} trees: a dict for each would take longer`);
  const callees = [CHILDREN, 'ast.walk'];
  if (sumCallsTo(evidence, callees).cumtime < 2 * OF_PARSING * seconds)
    return refused('the searches take hardly longer than a dict of all nodes would');
  const found = weighEdge(site, evidence, {
    callees,
    called: 'ast.iter_child_nodes and ast.walk',
    time: 'whole',
    leastCalls: 1000,
    leastShare: SHARES.told,
    gain: null,
    leastSaving: ({ cumtime }) => cumtime - OF_PARSING * seconds,
    whatRemains: 'all but one pass over each tree, and a look-up for each search',
  });
  return trees === 0 || isChanging || Number.isNaN(searches) ? atMostPossible(found) : atMostLikely(found);
}

/** What the program has parsed, and whether it put nodes into a tree or copied one. */
const treesOf = oncePer((table: ProfileTable) => {
  const rows = Array.from({ length: table.length }, (_, row) => ({ row, name: canonicalName(table, row).full }));
  const parsed = rows.filter(({ name }) => name === 'ast.parse').map(({ row }) => row);
  return {
    trees: parsed.reduce((sum, row) => sum + (table.ncalls.values[row] ?? 0), 0),
    seconds: parsed.reduce((sum, row) => sum + (table.cumtime[row] ?? 0), 0),
    isChanging: rows.some(({ name }) => CHANGING.has(name)),
  };
});

const CHANGING: ReadonlySet<string> = new Set(
  'copy.deepcopy ast.copy_location ast.fix_missing_locations ast.increment_lineno'.split(' '),
);

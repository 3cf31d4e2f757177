import type { SyntaxNode } from '../../source/syntax.ts';
import { durationText, writeCount, writePercent } from '../amounts.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
import { savingOfCallsTo } from '../expected-saving.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { edgeFinding, goneByGain, isRepeated, shareOfTotal } from '../weigh.ts';

/** What takes a path apart or puts it together, and asks the system for nothing. */
const CALLEES: readonly string[] = (
  '__new__ __init__ __truediv__ __rtruediv__ joinpath with_suffix with_name with_stem relative_to name stem suffix suffixes ' +
  'parent parts __str__ __fspath__ as_posix is_absolute _from_parsed_string _from_parts _from_parsed_parts parents __eq__ __hash__ __lt__'
)
  .split(' ')
  .map((name) => `pathlib.${name}`)
  .concat('_collections_abc.__contains__'); // of `.parents`

const MAKING: ReadonlySet<string> = new Set([
  'pathlib.Path',
  'pathlib.PurePath',
  'pathlib.PurePosixPath',
  'pathlib.PosixPath',
]);

const PARTS: ReadonlySet<string> = new Set(
  'name stem suffix suffixes parent parents parts joinpath with_suffix with_name with_stem relative_to'.split(' '),
);

/**
 * Paths as objects, for each of very many names
 *
 * ## What it finds
 *
 * `Path(name).suffix`, `folder / name` and the like in a loop, or in a function that is called in one, where taking paths apart
 * and putting them together takes a good part of the time.
 *
 * ## Why it costs
 *
 * pathlib is written in Python: each path is an object that parses its text, and each step makes another. `os.path` does
 * the same on texts.
 *
 * ## Example
 *
 *     for name in names:
 *         if Path(name).suffix in WANTED:
 *
 * ## Instead
 *
 *     for name in names:
 *         if os.path.splitext(name)[1] in WANTED:
 *
 * `os.path.join(folder, name)` for `folder / name`, `os.path.basename(name)` for `.name`. Or make each path once and keep it.
 *
 * ## When it does not matter
 *
 * Next to any access to files, which takes longer. os.path takes a text as it is: `a//b` and `a/./b` stay what they are.
 */
export const pathlibParts: HintRule = {
  id: 'pathlib-parts',
  title: 'paths as objects, for each of very many names',
  article: 'beyond',
  priority: 3,
  fix: 'Use os.path on the texts in this loop, or make each path once and keep it.',
  callees: CALLEES,
  match: (frame) => siteOf(frame),
  weigh,
};

/** One place for a function: the profile tells the calls, not from which of its steps they came. */
function siteOf(frame: FrameCode): readonly Site[] {
  if (!knowsPathlib(frame)) return []; // `.name` and `.parent` are attributes of much else
  const makes = nodesOf(frame, 'Call').filter(({ node }) => MAKING.has(calledName(node, frame)));
  const asks = nodesOf(frame, 'Attribute').filter(({ node }) => PARTS.has(node.attr));
  const joins = nodesOf(frame, 'BinOp').filter(({ node }) => node.op.nodeType === 'Div');
  const all: readonly CodeNode<SyntaxNode>[] = [...makes, ...asks, ...joins];
  const best = all.find(({ loops }) => loops.length > 0) ?? all[0];
  return best === undefined ? [] : [{ code: best, subject: shortText(best.node, frame) }];
}

/** Whether the file imports pathlib, or something of it. */
function knowsPathlib({ module: { frames } }: FrameCode): boolean {
  return frames.some(
    (frame) =>
      nodesOf(frame, 'ImportFrom').some(({ node }) => node.module === 'pathlib') ||
      nodesOf(frame, 'Import').some(({ node }) => node.names.some(({ name }) => name === 'pathlib')),
  );
}

const LEAST_CALLS = 1000;
const LEAST_SHARE = 0.05;

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  if (!isRepeated(site.code, evidence)) return refused('it is in no loop, and its function is not called in one');
  const calls = sumCallsTo(evidence, CALLEES);
  if (calls.ncalls < LEAST_CALLS) return refused(`only ${writeCount(calls.ncalls)} calls of pathlib from here`);
  const share = shareOfTotal(calls.cumtime, evidence);
  if (share < LEAST_SHARE) return refused(`paths as objects are ${writePercent(share)} of the profile`);
  const of = `${durationText(calls.cumtime)} of ${durationText(evidence.total)}`;
  const text = `${writeCount(calls.ncalls)} calls of pathlib from ${evidence.code.scope.qualname}, without those that ask the system: ${of}`;
  const basis = 'what os.path takes for the same on texts is left';
  const saving = savingOfCallsTo(CALLEES, goneByGain('pathlib-parts'), basis, evidence);
  return edgeFinding('confirmed', calls.cumtime, evidence, [{ kind: 'edge', text }], saving);
}

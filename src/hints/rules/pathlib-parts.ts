import type { SyntaxNode } from '../../source/syntax.ts';
import { knowsPathlib } from '../code/knows-pathlib.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import type { HintRule, Site } from '../rule.ts';
import { weighAllCalls } from '../weigh-all-calls.ts';

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
 * Path objects made for each of very many names
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
  title: 'Path objects made for each of very many names',
  article: 'beyond',
  priority: 3,
  fix: 'Use os.path on the texts in this loop, or make each path once and keep it.',
  callees: CALLEES,
  time: 'callees',
  match: (frame) => siteOf(frame),
  weigh: (site, evidence) =>
    weighAllCalls(site, evidence, {
      callees: CALLEES,
      leastCalls: 1000,
      gain: 'pathlib-parts',
      basis: 'what os.path takes for the same on texts is left',
      words: {
        few: 'calls of pathlib',
        share: 'paths as objects',
        line: (from) => `calls of pathlib from ${from}, without those that ask the system`,
      },
    }),
};

/** One place for a function: the profile tells the calls, not from which of its steps they came. */
function siteOf(frame: FrameCode): readonly Site[] {
  if (!knowsPathlib(frame.module)) return []; // `.name` and `.parent` are attributes of much else
  const makes = nodesOf(frame, 'Call').filter(({ node }) => MAKING.has(calledName(node, frame)));
  const asks = nodesOf(frame, 'Attribute').filter(({ node }) => PARTS.has(node.attr));
  const joins = nodesOf(frame, 'BinOp').filter(({ node }) => node.op.nodeType === 'Div');
  const all: readonly CodeNode<SyntaxNode>[] = [...makes, ...asks, ...joins];
  const best = all.find(({ loops }) => loops.length > 0) ?? all[0];
  return best === undefined ? [] : [{ code: best, subject: shortText(best.node, frame) }];
}

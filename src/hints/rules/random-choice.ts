import type { Expression, NodeOf } from '../../source/syntax.ts';
import { type AppendingLoop, appendingLoops } from '../code/loops/appending-loops.ts';
import { type CodeNode, codeAt, type FrameCode, nodesOf } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { givenText, operandText, shortText, sourceText } from '../code/source-text.ts';
import { isInvariantIn } from '../code/steady/invariance.ts';
import { lengthOf } from '../code/values/static-length.ts';
import { SHARES } from '../level-of-share.ts';
import type { Fix, HintRule, Site } from '../rule.ts';
import { weighEdge } from '../weigh.ts';

/**
 * random.choice() for each of many draws
 *
 * ## What it finds
 *
 * `[random.choice(values) for _ in range(n)]`, in a list, a generator or a loop that appends (`while len(rolls) < n` too), and the same with `randint(a, b)` or `randrange(n)`, also of a `random.Random`.
 *
 * ## Why it costs
 *
 * Each `choice` calls `_randbelow`, which calls `getrandbits` until the number fits: three calls and more a draw, all but the
 * last in Python. `choices` draws by one `random()` each, in a comprehension of its own.
 *
 * ## Example
 *
 *     rolls = [random.choice(faces) for _ in range(count)]
 *
 * ## Instead
 *
 *     rolls = random.choices(faces, k=count)
 *
 * For whole numbers `random.choices(range(1, 7), k=count)`.
 *
 * ## When it does not matter
 *
 * For some thousand draws, and where they only make the data of a test: below half of the time it is a matter for
 * `--level possible`. With a seed other values come than before; and `choices` is not meant for ranges beyond 2**53.
 */
export const randomChoice: HintRule = {
  id: 'random-choice',
  title: 'random.choice() for each of many draws',
  article: 'built-ins',
  priority: 3,
  fix: 'Let random.choices draw them all (with a seed, other values come).',
  callees: ['random.choice', 'random.randint', 'random.randrange'],
  time: 'callees',
  match: (frame) => [
    ...nodesOf(frame, 'ListComp').flatMap((code) => siteOf(code, frame) ?? []),
    ...nodesOf(frame, 'GeneratorExp').flatMap((code) => siteOf(code, frame) ?? []),
    ...appendingLoops(frame).flatMap((loop) => siteOfLoop(loop, frame) ?? []),
    ...nodesOf(frame, 'While').flatMap((code) => siteOfWhile(code, frame) ?? []),
  ],
  weigh: (site, evidence) => {
    const verdict = weighEdge(site, evidence, {
      callees: [`random.${site.variant ?? 'choice'}`],
      called: `random.${site.variant ?? 'choice'}`,
      time: 'whole',
      leastCalls: 1000,
      leastShare: SHARES.told,
      gain: `random-choice/${site.variant ?? 'choice'}`,
    });
    // what draws its test data is no slow program: the draws must be its main work
    return verdict.verdict === 'reported' && verdict.share < MAIN_WORK ? { ...verdict, level: 'possible' } : verdict;
  },
};

const MAIN_WORK = 0.5;

const DRAWS: ReadonlySet<string> = new Set(['choice', 'randint', 'randrange']);

/** `for _ in range(n): rolls.append(random.choice(faces))` */
function siteOfLoop({ code, call, item, condition }: AppendingLoop, frame: FrameCode): Site | undefined {
  const drawn = item.nodeType === 'Call' ? drawOf(item, frame) : undefined;
  if (item.nodeType !== 'Call' || drawn === undefined || condition !== null) return undefined;
  const isPlain = item.keywords.length === 0 && item.args.every((given) => isInvariantIn(given, code.node, frame));
  return isPlain ? { code: codeAt(item, frame) ?? code, subject: shortText(call, frame), variant: drawn } : undefined;
}

/** `while len(rolls) < n: rolls.append(random.choice(faces))` */
function siteOfWhile(code: CodeNode<NodeOf<'While'>>, frame: FrameCode): Site | undefined {
  const [step, ...others] = code.node.body;
  const call = step?.nodeType === 'Expr' && step.value.nodeType === 'Call' ? step.value : undefined;
  const [item, ...more] = call?.args ?? [];
  const isAppend = call?.func.nodeType === 'Attribute' && call.func.attr === 'append' && more.length === 0;
  if (!isAppend || item?.nodeType !== 'Call' || others.length > 0) return undefined;
  const drawn = drawOf(item, frame);
  const isPlain = item.keywords.length === 0 && item.args.every((given) => isInvariantIn(given, code.node, frame));
  if (drawn === undefined || !isPlain) return undefined;
  return { code: codeAt(item, frame) ?? code, subject: shortText(call ?? item, frame), variant: drawn };
}

/** A word of six letters is not drawn faster by one call. */
const FEW = 20;

function siteOf(code: CodeNode<NodeOf<'ListComp' | 'GeneratorExp'>>, frame: FrameCode): Site | undefined {
  const { elt, generators } = code.node;
  const [clause, ...others] = generators;
  if (elt.nodeType !== 'Call' || clause === undefined || others.length > 0 || clause.ifs.length > 0) return undefined;
  const drawn = drawOf(elt, frame);
  const count = lengthOf(clause.iter, frame);
  if (count !== undefined && count < FEW) return undefined;
  const isPlain = elt.keywords.length === 0 && elt.args.every((given) => isInvariantIn(given, code.node, frame));
  if (drawn === undefined || !isPlain) return undefined;
  const call = codeAt(elt, frame) ?? code;
  const fix = code.node.nodeType === 'ListComp' ? fixOf(code.node, elt, drawn, clause.iter, frame) : undefined;
  return { code: call, subject: shortText(code.node, frame), variant: drawn, ...(fix === undefined ? {} : { fix }) };
}

/** `random.choice`, or `choice` of something that a name such as `rng` stands for: the edge in the profile decides. */
function drawOf(call: NodeOf<'Call'>, frame: FrameCode): string | undefined {
  const name = calledName(call, frame);
  const bare = name.slice(name.lastIndexOf('.') + 1);
  // `secrets.choice` ends in `random.choice` too, and there is no `secrets.choices`
  return DRAWS.has(bare) && (name === `random.${bare}` || name === `.${bare}`) ? bare : undefined;
}

function fixOf(
  list: NodeOf<'ListComp'>,
  { func, args }: NodeOf<'Call'>,
  drawn: string,
  iter: Expression,
  frame: FrameCode,
): Fix | undefined {
  if (func.nodeType !== 'Attribute' || iter.nodeType !== 'Call' || iter.args.length !== 1) return undefined;
  const [count] = iter.args;
  if (calledName(iter, frame) !== 'range' || count === undefined) return undefined;
  const values = drawnFrom(drawn, args, frame);
  if (values === undefined) return undefined;
  const after = `${sourceText(func.value, frame)}.choices(${values}, k=${givenText(count, frame)})`;
  return { text: 'One call draws them all (with a seed, other values come).', before: sourceText(list, frame), after };
}

function drawnFrom(drawn: string, args: readonly Expression[], frame: FrameCode): string | undefined {
  const texts = args.map((given) => givenText(given, frame));
  const [, last] = args;
  if (drawn === 'randint') {
    return texts.length === 2 && last !== undefined ? `range(${texts[0]}, ${operandText(last, frame)} + 1)` : undefined;
  }
  return drawn === 'randrange' ? `range(${texts.join(', ')})` : texts[0];
}

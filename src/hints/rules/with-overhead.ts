import { isFunctionNode, type NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { type CodeNode, codeAt, type FrameCode, type ModuleCode, nodesOf } from '../code/module-code.ts';
import { bareName, calledName, fullName } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { SHARES } from '../level-of-share.ts';
import { type HintRule, refused, type Site } from '../rule.ts';
import { isRepeated, NOT_REPEATED, weighEdge } from '../weigh.ts';

const CALLEES = ['contextlib.__init__', 'contextlib.__enter__', 'contextlib.__exit__', 'contextlib.helper'];

/** Classes of contextlib that do nothing which the function could not do itself. */
const CLASSES: ReadonlySet<string> = new Set(
  ['suppress', 'nullcontext', 'ExitStack', 'closing'].map((name) => `contextlib.${name}`),
);

/**
 * A context manager of contextlib in a hot loop
 *
 * ## What it finds
 *
 * `with suppress(KeyError):` (`nullcontext`, `ExitStack`, `closing`), and `with` a function that `contextlib.contextmanager` decorates, entered very often, where
 * entering and leaving takes a good part of the time.
 *
 * ## Why it costs
 *
 * Both are written in Python: three calls each time, and a generator for the decorated function. A `try` costs nothing since
 * Python 3.11 as long as nothing is raised.
 *
 * ## Example
 *
 *     for key in keys:
 *         with suppress(KeyError):
 *             total += prices[key]
 *
 * ## Instead
 *
 *     for key in keys:
 *         try:
 *             total += prices[key]
 *         except KeyError:
 *             pass
 *
 * or `prices.get(key, 0)`. For a function of one's own: enter it once around the loop, or write a class with `__enter__` and
 * `__exit__`.
 *
 * ## When it does not matter
 *
 * Next to any access to files or a network.
 */
export const withOverhead: HintRule = {
  id: 'with-overhead',
  title: 'a context manager of contextlib in a hot loop',
  article: 'beyond',
  priority: 3,
  fix: 'Write try and except, or enter it once around the loop.',
  callees: CALLEES,
  time: 'callees',
  match: (frame) => nodesOf(frame, 'WithItem').flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) => {
    if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
    const isFunction = site.variant === 'function';
    const verdict = weighEdge(site, evidence, {
      callees: CALLEES,
      called: 'contextlib',
      time: isFunction ? 'own' : 'whole', // what the generator does stays
      leastCalls: 1000,
      gain: site.variant === 'suppress' ? 'with-overhead/suppress' : null,
    });
    return verdict.verdict === 'refused' || verdict.share >= SHARES.least
      ? verdict
      : refused('it takes little of the time');
  },
};

function siteOf(code: CodeNode<NodeOf<'WithItem'>>, frame: FrameCode): Site | undefined {
  const { context_expr: entered } = code.node;
  // `with lock or nullcontext():`
  const given = entered.nodeType === 'BoolOp' ? entered.values.at(-1) : entered;
  if (given?.nodeType !== 'Call') return undefined;
  const call = codeAt(given, frame) ?? code;
  const subject = `with ${shortText(given, frame)}`;
  const name = calledName(given, frame);
  if (CLASSES.has(name)) return { code: call, subject, variant: name.slice('contextlib.'.length) };
  return managersIn(frame.module).has(bareName(given, frame))
    ? { code: call, subject, variant: 'function' }
    : undefined;
}

const managersIn = oncePer(({ frames }: ModuleCode): ReadonlySet<string> => {
  const managers = frames.filter(
    ({ node, parent }) =>
      isFunctionNode(node) &&
      parent !== null &&
      node.decorator_list.some((one) => fullName(one, parent) === 'contextlib.contextmanager'),
  );
  return new Set(managers.map(({ scope }) => scope.name));
});

import type { NodeOf } from '../../source/syntax.ts';
import { callsNamed, isSameInEveryCall, loopThatRepeats } from '../code/invariance.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import type { HintRule, Site } from '../rule.ts';
import { isRepeated, NOT_REPEATED, weighEdge } from '../weigh.ts';

/** Functions that give the same for the same argument, and take long for it: all written in Python. */
const NAMES: ReadonlySet<string> = new Set(
  `inspect.signature inspect.getsource inspect.getfullargspec inspect.getmembers typing.get_type_hints dataclasses.fields
  shlex.split textwrap.dedent textwrap.wrap textwrap.fill importlib.import_module ast.parse ast.literal_eval
  urllib.parse.urlparse urllib.parse.urlsplit fnmatch.translate`.split(/\s+/),
);

/**
 * A dear call with the same argument each time
 *
 * ## What it finds
 *
 * `inspect.signature(f)`, `typing.get_type_hints(C)`, `textwrap.dedent(TEXT)`, `urllib.parse.urlsplit(URL)` and their kin in
 * a loop, or in a function that is called in one (a decorator's wrapper above all), where the argument is the same each time.
 *
 * ## Why it costs
 *
 * They are written in Python and make many objects: a signature takes some ten microseconds, each time the same.
 *
 * ## Example
 *
 *     def checked(function):
 *         def wrapper(*args):
 *             bound = inspect.signature(function).bind(*args)
 *             return function(*bound.args)
 *         return wrapper
 *
 * ## Instead
 *
 *     def checked(function):
 *         signature = inspect.signature(function)
 *         def wrapper(*args):
 *             bound = signature.bind(*args)
 *             return function(*bound.args)
 *         return wrapper
 *
 * ## When it does not matter
 *
 * For some hundred calls.
 */
export const hoistCall: HintRule = {
  id: 'hoist-call',
  title: 'a dear call with the same argument each time',
  article: 'evaluations-outside-loop',
  priority: 2,
  fix: 'Do it once, outside of the loop or of the function, and use the result.',
  callees: [...NAMES],
  match: (frame) => callsNamed(frame, NAMES).flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) => {
    if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
    const called = site.variant ?? '';
    return weighEdge(site, evidence, {
      callees: [called],
      called,
      time: 'whole',
      leastCalls: 50,
      gain: null,
      leastSaving: ({ cumtime }) => cumtime / 2,
      whatRemains: 'all but one of the calls can go, if the argument is the same each time',
    });
  },
};

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const { args, keywords } = code.node;
  const given = [...args, ...keywords.map(({ value }) => value)];
  const isInLoop = given.every((value) => loopThatRepeats(value, code) !== undefined);
  if (given.length === 0 || !(isInLoop || given.every((value) => isSameInEveryCall(value, frame)))) return undefined;
  return { code, subject: shortText(code.node, frame), variant: calledName(code.node, frame) };
}

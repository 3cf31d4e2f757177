import type { Expression, NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { calledName, fullName, resolve } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import type { HintRule, Site } from '../rule.ts';
import { isRepeated, NOT_REPEATED, weighEdge } from '../weigh.ts';

/** `os.environ[key]`; `os.environ.get` is Mapping's, which calls it. */
const CALLEES = ['os.__getitem__', '_collections_abc.get', '_collections_abc.__contains__', 'os.getenv'];

/**
 * Environment variables looked up each time
 *
 * ## What it finds
 *
 * `os.environ['NAME']`, `os.environ.get('NAME')`, `'NAME' in os.environ` and `os.getenv('NAME')` in a loop, or in a function
 * that is called in one.
 *
 * ## Why it costs
 *
 * `os.environ` is no dict: each look-up is several calls in Python, which encode the name and decode the value.
 *
 * ## Example
 *
 *     for row in rows:
 *         if os.environ.get('VERBOSE'):
 *
 * ## Instead
 *
 *     verbose = os.environ.get('VERBOSE')
 *     for row in rows:
 *         if verbose:
 *
 * ## When it does not matter
 *
 * For some hundred look-ups. What is kept does not see a change of the environment while the program runs.
 */
export const environLoop: HintRule = {
  id: 'environ-loop',
  title: 'environment variables looked up each time',
  article: 'evaluations-outside-loop',
  priority: 3,
  fix: 'Read the variable once, and keep its value.',
  callees: CALLEES,
  time: 'callees',
  match: (frame) => [
    ...nodesOf(frame, 'Subscript').flatMap((code) => (isAsked(code.node, frame) ? [siteOf(code, frame)] : [])),
    ...nodesOf(frame, 'Call').flatMap((code) => (isGet(code.node, frame) ? [siteOf(code, frame)] : [])),
    ...nodesOf(frame, 'Compare').flatMap((code) => (isSought(code.node, frame) ? [siteOf(code, frame)] : [])),
  ],
  weigh: (site, evidence) => {
    if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
    return weighEdge(site, evidence, {
      callees: CALLEES,
      called: 'os.environ',
      time: 'whole',
      leastCalls: 100,
      gain: 'environ-loop',
    });
  },
};

function siteOf(code: CodeNode<SyntaxNode>, frame: FrameCode): Site {
  return { code, subject: shortText(code.node, frame) };
}

function isAsked({ value, ctx }: NodeOf<'Subscript'>, frame: FrameCode): boolean {
  return ctx.nodeType === 'Load' && isEnvironment(value, frame);
}

function isGet(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  const name = calledName(call, frame);
  if (name === 'os.getenv' || name === 'os.environ.get') return true;
  return call.func.nodeType === 'Attribute' && call.func.attr === 'get' && isEnvironment(call.func.value, frame);
}

/** `'NAME' in os.environ` */
function isSought({ ops, comparators }: NodeOf<'Compare'>, frame: FrameCode): boolean {
  const [sought] = comparators;
  return ops[0]?.nodeType === 'In' && sought !== undefined && isEnvironment(sought, frame);
}

/** `os.environ`, and a name that is bound to it once. */
function isEnvironment(value: Expression, frame: FrameCode): boolean {
  if (fullName(value, frame) === 'os.environ') return true;
  const [only, ...others] = value.nodeType === 'Name' ? resolve(value.id, frame) : [];
  const bound = only?.binding.value;
  return bound != null && others.length === 0 && only !== undefined && fullName(bound, only.frame) === 'os.environ';
}

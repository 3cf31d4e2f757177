import { type Expression, givenValues, type NodeOf } from '../../source/syntax.ts';
import { type CodeNode, type FrameCode, type LoopNode, nodesInLoop, nodesOf } from '../code/module-code.ts';
import { calledName, fullName, methodCalled, resolve } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { CHANGING } from '../code/steady/changing-methods.ts';
import type { Drift } from '../code/steady/drift.ts';
import { runsBetween } from '../code/steady/repeated-code.ts';
import { constantText } from '../code/values/constant-text.ts';
import { fixAtModule, fixBeforeLoop } from '../fix-kept.ts';
import { doubtedWhereOthersRun } from '../others-between.ts';
import { type Fix, type HintRule, refused, type Site } from '../rule.ts';
import { atMostPossible, isRepeated, NOT_REPEATED, weighEdge } from '../weigh.ts';

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
 * For some hundred look-ups. A value that is kept does not follow later changes of the environment: where the loop, or what it
 * calls in the file, sets the variable, there is no hint. Where it calls something of another module that may do so, such as
 * `load_dotenv()`, or waits at a `yield`, it is possible at most.
 */
export const environLoop: HintRule = {
  id: 'environ-loop',
  title: 'environment variables looked up each time',
  article: 'evaluations-outside-loop',
  priority: 3,
  fix: 'Read the variable once, and keep its value (what sets it later is then not seen).',
  callees: CALLEES,
  time: 'callees',
  match: (frame) => [
    ...nodesOf(frame, 'Subscript').flatMap((code) => (isAsked(code.node, frame) ? [siteOf(code, frame)] : [])),
    ...nodesOf(frame, 'Call').flatMap((code) => (isGet(code.node, frame) ? [siteOf(code, frame)] : [])),
    ...nodesOf(frame, 'Compare').flatMap((code) => (isSought(code.node, frame) ? [siteOf(code, frame)] : [])),
  ],
  weigh: doubtedWhereOthersRun((site, evidence) => {
    if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
    const change = changeBetween(site.code);
    if (change === 'changed') return refused('the program sets it between two look-ups');
    const found = weighEdge(site, evidence, {
      callees: CALLEES,
      called: 'os.environ',
      time: 'whole',
      leastCalls: 100,
      gain: 'environ-loop',
    });
    return change === 'unseen' ? atMostPossible(found) : found;
  }),
};

function siteOf(code: CodeNode<Expression>, frame: FrameCode): Site {
  return { code, subject: shortText(code.node, frame), fix: fixOf(code, frame) };
}

const TEXT = 'Read the variable once, and keep its value (what sets it later is then not seen).';

/** Before the loop; as the module is loaded only what nothing in the file sets, and what raises no error there. */
function fixOf(code: CodeNode<Expression>, frame: FrameCode): Fix {
  const { node, loops } = code;
  const of = [keyOf(code), node.nodeType === 'Call' ? node.args[1] : undefined].flatMap((one) => one ?? []);
  const isSteadyIn = (loop: LoopNode): boolean =>
    nodesInLoop(loop, frame).every((one) => keysSet(one).length === 0 && !maySet(one));
  if (loops.length > 0)
    return fixBeforeLoop({ text: TEXT, of, isSteadyIn, called: nameOf(code).toLowerCase(), isNamed: true }, code);
  const isSet = frame.module.frames.some(({ nodes }) => nodes.some((one) => keysSet(one).length > 0 || maySet(one)));
  const isLasting = node.nodeType !== 'Subscript' && of.every(({ nodeType }) => nodeType === 'Constant');
  return isSet || !isLasting ? { text: TEXT } : fixAtModule(AT_LOAD, nameOf(code), code);
}

/** `VERBOSE` of `os.environ.get('VERBOSE')` */
function nameOf(code: CodeNode): string {
  const key = keyOf(code);
  return (key === undefined ? undefined : constantText(key, code.frame))?.replace(/\W+/g, '_') ?? 'setting';
}

const AT_LOAD =
  'Read the variable once, as the module is loaded, and keep its value (what sets it later is then not seen).';

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

/** Whether the loop, or what it calls, sets the variable: one of which the name is not told may be it. */
function changeBetween(code: CodeNode): Drift {
  const asked = keyOf(code);
  const { nodes } = runsBetween(code);
  const isSet = nodes.some((one) =>
    keysSet(one).some((set) => {
      const [key, other] = [asked, set].map(
        (each) => each && constantText(each, each === set ? one.frame : code.frame),
      );
      return key === undefined || other === undefined || key === other;
    }),
  );
  return isSet ? 'changed' : nodes.some(maySet) ? 'unseen' : 'none';
}

/** Who is given the environment, and functions of other modules that are called for their effect alone: `load_dotenv()`. */
function maySet({ node, frame, parent }: CodeNode): boolean {
  if (node.nodeType !== 'Call') return false;
  const name = calledName(node, frame);
  const given = givenValues(node);
  if (given.some((one) => isEnvironment(one, frame))) return !READING.test(name);
  const isOfModule = node.func.nodeType === 'Name' || !name.startsWith('.');
  const isForEffect = parent?.node.nodeType === 'Expr' && node.args.every(({ nodeType }) => nodeType === 'Constant');
  const isOther = isOfModule && name.includes('.') && !name.startsWith('def:');
  return /^os\.(un|put|reload_)env/.test(name) || (isForEffect && isOther && !KNOWN.test(name));
}

const READING = /^(subprocess\.|copy\.|(dict|len|sorted|list|print)$)/;

/** Modules that set no variables. */
const KNOWN = /^(time|sys|gc|logging|random|os|json)\./;

function keyOf({ node }: CodeNode): Expression | undefined {
  if (node.nodeType === 'Subscript') return node.slice;
  return node.nodeType === 'Compare' ? node.left : node.nodeType === 'Call' ? node.args[0] : undefined;
}

/** The names of the variables that a node sets or deletes; the node itself where it does not tell. */
function keysSet({ node, frame, parent }: CodeNode): readonly Expression[] {
  if (node.nodeType === 'AugAssign') return isEnvironment(node.target, frame) ? keysIn(node.value) : [];
  if (node.nodeType === 'Attribute') {
    const isBound = node.ctx.nodeType !== 'Load' && parent?.node.nodeType !== 'AugAssign';
    return isBound && isEnvironment(node, frame) ? [node] : [];
  }
  if (node.nodeType === 'Subscript') {
    return node.ctx.nodeType !== 'Load' && isEnvironment(node.value, frame) ? [node.slice] : [];
  }
  if (node.nodeType !== 'Call') return [];
  const method = methodCalled(node, frame);
  const isChange = method !== undefined && CHANGING.has(method.name) && isEnvironment(method.receiver, method.frame);
  if (!isChange) return [];
  const [first = node] = node.args;
  return method.name === 'update' ? [node] : [first];
}

function keysIn(value: Expression): readonly Expression[] {
  if (value.nodeType !== 'Dict') return [value];
  return value.keys.map((key) => key ?? value);
}

/** `os.environ`, and a name that is bound to it once. */
function isEnvironment(value: Expression, frame: FrameCode): boolean {
  if (fullName(value, frame) === 'os.environ') return true;
  const [only, ...others] = value.nodeType === 'Name' ? resolve(value.id, frame) : [];
  const bound = only?.binding.value;
  return bound != null && others.length === 0 && only !== undefined && fullName(bound, only.frame) === 'os.environ';
}

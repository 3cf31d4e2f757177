import { type Expression, lineOf, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { isConstant } from '../code/loops/consumption.ts';
import { type CodeNode, codeAt, type FrameCode, nodesInLoop, nodesOf } from '../code/module-code.ts';
import { calledName, methodCalled } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { kindOf } from '../code/values/value-kind.ts';
import { type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
import type { HintRule, Site, Verdict } from '../rule.ts';
import { weighOwnLoop } from '../weigh-own-loop.ts';

/** What is asked of a single character, under the names of a profile. */
const CALLEES = [
  ...'isalnum isalpha isdigit isspace isupper islower isnumeric isascii lower upper swapcase'
    .split(' ')
    .map((name) => `str.${name}`),
  ...'ord chr dict.get list.append unicodedata.category'.split(' '),
];

/**
 * A text made anew character by character
 *
 * ## What it finds
 *
 * `''.join(c for c in text if c.isalnum())` and `for c in text: if c.isalnum(): kept.append(c.lower())`: a loop over the
 * characters of a text that leaves out some or puts others in their place, each for itself, from its beginning or from its end.
 *
 * ## Why it costs
 *
 * Each character is a pass in Python, with a call or two, where `translate` and `re.sub` walk the text in C.
 *
 * ## Example
 *
 *     clean = ''.join(c.lower() for c in text if c.isalnum() or c == ' ')
 *
 * ## Instead
 *
 *     UNWANTED = re.compile(r'[^\\w ]|_')  # once
 *     clean = UNWANTED.sub('', text).lower()
 *
 * Or `text.translate(TABLE)`, where `TABLE = str.maketrans('', '', string.punctuation)` was made once. Where the rule cannot
 * be written as a class of characters, ask once for each different one: `{ord(c): changed(c) for c in set(text)}` is a table
 * for `translate`.
 *
 * ## When it does not matter
 *
 * For some thousand characters. `translate` looks up each character of a text that is not all ASCII: a regex is quicker there.
 */
export const charLoop: HintRule = {
  id: 'char-loop',
  title: 'a text made anew character by character',
  article: 'built-ins',
  priority: 2,
  fix: 'Let str.translate or a compiled regex walk the text.',
  callees: CALLEES,
  match: (frame) => [
    ...nodesOf(frame, 'Call').flatMap((code) => joinSite(code, frame) ?? []),
    ...nodesOf(frame, 'For').flatMap((code) => loopSite(code, frame) ?? []),
  ],
  weigh,
};

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  const { node } = site.code;
  const calls = sumCallsTo(evidence, CALLEES).tottime;
  return weighOwnLoop(site, evidence, {
    ...(node.nodeType === 'ListComp' || node.nodeType === 'GeneratorExp' ? { comprehension: node } : {}),
    calls,
    gain: 'char-loop',
    basis: 'measured with a compiled regex; of what the loop and its calls take',
    what: 'a pass for each character',
  });
}

/** `''.join(c for c in text if c.isalnum())` */
function joinSite({ node }: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const [walk, ...others] = node.args;
  if (others.length > 0 || methodCalled(node, frame)?.name !== 'join') return undefined;
  if (walk?.nodeType !== 'GeneratorExp' && walk?.nodeType !== 'ListComp') return undefined;
  const [clause, ...more] = walk.generators;
  const code = codeAt(walk, frame);
  if (clause?.target.nodeType !== 'Name' || more.length > 0 || code === undefined) return undefined;
  const { id } = clause.target;
  const parts = [walk.elt, ...clause.ifs];
  const isEach =
    parts.every((part) => isOf(part, id, new Set(), frame)) && (clause.ifs.length > 0 || walk.elt.nodeType !== 'Name');
  if (!isEach || !isText(clause.iter, isBareJoin(node.func), frame)) return undefined;
  return { code, subject: shortText(node, frame) };
}

/** `for c in text: if c.isalnum(): kept.append(c)` */
function loopSite(code: CodeNode<NodeOf<'For'>>, frame: FrameCode): Site | undefined {
  const { target, iter, body } = code.node;
  if (target.nodeType !== 'Name') return undefined;
  const bound = new Set(nodesInLoop(code.node, frame).flatMap(({ node }) => (isBinding(node) ? [node.id] : [])));
  bound.delete(target.id);
  const inBody = body.flatMap((step) => [...walkSyntax(step)]);
  const isEach = body.every((step) => isStep(step, target.id, bound, frame));
  const isMaking = inBody.some((node) => isPut(node) !== undefined);
  if (!isEach || !isMaking || !isText(iter, isJoinedLater(inBody, frame), frame)) return undefined;
  const first = nodesInLoop(code.node, frame).find(({ node }) => node === body[0]);
  return { code: first ?? code, subject: `for ${target.id} in ${shortText(iter, frame)}`, lines: [lineOf(code.node)] };
}

function isBinding(node: SyntaxNode): node is NodeOf<'Name'> {
  return node.nodeType === 'Name' && node.ctx.nodeType === 'Store';
}

/** What a step puts to the result: `kept.append(c)`, `kept += c`. */
function isPut(step: SyntaxNode): Expression | undefined {
  if (step.nodeType === 'AugAssign')
    return step.op.nodeType === 'Add' && step.target.nodeType === 'Name' ? step.value : undefined;
  if (step.nodeType !== 'Expr' || step.value.nodeType !== 'Call') return undefined;
  const { func, args } = step.value;
  return func.nodeType === 'Attribute' && func.attr === 'append' && func.value.nodeType === 'Name'
    ? args[0]
    : undefined;
}

/** Only tests of the character, names for what is asked of it, and what is put to the result. */
function isStep(step: SyntaxNode, item: string, bound: ReadonlySet<string>, frame: FrameCode): boolean {
  if (step.nodeType === 'Continue' || step.nodeType === 'Pass') return true;
  if (step.nodeType === 'If') {
    const steps = [...step.body, ...step.orelse];
    return isOf(step.test, item, bound, frame) && steps.every((one) => isStep(one, item, bound, frame));
  }
  const put = isPut(step);
  if (put !== undefined)
    return put.nodeType === 'Constant' ? typeof put.value === 'string' : isOf(put, item, bound, frame);
  return step.nodeType === 'Assign' && step.targets.every(isBinding) && isOf(step.value, item, bound, frame);
}

const PER_CHARACTER: ReadonlySet<string> = new Set(
  `.isalnum .isalpha .isdigit .isspace .isupper .islower .isnumeric .isascii .lower .upper .swapcase .get ord chr
  unicodedata.category`.split(/\s+/),
);

/** Whether a value hangs on the character alone: what else stands in it is bound outside of the loop. */
function isOf(value: Expression, item: string, bound: ReadonlySet<string>, frame: FrameCode): boolean {
  const nodes = [...walkSyntax(value)];
  const isPlain = nodes.every((node) => {
    if (node.nodeType === 'Call') return PER_CHARACTER.has(calledName(node, frame));
    return node.nodeType !== 'Name' || node.ctx.nodeType === 'Load';
  });
  const names = nodes.flatMap((node) => (node.nodeType === 'Name' ? [node.id] : []));
  return (
    isPlain &&
    !nodes.some(({ nodeType }) => nodeType === 'Lambda') &&
    names.some((name) => name === item || bound.has(name))
  );
}

/** A text by what is known of it, or by what is made of its parts: words are joined by something. */
function isText(walked: Expression, isJoinedBare: boolean, frame: FrameCode): boolean {
  const kind = kindOf(forwards(walked, frame), frame);
  return kind === 'str' || (kind === 'unknown' && isJoinedBare);
}

/** `text` of `reversed(text)` */
function forwards(walked: Expression, frame: FrameCode): Expression {
  const isReversed = walked.nodeType === 'Call' && calledName(walked, frame) === 'reversed';
  return (isReversed ? walked.args[0] : undefined) ?? walked;
}

/** `''.join(kept)` of the name that the steps put to. */
function isJoinedLater(body: readonly SyntaxNode[], frame: FrameCode): boolean {
  const kept = new Set(body.flatMap((node) => putTo(node) ?? []));
  return nodesOf(frame, 'Call').some(({ node: { func, args } }) => {
    const [given] = args;
    return isBareJoin(func) && given?.nodeType === 'Name' && kept.has(given.id);
  });
}

function putTo(step: SyntaxNode): string | undefined {
  if (isPut(step) === undefined || step.nodeType !== 'Expr' || step.value.nodeType !== 'Call') return undefined;
  const { func } = step.value;
  return func.nodeType === 'Attribute' && func.value.nodeType === 'Name' ? func.value.id : undefined;
}

function isBareJoin(func: Expression): boolean {
  return func.nodeType === 'Attribute' && func.attr === 'join' && isConstant(func.value, '');
}

import type { Seconds } from '../../profile/profile-table.ts';
import { type Expression, lineOf, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { oncePer, oncePerName } from '../../text/lazily.ts';
import { isBoundFirst } from '../code/loops/bound-first.ts';
import { isConstant } from '../code/loops/consumption.ts';
import { targetText } from '../code/loops/copied-whole.ts';
import { type Put, putOf } from '../code/loops/letters-put.ts';
import { type CodeNode, codeAt, type FrameCode, nodesInLoop, nodesOf } from '../code/module-code.ts';
import { bindingsOf, calledName, methodCalled } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { failsForWords, letterTable } from '../code/values/letter-table.ts';
import { kindOf } from '../code/values/value-kind.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { costsOfCalls } from '../expected-saving.ts';
import type { HintRule, Site, Verdict } from '../rule.ts';
import { atMostPossible } from '../weigh.ts';
import { weighOwnLoop } from '../weigh-own-loop.ts';

/** What is asked of a single character, under the names of a profile. */
const CALLEES = [
  ...'isalnum isalpha isdigit isspace isupper islower isnumeric isascii lower upper swapcase'
    .split(' ')
    .map((name) => `str.${name}`),
  ...'ord chr dict.get list.append unicodedata.category str.find str.index'.split(' '),
];

/**
 * A text made anew character by character
 *
 * ## What it finds
 *
 * `''.join(c for c in text if c.isalnum())` and `for c in text: if c.isalnum(): kept.append(c.lower())`: a loop over the
 * characters of a text that leaves out some or puts others in their place, each for itself, from its beginning or from its end, by its items or by their places, put behind what is there or before it (`out = c + out`). What is put in their place may stand in a dict of letters (`out += PAIR[base]`).
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
  time: 'own',
  match: (frame) => [
    ...nodesOf(frame, 'Call').flatMap((code) => joinSite(code, frame) ?? []),
    ...nodesOf(frame, 'For').flatMap((code) => loopSite(code, frame) ?? []),
  ],
  weigh,
};

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  const { node } = site.code;
  const found = weighOwnLoop(site, evidence, {
    ...(node.nodeType === 'ListComp' || node.nodeType === 'GeneratorExp' ? { comprehension: node } : {}),
    calls: costsOfCalls(CALLEES, evidence),
    leastPerRun: asksForClass(node, evidence.code) ? SHORT_TEXT : 0,
    gain: 'char-loop',
    basis: 'measured with a compiled regex; of what the loop and its calls take',
    what: 'a pass for each character',
  });
  return site.why === MAYBE_WORDS ? atMostPossible(found) : found;
}

/** Nothing but what words are asked too: `word.isalpha()`, `word == '_'`. */
const MAYBE_WORDS = 'words';

/** Own time of the walk of some forty letters: a regex takes half a microsecond before it looks at the first. */
const SHORT_TEXT: Seconds = 2.5e-6;

/** Of such a test no table of letters can be written down: what takes its place is a regex, and no `translate`. */
function asksForClass(walk: SyntaxNode, frame: FrameCode): boolean {
  return [...walkSyntax(walk)].some((node) => node.nodeType === 'Call' && CLASSES.test(calledName(node, frame)));
}

const CLASSES = /^\.is(?:alnum|alpha|digit|numeric|space|upper|lower|ascii)$/;

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
  const isBare = isBareJoin(node.func) && asksForCharacter([...walkSyntax(walk)], frame);
  if (!isEach || !isText(clause.iter, isBare, frame)) return undefined;
  const put = walk.elt.nodeType === 'Name' ? 'same' : clause.ifs.length === 0 ? walk.elt : undefined;
  const why = whyOf(clause.iter, [...walkSyntax(walk)], frame);
  return { code, subject: shortText(node, frame), why, ...fixOf(clause.iter, put, frame) };
}

/** `for c in text: if c.isalnum(): kept.append(c)` */
function loopSite(code: CodeNode<NodeOf<'For'>>, frame: FrameCode): Site | undefined {
  const { target, iter, body } = code.node;
  if (target.nodeType !== 'Name') return undefined;
  const bound = new Set(nodesInLoop(code.node, frame).flatMap(({ node }) => (isBinding(node) ? [node.id] : [])));
  bound.delete(target.id);
  const inBody = body.flatMap((step) => [...walkSyntax(step)]);
  const isEach = body.every((step) => isStep(step, target.id, bound, frame));
  const puts = inBody.flatMap((node) => putOf(node) ?? []);
  if (!isEach || puts.length === 0 || remembers(code, inBody, puts, frame)) return undefined;
  const isBefore = puts.some((one) => one.isBefore === true);
  if (puts.some((one) => (one.isBefore === true) !== isBefore)) return undefined;
  const walked = textByPlace(code.node, inBody, frame) ?? iter;
  const isBare = isJoinedBare(puts, frame) && asksForCharacter(inBody, frame, walked !== iter);
  if (!isText(walked, isBare, frame) || puts.some((put) => mayBeSum(put, frame))) return undefined;
  const first = nodesInLoop(code.node, frame).find(({ node }) => node === body[0]);
  const [step, ...others] = body;
  const put = step === undefined || others.length > 0 ? undefined : putOf(step)?.value;
  const letter = walked === iter ? target.id : `${targetText(walked)}[${target.id}]`;
  return {
    code: first ?? code,
    subject: `for ${target.id} in ${shortText(iter, frame)}`,
    lines: [lineOf(code.node)],
    why: whyOf(walked, inBody, frame),
    ...fixOf(iter, put !== undefined && targetText(put) === letter ? 'same' : put, frame, walked, isBefore),
  };
}

/** Of `reversed(text)` and `range(len(text) - 1, -1, -1)` the text is walked from its end. */
function fixOf(
  iter: Expression,
  put: Expression | 'same' | undefined,
  frame: FrameCode,
  walked = iter,
  isBefore = false,
): Pick<Site, 'fix'> {
  const isSame = put === 'same';
  const isTurned = isFromEnd(iter, frame) !== isBefore;
  const table = put === undefined || isSame || !keepsOthers(put) ? undefined : letterTable(put, frame);
  if (table !== undefined) return { fix: { text: fixByTable(table, walked, isTurned, frame) } };
  if (!isTurned) return {};
  const turned = `${sourceText(forwards(walked, frame), frame)}[::-1]`;
  const text = isSame ? `${turned} has it backwards.` : `Let str.translate or a compiled regex walk ${turned}.`;
  return { fix: { text } };
}

/** `PAIR.get(base, '?')` gives something else for a letter that is not in it. */
function keepsOthers(put: Expression): boolean {
  const [item, other] = put.nodeType === 'Call' ? put.args : [];
  return put.nodeType === 'Subscript' || (item !== undefined && nameOf(item) === nameOf(other));
}

/** `reversed(text)`, `range(len(text) - 1, -1, -1)` */
function isFromEnd(iter: Expression, frame: FrameCode): boolean {
  const name = iter.nodeType === 'Call' ? calledName(iter, frame) : '';
  return name === 'reversed' || (name === 'range' && iter.nodeType === 'Call' && iter.args.length === 3);
}

function fixByTable(table: NodeOf<'Name'>, walked: Expression, isTurned: boolean, frame: FrameCode): string {
  const text = `${sourceText(forwards(walked, frame), frame)}${isTurned ? '[::-1]' : ''}.translate(TABLE)`; // a value may have several letters
  return `${text}, where TABLE = str.maketrans(${table.id}) was made once: a letter that is not in it stays as it is.`;
}

/** `text` of `for at in range(len(text))`, also from its end, if nothing but `text[at]` is asked for, and all of it. */
function textByPlace(
  { target, iter }: NodeOf<'For'>,
  inBody: readonly SyntaxNode[],
  frame: FrameCode,
): Expression | undefined {
  if (iter.nodeType !== 'Call' || calledName(iter, frame) !== 'range') return undefined;
  const end = [...walkSyntax(iter)].find((node) => node.nodeType === 'Call' && calledName(node, frame) === 'len');
  const [text] = end?.nodeType === 'Call' ? end.args : [];
  const [uses, items] = [inBody.filter((node) => targetText(target) === nameOf(node)), inBody.filter(isItem)];
  const isOnly = uses.length > 0 && uses.length === items.length;
  const places = iter.args.map((arg) => sourceText(arg, frame)).join();
  const isWhole = WHOLE.test(places.replace(/\s/g, ''));
  return isOnly && isWhole && text?.nodeType === 'Name' ? text : undefined;

  function isItem(node: SyntaxNode): boolean {
    return node.nodeType === 'Subscript' && targetText(node) === `${nameOf(text)}[${targetText(target)}]`;
  }
}

const WHOLE = /^(?:(?:0,)?len\(\w+\)|len\(\w+\)-1,-1,-1)$/;

function nameOf(node: SyntaxNode | undefined): string | undefined {
  return node?.nodeType === 'Name' ? node.id : undefined;
}

/**
 * A step asks for what came before: `if c != last`, `kept[-1]`, `quoted = not quoted`. What a pass binds by itself it binds
 * before it reads it, and nobody else does.
 */
function remembers(
  { node: loop }: CodeNode<NodeOf<'For'>>,
  inBody: readonly SyntaxNode[],
  puts: readonly Put[],
  frame: FrameCode,
): boolean {
  const put = new Set(puts.map(({ to }) => to));
  const names = inBody.flatMap((node) => (node.nodeType === 'Name' ? [node] : []));
  const isAsked = names.filter(({ id }) => put.has(id)).length > puts.reduce((sum, one) => sum + one.names, 0);
  const stored = new Set(names.filter(isBinding).flatMap(({ id }) => (put.has(id) ? [] : [id])));
  return isAsked || [...stored].some((name) => !isBoundFirst(name, loop, frame));
}

/** A list of words may be walked where nothing is asked that fails for words: one of them may well be `'_'`. */
function whyOf(walked: Expression, nodes: readonly SyntaxNode[], frame: FrameCode): string {
  const isKnown = kindOf(forwards(walked, frame), frame) === 'str';
  return isKnown || nodes.some((node) => failsForWords(node, frame)) ? '' : MAYBE_WORDS;
}

/** Something that is asked of single characters: words have a `lower` too, and in `text[at].isdigit()` the item is a place. */
function asksForCharacter(nodes: readonly SyntaxNode[], frame: FrameCode, isByPlace = false): boolean {
  return nodes.some((node) => {
    if (letterTable(node, frame) !== undefined) return true;
    if (!isByPlace && [...walkSyntax(node)].some(({ nodeType }) => nodeType === 'Subscript')) return false;
    if (node.nodeType === 'Call') return OF_CHARACTER.has(calledName(node, frame));
    const sides = node.nodeType === 'Compare' ? [node.left, ...node.comparators] : [];
    const isMember =
      node.nodeType === 'Compare' && node.ops.some(({ nodeType }) => nodeType === 'In' || nodeType === 'NotIn');
    return sides.some(
      (side) => side.nodeType === 'Constant' && typeof side.value === 'string' && (isMember || side.value.length === 1),
    );
  });
}

const OF_CHARACTER: ReadonlySet<string> = new Set(
  'ord chr unicodedata.category .isalnum .isalpha .isdigit .isspace .isupper .islower .isnumeric .isascii'.split(' '),
);

function isBinding(node: SyntaxNode): node is NodeOf<'Name'> {
  return node.nodeType === 'Name' && node.ctx.nodeType === 'Store';
}

/** Only tests of the character, names for what is asked of it, and what is put to the result. */
function isStep(step: SyntaxNode, item: string, bound: ReadonlySet<string>, frame: FrameCode): boolean {
  if (step.nodeType === 'Continue' || step.nodeType === 'Pass') return true;
  if (step.nodeType === 'If') {
    const steps = [...step.body, ...step.orelse];
    return isOf(step.test, item, bound, frame) && steps.every((one) => isStep(one, item, bound, frame));
  }
  const put = putOf(step)?.value;
  if (put !== undefined) {
    const isText = put.nodeType === 'Constant' ? typeof put.value === 'string' : isOf(put, item, bound, frame);
    return isText && !isNumber(put, frame);
  }
  if (step.nodeType !== 'Assign' || !step.targets.every(isBinding)) return false;
  return isOf(step.value, item, bound, frame) || isFixed(step.value, frame);
}

/** `ord('a')`, `97`: it is no part of what came before, and asks nothing of anybody. */
function isFixed(value: Expression, frame: FrameCode): boolean {
  return [...walkSyntax(value)].every((node) => {
    if (node.nodeType === 'Call') return calledName(node, frame) === 'ord';
    return node.nodeType === 'Constant' || (node.nodeType === 'Name' && node.id === 'ord');
  });
}

/** `ord(c)`, `c.isdigit()`, `c == ' '`: of such no text is made. */
function isNumber(put: Expression, frame: FrameCode): boolean {
  if (put.nodeType === 'Call') return /^(?:ord|\.is\w+)$/.test(calledName(put, frame));
  if (put.nodeType === 'BinOp') return isNumber(put.left, frame) || isNumber(put.right, frame);
  return put.nodeType === 'Compare' || put.nodeType === 'UnaryOp';
}

const PER_CHARACTER: ReadonlySet<string> = new Set(
  `.isalnum .isalpha .isdigit .isspace .isupper .islower .isnumeric .isascii .lower .upper .swapcase .get .find .index ord chr
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
  if (walked.nodeType === 'Constant') return false; // an alphabet, of which each letter is tried
  const kind = kindOf(forwards(walked, frame), frame);
  return kind === 'str' || (kind === 'unknown' && isJoinedBare);
}

/** `text` of `reversed(text)` */
function forwards(walked: Expression, frame: FrameCode): Expression {
  const isReversed = walked.nodeType === 'Call' && calledName(walked, frame) === 'reversed';
  return (isReversed ? walked.args[0] : undefined) ?? walked;
}

/** Nothing stands between the parts: `kept` is added to an empty text, or joined by one. */
function isJoinedBare(puts: readonly Put[], frame: FrameCode): boolean {
  return puts.some(({ to }) => namesJoined(frame).has(to) || isBegunEmpty(to, frame));
}

const isBegunEmpty = oncePerName((name: string, frame: FrameCode): boolean =>
  begunAs(name, frame).some((value) => isConstant(value, '')),
);

const namesJoined = oncePer((frame: FrameCode): ReadonlySet<string> => {
  const joins = nodesOf(frame, 'Call').filter(({ node: { func } }) => isBareJoin(func));
  return new Set(joins.flatMap(({ node: { args } }) => nameOf(args[0]) ?? []));
});

/** `total += WORTH[letter]` of a total that does not begin as a text, or as a list of what is put to it. */
function mayBeSum({ to, isAdded }: Put, frame: FrameCode): boolean {
  const begun = begunAs(to, frame).map((value) => kindOf(value, frame));
  if (!isAdded) return begun.includes('number');
  return begun.length === 0 || begun.some((kind) => kind !== 'str' && kind !== 'list');
}

function begunAs(name: string, frame: FrameCode): readonly Expression[] {
  return bindingsOf(name, frame).flatMap(({ binding: { kind, value } }) =>
    kind === 'assignment' && value !== null ? [value] : [],
  );
}

function isBareJoin(func: Expression): boolean {
  return func.nodeType === 'Attribute' && func.attr === 'join' && isConstant(func.value, '');
}

import type { Expression, NodeOf } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { writeCount } from '../amounts.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { attributeBindings, type BoundIn, bareName, calledName, resolve, selfAttribute } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { namesBoundBy } from '../code/steady/invariance.ts';
import { type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
import { passesOf } from '../evidence/passes.ts';
import { SHARES } from '../level-of-share.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { weighEdge } from '../weigh.ts';

/**
 * A pass over the text for each word
 *
 * ## What it finds
 *
 * `text = re.sub(r'\b%s\b' % re.escape(word), term, text)` in a loop over words, and the same with patterns that were
 * compiled of words before, where the words are some and the text is long.
 *
 * ## Why it costs
 *
 * Each word is looked for in the whole text, at each place of it, and each pass makes a new text.
 *
 * ## Example
 *
 *     for word, term in glossary.items():
 *         text = re.sub(r'\b%s\b' % re.escape(word), term, text)
 *
 * ## Instead
 *
 *     words = re.compile(r'\b(?:%s)\b' % '|'.join(map(re.escape, glossary)))  # once
 *     text = words.sub(lambda match: glossary[match[0]], text)
 *
 * Where the words are ones that a pattern such as `\w+` finds, `glossary.get(match[0], match[0])` for each of them does not
 * slow down with their number.
 *
 * ## When it does not matter
 *
 * For a few words or short texts. With one pass a word that stands in what another was replaced by stays as it is; of words
 * that begin alike the longest must come first where no `\b` ends them. `str.replace` for each of some words is as fast as
 * one pattern.
 */
export const subEach: HintRule = {
  id: 'sub-each',
  title: 'a pass over the text for each word',
  article: 'evaluations-outside-loop',
  priority: 2,
  fix: 'Let one pattern find all words, and look up what each becomes.',
  callees: ['re.sub', 're.Pattern.sub'],
  time: 'callees',
  match: (frame) => nodesOf(frame, 'Assign').flatMap((code) => siteOf(code, frame) ?? []),
  weigh,
};

function siteOf(code: CodeNode<NodeOf<'Assign'>>, frame: FrameCode): Site | undefined {
  const { value: call, targets } = code.node;
  const loop = code.loops.at(-1);
  if (call.nodeType !== 'Call' || loop?.nodeType !== 'For' || bareName(call, frame) !== 'sub') return undefined;
  const isFunction = calledName(call, frame) === 're.sub';
  const pattern = isFunction ? call.args[0] : call.func.nodeType === 'Attribute' ? call.func.value : undefined;
  const text = call.args[isFunction ? 2 : 1];
  const [target, ...others] = targets;
  if (pattern === undefined || text?.nodeType !== 'Name' || others.length > 0) return undefined;
  if (target?.nodeType !== 'Name' || target.id !== text.id || !isOfWord(pattern, loop, frame)) return undefined;
  const variant = isFunction ? 're.sub' : 're.Pattern.sub';
  return { code, subject: shortText(code.node, frame), variant };
}

/** Made of one word of the loop: the word stands between `\b`, or what is special in it is escaped. */
function isOfWord(pattern: Expression, loop: NodeOf<'For'>, frame: FrameCode): boolean {
  if (pattern.nodeType !== 'Name') return OF_A_WORD.test(sourceText(pattern, frame)) && isOfLoop(pattern, loop);
  if (namesBoundBy(loop).has(pattern.id)) return isTableOfWords(loop.iter, frame);
  return resolve(pattern.id, frame).some(({ binding: { value, kind } }) => {
    const isMade = kind === 'assignment' && value !== null && value.nodeType !== 'Name';
    return isMade && isOfWord(value, loop, frame);
  });
}

const OF_A_WORD = /\bescape\(|\\b.*(?:%s|\{|\+)/;

function isOfLoop(pattern: Expression, loop: NodeOf<'For'>): boolean {
  const bound = namesBoundBy(loop);
  return [...walkSyntax(pattern)].some((node) => node.nodeType === 'Name' && bound.has(node.id));
}

/** `self.patterns = [re.compile(r'\b' + re.escape(word) + r'\b') for word in words]` */
function isTableOfWords(walked: Expression, frame: FrameCode): boolean {
  const attribute = selfAttribute(walked, frame);
  const bound = attribute === null ? nameBindings(walked, frame) : attributeBindings(attribute, frame);
  return bound.some(({ binding: { value }, frame: maker }) => {
    return value?.nodeType === 'ListComp' && OF_A_WORD.test(sourceText(value.elt, maker));
  });
}

function nameBindings(walked: Expression, frame: FrameCode): readonly BoundIn[] {
  return walked.nodeType === 'Name' ? resolve(walked.id, frame) : [];
}

/** One pass for all takes as long as some of one word each. */
const FEW_WORDS = 5;

/** Some hundred words of a text. */
const LONG_TEXT = 5e-6;

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  const callees = [site.variant ?? 're.sub'];
  const outer = site.code.loops.at(-2);
  const texts = (outer === undefined ? undefined : passesOf(outer, evidence)?.least) ?? evidence.ncalls;
  const words = sumCallsTo(evidence, callees).ncalls / Math.max(1, texts);
  if (words < FEW_WORDS) return refused(`${writeCount(words)} words a text`);
  return weighEdge(site, evidence, {
    callees,
    called: site.variant ?? 're.sub',
    time: 'whole',
    leastCalls: 50,
    leastShare: SHARES.told,
    leastPerCall: LONG_TEXT,
    gain: null,
    leastSaving: ({ cumtime }) => cumtime * 0.7,
    isWorkOfC: true,
    whatRemains: 'one pass over the text, measured 11 times as fast as one for each of forty words',
  });
}

import { lineOf, type NodeOf } from '../../source/syntax.ts';
import { freeEnding, newName } from '../code/free-name.ts';
import { type Accumulation, accumulations, isLasting, loopThatBegins } from '../code/loops/accumulation.ts';
import { type CharacterPut, characterPuts } from '../code/loops/character-put.ts';
import { isGrowingInPlace, isGrowingText } from '../code/loops/growing-text.ts';
import { isKeptUnread } from '../code/loops/kept-unread.ts';
import { methodCallsOn } from '../code/loops/method-calls-on.ts';
import type { CodeNode, FrameCode } from '../code/module-code.ts';
import { sourceText, sumText } from '../code/source-text.ts';
import { LENGTHENING } from '../code/steady/changing-methods.ts';
import { callsNamed } from '../code/steady/invariance.ts';
import { isSameList } from '../code/steady/same-list.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { timesCalled } from '../evidence/times-called.ts';
import { SHARES } from '../level-of-share.ts';
import { type Fix, type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { isRepeated, NOT_REPEATED, weighEdge } from '../weigh.ts';
import { COPYING, weighCopying } from '../weigh-copying.ts';

/**
 * A text that is copied at each step of a loop
 *
 * ## What it finds
 *
 * A text that grows in a loop in a form that CPython cannot grow in place: `self.text += piece`, `pages[key] += piece`,
 * `text = text + a + b`, `text = piece + text`, `text = f'{text}{piece}'`, `text += piece` with `global`, and on Python 3.11 and
 * later also at the top of a module, with `nonlocal`, or where an inner function reads `text`. So does a text
 * that is joined anew with each piece, and not read there: `self.pieces.append(piece)`, then `self.text = ''.join(self.pieces)`; and one
 * of which each step changes a character: `text = text[:at] + c + text[at + 1:]`, if it is wanted whole only after many steps.
 *
 * ## Why it costs
 *
 * A `str` never changes: each step makes a new one and copies all that was there. From 512 bytes on the copies do not
 * come from pymalloc's pools but from the system's malloc. The work grows with the square of the number of pieces.
 *
 * ## Example
 *
 *     def add(self, line):
 *         self.text = self.text + line + '\n'
 *
 * ## Instead
 *
 *     def add(self, line):
 *         self.lines.append(line)
 *
 *     def text(self):
 *         return '\n'.join(self.lines)
 *
 * For a local name `text += a + b` is enough: it is one operand, and CPython resizes the text where it lies as long as
 * nothing else refers to it. Keep the list of pieces where the text has to be read between the steps, and join then.
 *
 * ## When it does not matter
 *
 * With a few dozen pieces, and for a plain local `text += piece`, which is linear: the article's "never use +" is
 * too strict there. A list of pieces takes more memory at its peak than the text.
 *
 * On Python 3.11 a local `text += piece` is quadratic in the number of pieces only while cProfile runs, for the interpreter
 * then leaves its specialised instructions aside: 15,000 pieces of 30 characters took 0.6 s with the profiler and 1 ms
 * without. It is therefore no hint: `hints` tells it as a distortion, for it makes all other shares of such a profile too
 * small. 3.12 takes 1 ms in both.
 */
export const strConcatQuad: HintRule = {
  id: 'str-concat-quad',
  title: 'a text that is copied at each step',
  article: 'join',
  priority: 1,
  fix: 'Collect the pieces in a list and join them once.',
  callees: ['str.join'],
  time: 'own',
  alsoCallees: COPYING,
  match: (frame) => [
    ...accumulations(frame)
      .filter((found) => isGrowingText(found, frame) && !isGrowingInPlace(found))
      .map((found) => siteOf(found, frame)),
    ...callsNamed(frame, JOINS).flatMap((code) => joinSite(code, frame) ?? []),
    ...characterPuts(frame).map((found) => putSite(found, frame)),
  ],
  weigh: (site, evidence) => {
    if (site.variant === JOINED) return weighJoin(site, evidence);
    if (site.variant === PUT) return weighPut(site, evidence);
    const isNew = site.variant === 'module' || site.variant === 'cell' || site.variant === 'global';
    if (isNew && evidence.python !== null && evidence.python < 11 && site.variant !== 'global') {
      return refused('before Python 3.11 such a text grows in place');
    }
    return weighCopying(site, evidence);
  },
};

const JOINED = 'joined';

const PUT = 'put';

/** `text = text[:at] + c + text[at + 1:]` */
function putSite({ code, target, at, put, begunIn }: CharacterPut, frame: FrameCode): Site {
  const name = sourceText(target, frame);
  const ending = freeEnding(name, '_characters', frame);
  const list = ending === undefined ? newName('characters', frame) : `${name}${ending}`;
  const before = sourceText(code.node, frame);
  const after = `${list} = list(${name})  # once, where ${name} has begun\n${list}[${sourceText(at, frame)}] = ${sourceText(put, frame)}\n# once, when the text is needed:\n${name} = ''.join(${list})`;
  const text = 'Keep a list of its characters, change them there, and join them once.';
  return {
    code,
    subject: before,
    variant: PUT,
    lines: [lineOf(code.node)],
    fix: { text, before, after },
    begunIn,
    isLasting: target.nodeType === 'Attribute',
  };
}

/** A list takes longer to join than a text to copy: where the text is wanted whole nearly as often, it stays one. */
function weighPut(site: Site, evidence: FrameEvidence): Verdict {
  const { code } = site;
  const found = characterPuts(evidence.code).find((one) => one.code.node === code.node);
  const isSeldom = found?.wholeReads.every(
    ({ frame, loops }) =>
      frame === code.frame || (loops.length === 0 && timesCalled(frame, evidence) * STEPS_PER_JOIN <= evidence.ncalls),
  );
  return isSeldom === true ? weighCopying(site, evidence) : refused('the text is wanted whole again and again');
}

/** Joined, ten thousand characters take a hundred times as long as copied. */
const STEPS_PER_JOIN = 300;

const JOINS: ReadonlySet<string> = new Set(['.join']);

/** `self.text = ''.join(self.pieces)` where the same function, or the same loop, has just put a piece in, and nobody reads it there. */
function joinSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const [list] = code.node.args;
  if (list === undefined || (list.nodeType !== 'Name' && list.nodeType !== 'Attribute')) return undefined;
  const changes = methodCallsOn(list, frame).filter((change) => change.code.frame === frame);
  const loop = code.loops.at(-1);
  const isGrown = changes.some((change) => loop === undefined || change.code.loops.includes(loop));
  if (!isGrown || !changes.every(({ method }) => LENGTHENING.has(method)) || !isSameList(list, code, frame))
    return undefined;
  if (!isKeptUnread(code, frame)) return undefined;
  const name = sourceText(list, frame);
  const text = `Join ${name} once, when the text is asked for, or write out each piece by itself.`;
  return { code, subject: sourceText(code.node, frame), variant: JOINED, fix: { text } };
}

function weighJoin(site: Site, evidence: FrameEvidence): Verdict {
  if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
  return weighEdge(site, evidence, {
    callees: ['str.join'],
    called: 'join',
    time: 'whole',
    leastCalls: 50,
    leastPerCall: LONG_JOIN,
    leastShare: SHARES.told,
    gain: null,
    leastSaving: ({ cumtime }) => cumtime / 2,
    whatRemains: 'one join of all pieces',
  });
}

/** Some hundred pieces. */
const LONG_JOIN = 2e-6;

function siteOf(found: Accumulation, frame: FrameCode): Site {
  const { code, home } = found;
  const subject = sourceText(code.node, frame);
  return {
    code,
    subject,
    variant: home,
    lines: [lineOf(code.node)],
    fix: fixOf(found, frame),
    begunIn: loopThatBegins(found.name, code),
    isLasting: isLasting(found),
  };
}

function fixOf({ target, home, form, added, code }: Accumulation, frame: FrameCode): Fix {
  const name = sourceText(target, frame);
  const before = sourceText(code.node, frame);
  const pieces = sumText(added, frame);
  if (home === 'local' && form === 'chain') {
    return {
      text: `Write it as ${name} += ..., which CPython does in place, or collect the pieces and join them once.`,
      before,
      after: `${name} += ${pieces}`,
    };
  }
  // on both sides, or with a text between: one list does not say it
  if (form === 'inside' || form === 'around' || form === 'carried' || target.nodeType === 'Subscript')
    return { text: 'Collect the pieces in a list and join them once.' };
  const ending = freeEnding(name, '_parts', frame);
  const parts = ending === undefined ? newName('parts', frame) : `${name}${ending}`;
  const isBefore = form === 'before';
  return {
    text: `Collect the pieces in a list and join them once${isBefore ? ', in reverse' : ''}.`,
    before,
    after: `${parts} = [${name}]  # once, where ${name} has begun\n${parts}.append(${pieces})\n# once, when the text is needed:\n${name} = ''.join(${isBefore ? `reversed(${parts})` : parts})`,
  };
}

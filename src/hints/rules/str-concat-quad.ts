import { lineOf } from '../../source/syntax.ts';
import { type Accumulation, accumulations, isLasting, loopThatBegins } from '../code/loops/accumulation.ts';
import { isGrowingInPlace, isGrowingText } from '../code/loops/growing-text.ts';
import type { FrameCode } from '../code/module-code.ts';
import { sourceText, sumText } from '../code/source-text.ts';
import type { Fix, HintRule, Site } from '../rule.ts';
import { refused } from '../rule.ts';
import { weighCopying } from '../weigh-copying.ts';

/**
 * A text that is copied at each step of a loop
 *
 * ## What it finds
 *
 * A text that grows in a loop in a form that CPython cannot grow in place: `self.text += piece`, `pages[key] += piece`,
 * `text = text + a + b`, `text = piece + text`, `text = f'{text}{piece}'`, and on Python 3.11 and later also
 * `text += piece` at the top of a module, with `global` or `nonlocal`, or where an inner function reads `text`.
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
  callees: [],
  match: (frame) =>
    accumulations(frame)
      .filter((found) => isGrowingText(found, frame) && !isGrowingInPlace(found))
      .map((found) => siteOf(found, frame)),
  weigh: (site, evidence) => {
    const isNew = site.variant === 'module' || site.variant === 'cell' || site.variant === 'global';
    if (isNew && evidence.python !== null && evidence.python < 11 && site.variant !== 'global') {
      return refused('before Python 3.11 such a text grows in place');
    }
    return weighCopying(site, evidence);
  },
};

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
  const parts = /^[\w.]+$/.test(name) ? `${name}_parts` : 'parts';
  const isBefore = form === 'before';
  return {
    text: `Collect the pieces in a list and join them once${isBefore ? ', in reverse' : ''}.`,
    before,
    after: `${parts} = [${name}]  # once, where ${name} has begun\n${parts}.append(${pieces})\n# once, when the text is needed:\n${name} = ''.join(${isBefore ? `reversed(${parts})` : parts})`,
  };
}

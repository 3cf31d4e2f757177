import { besideInLoop } from '../code/loops/beside-in-loop.ts';
import type { FrameCode } from '../code/module-code.ts';
import { NOT_MEASURED, type Practice, type PracticeSite } from '../practice.ts';
import type { Site } from '../rule.ts';
import { genAny } from '../rules/gen-any.ts';
import { genRetain } from '../rules/gen-retain.ts';
import { isCheap } from './as-measured.ts';

/** A list that is made only to be walked once: the rules know its forms, and say where it matters. */
export const generator: Practice = {
  id: 'generator',
  title: 'a list that is only walked once',
  article: 'generators',
  match: (frame: FrameCode) => [
    ...genRetain.match(frame).map((site) => siteOf(site, figureOf(site))),
    ...genAny.match(frame).map((site) => siteOf(site, { figure: NOT_MEASURED })), // it goes with where the walk stops
  ],
};

/** A list that is summed was measured, and what a function appends and returns, without calls that may take any time. */
function figureOf({ variant, code }: Site): Figure {
  const { node, parent, frame } = code;
  if (variant === 'function' && node.nodeType === 'Call') {
    const figure = node.args.every((item) => isCheap(item, frame)) ? 'gen-retain/function' : NOT_MEASURED;
    return { figure, isPart: besideInLoop(code) === 'more' };
  }
  const call = parent?.node;
  const isSummed = call?.nodeType === 'Call' && call.func.nodeType === 'Name' && call.func.id === 'sum';
  const isMeasured = isSummed && node.nodeType === 'ListComp' && isCheap(node.elt, frame);
  return { figure: isMeasured ? 'gen-retain/sum' : NOT_MEASURED };
}

type Figure = Pick<PracticeSite, 'figure' | 'isPart'>;

function siteOf({ code, subject, variant, fix }: Site, figure: Figure): PracticeSite {
  const isFunction = variant === 'function';
  const lazy = 'Nothing is made before somebody walks it, it can be walked once, and it has no length.';
  return {
    code,
    subject: isFunction ? `the list ${subject}, which the function returns` : subject,
    ...figure,
    fix: { ...fix, text: `${fix?.text ?? 'Make it a generator.'} ${lazy}` },
  };
}

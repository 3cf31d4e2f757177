import { besideInLoop } from '../code/loops/beside-in-loop.ts';
import type { FrameCode } from '../code/module-code.ts';
import { NOT_MEASURED, type Practice, type PracticeSite } from '../practice.ts';
import type { Site } from '../rule.ts';
import { genAny } from '../rules/gen-any.ts';
import { genRetain } from '../rules/gen-retain.ts';
import { isCheap, type MeasuredForm } from './as-measured.ts';

/** A list that is made only to be walked once: the rules know its forms, and say where it matters. */
export const generator: Practice = {
  id: 'generator',
  title: 'a list that is only walked once',
  article: 'generators',
  match: (frame: FrameCode) => [
    ...genRetain.match(frame).map((site) => siteOf(site, formOf(site))),
    ...genAny.match(frame).map((site) => siteOf(site, { figure: NOT_MEASURED })), // it goes with where the walk stops
  ],
};

/** A list that is summed was measured, and what a function appends and returns; calls for the items make more of it. */
function formOf({ variant, code }: Site): MeasuredForm {
  const { node, parent, frame } = code;
  if (variant === 'function' && node.nodeType === 'Call') {
    const isPart = besideInLoop(code) === 'more' || !node.args.every((item) => isCheap(item, frame));
    return { figure: 'gen-retain/function', isPart };
  }
  const call = parent?.node;
  const isSummed = call?.nodeType === 'Call' && call.func.nodeType === 'Name' && call.func.id === 'sum';
  if (!isSummed || node.nodeType !== 'ListComp') return { figure: NOT_MEASURED };
  return { figure: 'gen-retain/sum', isPart: !isCheap(node.elt, frame) };
}

function siteOf({ code, subject, variant, fix }: Site, form: MeasuredForm): PracticeSite {
  const isFunction = variant === 'function';
  const lazy = 'Nothing is made before somebody walks it, it can be walked once, and it has no length.';
  return {
    code,
    subject: isFunction ? `the list ${subject}, which the function returns` : subject,
    ...form,
    fix: { ...fix, text: `${fix?.text ?? 'Make it a generator.'} ${lazy}` },
  };
}

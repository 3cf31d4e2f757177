import type { FrameCode } from '../code/module-code.ts';
import { NOT_MEASURED, type Practice, type PracticeSite } from '../practice.ts';
import type { Site } from '../rule.ts';
import { genAny } from '../rules/gen-any.ts';
import { genRetain } from '../rules/gen-retain.ts';

/** A list that is made only to be walked once: the rules know its forms, and say where it matters. */
export const generator: Practice = {
  id: 'generator',
  title: 'a list that is only walked once',
  article: 'generators',
  match: (frame: FrameCode) => [
    ...genRetain.match(frame).map((site) => siteOf(site, figureOf(site))),
    ...genAny.match(frame).map((site) => siteOf(site, NOT_MEASURED)), // it goes with where the walk stops
  ],
};

/** A list that is summed was measured, and what a function appends and returns. */
function figureOf({ variant, code: { parent } }: Site): string {
  if (variant === 'function') return 'gen-retain/function';
  const call = parent?.node;
  const isSummed = call?.nodeType === 'Call' && call.func.nodeType === 'Name' && call.func.id === 'sum';
  return isSummed ? 'gen-retain/sum' : NOT_MEASURED;
}

function siteOf({ code, subject, variant, fix }: Site, figure: string): PracticeSite {
  const isFunction = variant === 'function';
  const lazy = 'Nothing is made before somebody walks it, it can be walked once, and it has no length.';
  return {
    code,
    subject: isFunction ? `the list ${subject}, which the function returns` : subject,
    figure,
    fix: { ...fix, text: `${fix?.text ?? 'Make it a generator.'} ${lazy}` },
  };
}

import type { FrameCode } from '../code/module-code.ts';
import type { Practice, PracticeSite } from '../practice.ts';
import type { Site } from '../rule.ts';
import { genAny } from '../rules/gen-any.ts';
import { genRetain } from '../rules/gen-retain.ts';

/** A list that is made only to be walked once: the rules know its forms, and say where it matters. */
export const generator: Practice = {
  id: 'generator',
  title: 'a list that is only walked once',
  article: 'generators',
  match: (frame: FrameCode) => [...genRetain.match(frame), ...genAny.match(frame)].map(siteOf),
};

function siteOf({ code, subject, variant, fix }: Site): PracticeSite {
  const isFunction = variant === 'function';
  const lazy = 'Nothing is made before somebody walks it, it can be walked once, and it has no length.';
  return {
    code,
    subject: isFunction ? `the list ${subject}, which the function returns` : subject,
    figure: isFunction ? 'gen-retain/function' : 'gen-retain/sum',
    fix: { ...fix, text: `${fix?.text ?? 'Make it a generator.'} ${lazy}` },
  };
}

import { dottedText } from '../../source/dotted-text.ts';
import { type Expression, lineOf } from '../../source/syntax.ts';
import type { FrameCode } from './module-code.ts';
import { attributeBindings, resolve, selfAttribute } from './names.ts';
import { sourceText } from './source-text.ts';

/** Where a list gets its value, if it gets it in one place: `rows = load()`, `self.queue = []`. */
export type MadeAt = { readonly line: number; readonly value: string };

/** Of a name or an attribute of `self`; undefined where it is bound in several places, or by no expression of one line. */
export function madeAt(list: Expression, frame: FrameCode): MadeAt | undefined {
  const attribute = selfAttribute(list, frame);
  const bound = attribute === null ? resolve(dottedText(list), frame) : attributeBindings(attribute, frame);
  const [only, ...others] = bound.filter(({ binding }) => binding.kind !== 'augmented');
  if (only === undefined || others.length > 0 || only.binding.kind !== 'assignment') return undefined;
  const { value } = only.binding;
  const text = value === null ? '' : sourceText(value, only.frame);
  return value === null || text === '' || text.includes('\n') ? undefined : { line: lineOf(value), value: text };
}

/** The same value as a deque, at its place. */
export function asDeque(name: string, { line, value }: MadeAt): string {
  const items = value === '[]' || value === 'list()' ? '' : value;
  return `${name} = collections.deque(${items})  # line ${line}`;
}

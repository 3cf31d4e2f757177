import { dottedText } from '../../../source/dotted-text.ts';
import { type Expression, lastLineOf, lineOf } from '../../../source/syntax.ts';
import type { FrameCode } from '../module-code.ts';
import { attributeBindings, resolve, selfAttribute } from '../names.ts';
import { sourceText } from '../source-text.ts';

/** Where a list gets its value, if it gets it in one place: `rows = load()`, `self.queue = []`. */
export type MadeAt = { readonly line: number; readonly lastLine: number; readonly value: string };

/** Of a name or an attribute of `self`; undefined where it is bound in several places, or by no expression. */
export function madeAt(list: Expression, frame: FrameCode): MadeAt | undefined {
  const attribute = selfAttribute(list, frame);
  const bound = attribute === null ? resolve(dottedText(list), frame) : attributeBindings(attribute, frame);
  const [only, ...others] = bound.filter(({ binding }) => binding.kind !== 'augmented');
  if (only === undefined || others.length > 0 || only.binding.kind !== 'assignment') return undefined;
  const { value } = only.binding;
  const text = value === null ? '' : sourceText(value, only.frame);
  if (value === null || text === '') return undefined;
  return { line: lineOf(value), lastLine: lastLineOf(value), value: text };
}

/** The same value as a deque, at its place. */
export function asDeque(name: string, { line, lastLine, value }: MadeAt, frame: FrameCode): string {
  const start = importLine('collections', frame);
  if (value.includes('\n')) return `${start}${name} = collections.deque(${name})  # after line ${lastLine}`;
  const items = value === '[]' || value === 'list()' ? '' : value;
  return `${start}${name} = collections.deque(${items})  # line ${line}`;
}

/** The line that a fix needs where the file does not know the module under that name; nothing where it does. */
export function importLine(module: string, frame: FrameCode): string {
  return resolve(module, frame).length > 0 ? '' : `import ${module}\n`;
}

import type { Expression } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { type FrameCode, groupBy, type ModuleCode } from './module-code.ts';
import { bindingsOf } from './names.ts';
import { receiversChanged } from './result-use.ts';

/** The functions that change a part of what an expression names and outlives them, once `__init__` has made it. */
export function changersOf(expression: Expression, frame: FrameCode): readonly FrameCode[] {
  const name = outerName(expression, frame);
  return name === undefined ? NOBODY : (changersByName(frame.module).get(name) ?? NOBODY);
}

const NOBODY: readonly FrameCode[] = [];

const changersByName = oncePer(({ frames }: ModuleCode): ReadonlyMap<string, readonly FrameCode[]> => {
  const later = frames.filter(({ parent, scope }) => parent !== null && scope.name !== '__init__');
  const changed = later.flatMap((frame) =>
    receiversChanged(frame).map((one) => ({ name: outerName(one, frame), frame })),
  );
  const grouped = groupBy(changed, ({ name }) => (name === undefined ? [] : [name]));
  return new Map([...grouped].map(([name, all]) => [name, all.map(({ frame }) => frame)]));
});

/** `.trails` of `self.trails`, or a name that the function itself does not bind. */
function outerName(expression: Expression, frame: FrameCode): string | undefined {
  if (expression.nodeType === 'Attribute') return `.${expression.attr}`;
  const isOuter = expression.nodeType === 'Name' && bindingsOf(expression.id, frame).length === 0;
  return isOuter ? expression.id : undefined;
}

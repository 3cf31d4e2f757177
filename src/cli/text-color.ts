import { colorDepth } from './color-depth.ts';
import type { Context } from './context.ts';
import type { DisplayOptions } from './options.ts';

/** Whether printed text is coloured: without being asked only where a terminal shows it. */
export function hasTextColor({ color }: Pick<DisplayOptions, 'color'>, context: Context): boolean {
  return colorDepth(color, context.env) !== false && (color === 'always' || context.hasScreen());
}

import type { Context } from './context.ts';
import type { DisplayOptions } from './options.ts';

/** https://no-color.org: the variable counts if it is set to anything but nothing. */
export function hasColor({ color }: Pick<DisplayOptions, 'color'>, { env }: Context): boolean {
  if (color !== 'auto') return color === 'always';
  return (env['NO_COLOR'] ?? '') === '';
}

/** For text: without being asked only where a terminal shows it. */
export function hasTextColor(options: Pick<DisplayOptions, 'color'>, context: Context): boolean {
  return hasColor(options, context) && (options.color === 'always' || context.hasScreen());
}

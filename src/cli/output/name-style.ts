import type { NameStyle } from '../../pstats/write-name.ts';
import type { Context } from '../context.ts';

/**
 * How pstats' texts write names: into a pipe or a file with CPython's bytes, on a terminal without anything that it
 * would obey.
 */
export function nameStyle({ stdout }: Context): NameStyle {
  return stdout.isTerminal ? 'escaped' : 'raw';
}

import type { ColorDepth } from '../../tui/theme.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What FORCE_COLOR means to most programs of Node. */
const FORCED = new Map<string, ColorDepth | false>([
  ['0', false],
  ['false', false],
  ['2', '256'],
  ['3', 'truecolor'],
]);

/**
 * How many colours to use; false for none. `--color` decides over the environment, NO_COLOR over FORCE_COLOR, and these
 * over what the terminal says of itself. https://no-color.org: the variable counts if it is set to anything but nothing.
 */
export function colorDepth(when: 'auto' | 'always' | 'never', env: Environment): ColorDepth | false {
  if (when === 'never') return false;
  const isRefused = (env['NO_COLOR'] ?? '') !== '';
  if (when === 'auto' && isRefused) return false;
  const forced = FORCED.get(env['FORCE_COLOR'] ?? '');
  if (when === 'auto' && forced !== undefined) return forced;
  return terminalDepth(env);
}

/** Windows' terminal sets neither TERM nor COLORTERM; every one that runs Node today knows 24 bits. */
function terminalDepth(env: Environment): ColorDepth {
  const term = env['TERM'] ?? '';
  if (/^(truecolor|24bit)$/i.test(env['COLORTERM'] ?? '') || /-direct\b/.test(term) || 'WT_SESSION' in env) {
    return 'truecolor';
  }
  return /256/.test(term) ? '256' : '16';
}

import type { CommandDescription } from '../options/describe-commands.ts';
import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { zshScript } from './zsh.ts';

export type Shell = 'bash' | 'zsh' | 'fish';

/** The shells that `completion` knows, and how the script of each is written. */
export const SHELLS: Readonly<Record<Shell, (commands: readonly CommandDescription[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

import { loadBuiltin } from './load-builtin.ts';
import type { RunProgram } from './viewer/edit.ts';

/**
 * The same for programs that have the terminal, with its modes as they were after each: one that ends well may have left
 * it raw, and Node would take that for what it was. Where there is no stty, on Windows, nothing is kept.
 */
export function keepModes(run: RunProgram, keys: number): RunProgram {
  return (command, args) => {
    const modes = stty(keys, '-g');
    try {
      return run(command, args);
    } finally {
      if (modes !== '') stty(keys, modes);
    }
  };
}

function stty(keys: number, word: string): string {
  const { spawnSync } = loadBuiltin('node:child_process');
  const { stdout } = spawnSync('stty', [word], { stdio: [keys, 'pipe', 'ignore'], encoding: 'utf8' });
  return (stdout ?? '').trim();
}

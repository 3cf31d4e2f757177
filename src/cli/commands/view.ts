import type { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import { addDisplayOptions, addListOptions, type DisplayOptions, type ListOptions } from '../options.ts';
import type { Context } from '../streams.ts';
import { runStats } from './stats.ts';

/** The bare command: the viewer where there is a terminal to show it in, else the text of `stats`. */
export function registerView(program: Command, context: Context): void {
  program.argument('[profile...]', 'dumps of cProfile, plain or gzipped; - reads standard input; several are merged');
  addDisplayOptions(addListOptions(program)).action((paths: string[], options: ListOptions & DisplayOptions) => {
    if (paths.length === 0)
      throw new UsageError(
        'usage',
        'no profile given: name the file that `python -m cProfile -o out.prof app.py` wrote',
      );
    return runStats(paths, options, context);
  });
}

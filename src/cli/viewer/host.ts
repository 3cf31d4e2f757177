import { dirname } from 'node:path';
import type { Host } from '../../tui/host.ts';
import type { Context, Terminal } from '../context.ts';
import { prepareEditor } from './edit.ts';
import { sourceFinder } from './find-source.ts';

/** What the viewer of these profiles may ask of the world. */
export function makeHost(paths: readonly string[], { env }: Context, { run }: Terminal): Host {
  const folders = new Set([...paths.filter((path) => path !== '-').map((path) => dirname(path)), '.']);
  return {
    findSource: sourceFinder([...folders]),
    prepareEditor: (path, line) => prepareEditor(env, run, path, line),
    isTmux: (env['TMUX'] ?? '') !== '',
  };
}

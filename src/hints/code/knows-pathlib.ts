import { oncePer } from '../../text/lazily.ts';
import { type ModuleCode, nodesOf } from './module-code.ts';

/** Whether the file imports pathlib, or something of it. */
export const knowsPathlib: (module: ModuleCode) => boolean = oncePer(({ frames }: ModuleCode) =>
  frames.some(
    (frame) =>
      nodesOf(frame, 'ImportFrom').some(({ node }) => node.module === 'pathlib') ||
      nodesOf(frame, 'Import').some(({ node }) => node.names.some(({ name }) => name === 'pathlib')),
  ),
);

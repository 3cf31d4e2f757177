import { oncePerName } from '../../text/lazily.ts';
import { type ModuleCode, nodesOf } from './module-code.ts';

/** Whether the file imports a module, or something of it. */
export const knowsModule: (name: string, module: ModuleCode) => boolean = oncePerName(
  (wanted: string, { frames }: ModuleCode) =>
    frames.some(
      (frame) =>
        nodesOf(frame, 'ImportFrom').some(({ node }) => node.module === wanted) ||
        nodesOf(frame, 'Import').some(({ node }) => node.names.some(({ name }) => name === wanted)),
    ),
);

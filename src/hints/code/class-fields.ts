import { oncePer } from '../../text/lazily.ts';
import { type FrameCode, groupBy, type ModuleCode, nodesOf } from './module-code.ts';

/** `needs` of `needs: tuple` in the body of a class. */
export const annotatedFields: (owner: FrameCode) => readonly string[] = oncePer((owner: FrameCode) =>
  nodesOf(owner, 'AnnAssign').flatMap(({ node: { target } }) => (target.nodeType === 'Name' ? [target.id] : [])),
);

/** The classes of a file by the fields that they name so. */
export const classesByField: (module: ModuleCode) => ReadonlyMap<string, readonly FrameCode[]> = oncePer(
  ({ frames }: ModuleCode) =>
    groupBy(
      frames.filter(({ node }) => node.nodeType === 'ClassDef'),
      annotatedFields,
    ),
);

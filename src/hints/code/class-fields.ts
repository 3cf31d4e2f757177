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

/** `Guard(name, hits)`, `Guard(hits=hits)` and `cls(*row)`, where its class names it as a field. */
export function isFieldGiven(name: string, owner: FrameCode): boolean {
  const before = annotatedFields(owner).indexOf(name);
  const calls = [owner.scope.name, 'cls'].flatMap((made) => owner.module.callsByName().get(made) ?? []);
  return calls.some(
    ({ node: { args, keywords } }) =>
      args.length > before ||
      args.some(({ nodeType }) => nodeType === 'Starred') ||
      keywords.some(({ arg }) => arg == null || arg === name),
  );
}

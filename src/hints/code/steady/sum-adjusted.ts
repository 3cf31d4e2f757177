import { isOnlySum } from '../loops/adding-up.ts';
import { classAround, type FrameCode, nodesOf } from '../module-code.ts';
import { selfAttribute } from '../names.ts';
import { isChangedBeside } from './run-beside.ts';
import { changesOfItems } from './ways-to-change.ts';

/** Of such the sum is no longer what it was: it has to be changed along. */
export function readsAdjusted(frame: FrameCode): boolean {
  const anew = changesOfItems(frame.module);
  return [frame, ...frame.inner].some((one) =>
    nodesOf(one, 'Attribute').some(({ node }) => selfAttribute(node, frame) === null && anew.has(node.attr)),
  );
}

/** `lot.qty -= used` in a method of the same class: what it does to a sum of all `lot.qty` it can do to one that is kept along. */
export function isSumAdjusted(name: string, frame: FrameCode): boolean {
  const isOfAll = nodesOf(frame, 'GeneratorExp').every(({ node }) =>
    node.generators.every(({ ifs }) => ifs.length === 0),
  );
  const changes = changesOfItems(frame.module).get(name) ?? [];
  return (
    isOfAll &&
    isOnlySum(frame) &&
    changes.length > 0 &&
    !isChangedBeside(frame.module) &&
    changes.every(
      ({ node, parent, frame: at }) =>
        node.nodeType === 'Attribute' &&
        parent?.node.nodeType === 'AugAssign' &&
        ADJUSTING.has(parent.node.op.nodeType) &&
        classAround(at) === classAround(frame),
    )
  );
}

const ADJUSTING: ReadonlySet<string> = new Set(['Add', 'Sub']);

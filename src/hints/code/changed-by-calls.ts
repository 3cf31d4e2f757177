import { oncePer, oncePerName } from '../../text/lazily.ts';
import { type FrameCode, type LoopNode, type ModuleCode, nodesInLoop } from './module-code.ts';
import { bindingsOf, isElsewhere } from './names.ts';
import { reboundNames } from './rebound-names.ts';
import { type FrameTest, framesMeant, framesThatReach } from './steady/pure-frame.ts';
import { attributesSetLater, setsByAttribute } from './steady/set-later.ts';

/** Whether a function that a loop calls sets an attribute of that name: `self.url` in the `self.step()` of the loop. */
export function isAttributeSetByCalls(attribute: string, loop: LoopNode, frame: FrameCode): boolean {
  const { module } = frame;
  return attributesSetLater(module).has(attribute) && callsAny(settersOf(attribute, module), loop, frame);
}

/** Whether a function that a loop calls says that the name is another's (`global`, `nonlocal`), and binds it. */
export function isNameBoundByCalls(name: string, loop: LoopNode, frame: FrameCode): boolean {
  const { module } = frame;
  return reboundNames(module).has(name) && callsAny(bindersOf(name, module), loop, frame);
}

const settersOf = oncePerName((attribute, module: ModuleCode) => {
  const setters = new Set(
    setsByAttribute(module)
      .get(attribute)
      ?.map(({ frame }) => frame),
  );
  return framesThatReach((frame) => setters.has(frame));
});

const bindersOf = oncePerName((name, _: ModuleCode) =>
  framesThatReach((frame) => isElsewhere(name, frame) && bindingsOf(name, frame).length > 0),
);

function callsAny(wanted: FrameTest, loop: LoopNode, frame: FrameCode): boolean {
  return calledIn(frame)(loop).some((callee) => wanted.has(callee));
}

const calledIn = oncePer((frame: FrameCode) =>
  oncePer((loop: LoopNode): readonly FrameCode[] => [
    ...new Set(
      nodesInLoop(loop, frame).flatMap(({ node }) => (node.nodeType === 'Call' ? framesMeant(node, frame) : [])),
    ),
  ]),
);

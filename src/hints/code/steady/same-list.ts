import { type Expression, isFunctionNode, type SyntaxNode } from '../../../source/syntax.ts';
import { oncePer, oncePerName } from '../../../text/lazily.ts';
import { annotatedFields } from '../class-fields.ts';
import { operandsOf, targetText } from '../loops/copied-whole.ts';
import { type CodeNode, classAround, type FrameCode, type LoopNode, nodesInLoop, nodesOf } from '../module-code.ts';
import { attributeBindings, bindingsOf, calledName, classesOf, methodCalled, selfAttribute } from '../names.ts';
import { LENGTHENING } from './changing-methods.ts';
import { isSameInEveryCall } from './invariance.ts';
import { isMaking, setsByAttribute } from './set-later.ts';

/** Whether it is the same list each time that a node runs: one that is made longer meanwhile, or does not change at all. */
export function isSameList(list: Expression, code: CodeNode, frame: FrameCode): boolean {
  const text = targetText(list);
  const base = baseOf(list);
  if (base === undefined) return false;
  const loop = code.loops.find((one) => {
    const { others, sortedCopies } = boundAnew(frame)(one);
    return !others.has(base) && !others.has(text) && (base === text || !sortedCopies.has(base));
  });
  if (loop !== undefined) return !filledAnew(frame)(loop).has(text);
  return isFunctionNode(frame.node) && !filledIn(frame).has(text) && isLastingList(list, text, frame);
}

/** The name with which `self.rows` or `rows` begins; undefined for what is made anew: a call, a slice, an item of something. */
function baseOf(list: Expression): string | undefined {
  let at = list;
  while (at.nodeType === 'Attribute') at = at.value;
  if (at.nodeType === 'Call' && at.func.nodeType === 'Attribute' && VIEWS.has(at.func.attr))
    return baseOf(at.func.value);
  return at.nodeType === 'Name' ? at.id : undefined;
}

const VIEWS: ReadonlySet<string> = new Set(['items', 'keys', 'values']);

/** What a loop binds: names and targets, apart by whether they get a sorted copy of themselves or something else. */
type BoundAnew = { readonly others: ReadonlySet<string>; readonly sortedCopies: ReadonlySet<string> };

/** Asked for each list that is used in the loop. */
const boundAnew = oncePer((frame: FrameCode) =>
  oncePer((loop: LoopNode): BoundAnew => {
    const others = new Set<string>();
    const sortedCopies = new Set<string>();
    for (const { node, parent } of nodesInLoop(loop, frame)) {
      for (const [text, value] of boundBy(node, parent?.node)) {
        (value !== undefined && isSortedCopy(value, text, frame) ? sortedCopies : others).add(text);
      }
    }
    return { others, sortedCopies };
  }),
);

function boundBy(node: SyntaxNode, parent: SyntaxNode | undefined): readonly (readonly [string, Expression?])[] {
  if (node.nodeType === 'Assign') return node.targets.map((target) => [targetText(target), node.value]);
  if (node.nodeType !== 'Name' || node.ctx.nodeType !== 'Store' || parent?.nodeType === 'Assign') return [];
  return [[node.id]];
}

/** `rows = sorted(rows)`, `rows = sorted(rows + [row])`, `rows = rows + [row]` and `rows = rows[1:]` keep the list, but for what comes or goes. */
function isSortedCopy(value: Expression, text: string, frame: FrameCode): boolean {
  if (value.nodeType === 'BinOp') return targetText(value.left) === text;
  if (value.nodeType === 'Subscript' && value.slice.nodeType === 'Slice') {
    return targetText(value.value) === text || isSortedCopy(value.value, text, frame);
  }
  if (value.nodeType !== 'Call' || calledName(value, frame) !== 'sorted') return false;
  return value.args.some((one) => operandsOf(one).some((operand) => targetText(operand) === text));
}

/** By loop: what gets another content under the same name: `rows.clear()`, `rows[:] = ...`. */
const filledAnew = oncePer((frame: FrameCode) =>
  oncePer(
    (loop: LoopNode): ReadonlySet<string> =>
      new Set(nodesInLoop(loop, frame).flatMap(({ node }) => filledBy(node, frame) ?? [])),
  ),
);

function filledBy(node: SyntaxNode, frame: FrameCode): string | undefined {
  if (node.nodeType === 'Call') {
    const method = methodCalled(node, frame);
    return method?.name === 'clear' ? targetText(method.receiver) : undefined;
  }
  const isStore = node.nodeType === 'Subscript' && node.ctx.nodeType === 'Store' && node.slice.nodeType === 'Slice';
  return isStore ? targetText(node.value) : undefined;
}

/** The functions that fill an attribute with something else once its object is made, of whichever object. */
export function fillersOf(attribute: string, { module }: FrameCode): readonly FrameCode[] {
  const set = (setsByAttribute(module).get(attribute) ?? []).map(({ frame }) => frame);
  const filled = module.frames.filter(
    (frame) => !isMaking(frame) && [...filledIn(frame)].some((one) => one.endsWith(`.${attribute}`)),
  );
  return [...new Set([...set, ...filled])];
}

/** What a function fills anew anywhere. */
const filledIn = oncePer(
  (frame: FrameCode): ReadonlySet<string> => new Set(frame.nodes.flatMap(({ node }) => filledBy(node, frame) ?? [])),
);

/** Asked for each place where the list is used. */
const isGrown: (text: string, frame: FrameCode) => boolean = oncePerName((text, frame) =>
  nodesOf(frame, 'Call').some(({ node }) => {
    const method = methodCalled(node, frame);
    return method !== undefined && LENGTHENING.has(method.name) && targetText(method.receiver) === text;
  }),
);

/** `rows: list[Row]` in the body of a dataclass */
function isFieldOfObject(attribute: string, frame: FrameCode): boolean {
  const owner = classAround(frame);
  return owner !== null && classesOf(owner).some((each) => annotatedFields(each).includes(attribute));
}

/** A list of the object or of the module that the function does not make itself, and that it makes longer or never changes. */
function isLastingList(list: Expression, text: string, frame: FrameCode): boolean {
  if (list.nodeType === 'Attribute') {
    const attribute = selfAttribute(list, frame);
    if (attribute === null) return false;
    const isMadeHere = bindingsOf(text, frame).some(
      ({ binding: { kind, value } }) => kind === 'assignment' && (value === null || !isSortedCopy(value, text, frame)),
    );
    return !isMadeHere && (attributeBindings(attribute, frame).length > 0 || isFieldOfObject(attribute, frame));
  }
  if (list.nodeType !== 'Name') return false;
  const own = bindingsOf(list.id, frame);
  if (own.some(({ binding }) => binding.kind !== 'argument')) return false;
  return isGrown(text, frame) || isSameInEveryCall(list, frame);
}

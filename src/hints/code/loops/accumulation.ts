import { lastName } from '../../../source/dotted-text.ts';
import { type Expression, givenValues, isComprehension, isFunctionNode, type NodeOf } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type CodeNode, type FrameCode, groupBy, type LoopNode, type ModuleCode, nodesOf } from '../module-code.ts';
import { bindingsOf, calledName, isElsewhere } from '../names.ts';
import { argumentsFor, type Given, reductionsBy } from '../values/call-arguments.ts';
import { operandsOf, partsInside, targetText, wholeText } from './copied-whole.ts';
import { statementsBehind } from './one-step.ts';

/** Where a name lives: CPython has an in-place `+=` for texts only for the locals of a function. */
type Home = 'local' | 'cell' | 'global' | 'module' | 'attribute' | 'item' | 'argument';

/** A statement that makes a value longer: `text += more`, `rows = rows + [row]`, `text = start + text`. */
export type Accumulation = {
  readonly code: CodeNode<NodeOf<'Assign' | 'AugAssign' | 'Return'>>;
  readonly target: Expression;
  /** As in the source: `self.text`, `rows`. */
  readonly name: string;
  readonly home: Home;
  readonly value: Expression;
  /** What is put to it. */
  readonly added: readonly Expression[];
  /**
   * `in-place`: `+=`. `after`: `t = t + a`. `chain`: `t = t + a + b`. `before`: `t = a + t`. `around`: `t = a + t + b`.
   * `inside`: in an f-string or list. `carried`: by another name (`new = t + a`, then `t = new`) or by what is returned.
   */
  readonly form: 'in-place' | 'after' | 'chain' | 'before' | 'around' | 'inside' | 'carried';
};

/** All of them in a frame that are repeated without being begun anew in each pass. */
export function accumulations(frame: FrameCode): readonly Accumulation[] {
  const carried = nodesOf(frame, 'Assign').flatMap((code) => carriedAt(code) ?? []);
  const merged = nodesOf(frame, 'AugAssign').flatMap((code) => mergedAt(code) ?? []);
  const own = [...lengthenings(frame), ...merged, ...carried].filter((found) => !isBegunAnew(found));
  return [...own, ...nodesOf(frame, 'Return').flatMap(returnedBy)];
}

/** All of them in a frame, also those of one message: `text = start`, then `text += end`. */
export function lengthenings(frame: FrameCode): readonly Accumulation[] {
  const augmented = nodesOf(frame, 'AugAssign').flatMap((code) => augmentedAt(code) ?? []);
  const assigned = nodesOf(frame, 'Assign').flatMap((code) => assignedAt(code) ?? []);
  return [...augmented, ...assigned];
}

function augmentedAt(code: CodeNode<NodeOf<'AugAssign'>>): Accumulation | undefined {
  const { target, op, value } = code.node;
  if (op.nodeType !== 'Add') return undefined;
  return made(code, target, value, [value], 'in-place');
}

/** `tags |= {tag}`, which makes a frozenset anew. */
function mergedAt(code: CodeNode<NodeOf<'AugAssign'>>): Accumulation | undefined {
  const { target, op, value } = code.node;
  return op.nodeType === 'BitOr' ? made(code, target, value, [value], 'in-place') : undefined;
}

function assignedAt(code: CodeNode<NodeOf<'Assign'>>): Accumulation | undefined {
  const [target, ...others] = code.node.targets;
  if (target === undefined || others.length > 0) return undefined;
  const { value } = code.node;
  const replaced = value.nodeType === 'Call' ? replacedAt(code, value, target) : undefined;
  if (replaced !== undefined) return replaced;
  const split = splitBy(targetText(target), value);
  return split === undefined ? undefined : made(code, target, value, split.added, split.form);
}

/** `state = replace(state, log=state.log + (entry,))`, and `row = row._replace(...)`: what grows lives as long as its object. */
function replacedAt(
  code: CodeNode<NodeOf<'Assign'>>,
  call: NodeOf<'Call'>,
  owner: Expression,
): Accumulation | undefined {
  const name = targetText(owner);
  for (const { arg, value } of isReplacement(call, name, code.frame) ? call.keywords : []) {
    const split = splitBy(`${name}.${arg}`, value);
    const found = split === undefined ? undefined : made(code, split.kept, value, split.added, 'carried');
    if (found !== undefined) return { ...found, name };
  }
  return undefined;
}

function isReplacement(call: NodeOf<'Call'>, name: string, frame: FrameCode): boolean {
  const { func, args } = call;
  if (func.nodeType === 'Attribute' && func.attr === '_replace') return targetText(func.value) === name;
  const [replaced] = args;
  return replaced !== undefined && targetText(replaced) === name && REPLACING.has(calledName(call, frame));
}

const REPLACING: ReadonlySet<string> = new Set(['dataclasses.replace', 'copy.replace']);

/** What of a value is the one of that name, and what is put to it. */
type Split = Pick<Accumulation, 'added' | 'form'> & { readonly kept: Expression };

function splitBy(name: string, value: Expression): Split | undefined {
  const isSum = value.nodeType === 'BinOp' && value.op.nodeType === 'Add';
  const parts = isSum ? operandsOf(value) : partsInside(value);
  const at = parts.findIndex((part) => wholeText(part) === name);
  const kept = parts[at];
  if (kept === undefined) return undefined;
  return { kept, added: parts.filter((_, index) => index !== at), form: isSum ? formOf(at, parts) : 'inside' };
}

/** Where among its operands the target itself stands. */
function formOf(at: number, operands: readonly Expression[]): Accumulation['form'] {
  if (at > 0) return at === operands.length - 1 ? 'before' : 'around';
  const kind = operands[0]?.nodeType;
  if (kind === 'Call' || kind === 'BoolOp') return 'inside'; // `groups.get(key, '') + more`
  return operands.length > 2 ? 'chain' : 'after';
}

/** `new = {**found, key: value}` where `found = new` stands in the same loop. */
function carriedAt(code: CodeNode<NodeOf<'Assign'>>): Accumulation | undefined {
  const [name, ...others] = code.node.targets;
  if (name?.nodeType !== 'Name' || others.length > 0) return undefined;
  const { value } = code.node;
  for (const onward of (onwardsOf(code.frame).get(name.id) ?? []).slice(0, MOST_LOOKED_AT)) {
    const [target] = onward.node.targets;
    const split = target === undefined ? undefined : splitBy(targetText(target), value);
    if (target === undefined || split === undefined || onward.loops.at(-1) !== code.loops.at(-1)) continue;
    if (isOtherwiseAnew(name.id, targetText(target), code) || isLastOfAll(onward)) continue;
    return made(code, target, value, split.added, 'carried');
  }
  return undefined;
}

/** `name = longer` before the `break` of the only loop, or before `return`: what is longer is made longer no more. */
function isLastOfAll(onward: CodeNode<NodeOf<'Assign'>>): boolean {
  return statementsBehind(onward).some(
    ({ nodeType }) => nodeType === 'Return' || (nodeType === 'Break' && onward.loops.length === 1),
  );
}

/** `phrase = table[code]` in another branch of the loop: what is handed on then begins anew. */
function isOtherwiseAnew(name: string, target: string, { loops, frame }: CodeNode): boolean {
  return assignedTo(name, frame).some(
    ({ node: { value }, loops: others }) =>
      others.at(-1) === loops.at(-1) && wholeText(value) !== target && splitBy(target, value) === undefined,
  );
}

/** One name may be bound, and its value handed on, very many times. */
const MOST_LOOKED_AT = 8;

/** By name: the assignments that hand its value on, `found = new`. */
const onwardsOf = oncePer((frame: FrameCode) =>
  groupBy(nodesOf(frame, 'Assign'), ({ node: { targets, value } }) =>
    targets.length === 1 && value.nodeType === 'Name' ? [value.id] : [],
  ),
);

/** `return rows + [row]`, or `new = list(rows)` before `return new`, where the callers put the result in the place of `rows`. */
function returnedBy(code: CodeNode<NodeOf<'Return'>>): readonly Accumulation[] {
  const { frame } = code;
  const { value } = code.node;
  if (value === undefined) return [];
  const makers = value.nodeType === 'Name' ? assignedTo(value.id, frame) : [code];
  return makers.flatMap((maker) => {
    const made = maker.node.value;
    const parts = made === undefined ? [] : argumentsFedBack(frame).flatMap((name) => splitBy(name, made) ?? []);
    return parts.slice(0, 1).map(({ kept, added }): Accumulation => {
      const name = targetText(kept);
      return { code: maker, target: kept, name, home: 'argument', value: made ?? kept, added, form: 'carried' };
    });
  });
}

function assignedTo(name: string, frame: FrameCode): readonly CodeNode<NodeOf<'Assign'>>[] {
  return (assignedByName(frame).get(name) ?? []).slice(0, MOST_LOOKED_AT);
}

const assignedByName = oncePer((frame: FrameCode) =>
  groupBy(nodesOf(frame, 'Assign'), ({ node: { targets } }) => targets.map(targetText)),
);

/** The arguments in whose place the callers in the file put what they get: `rows = with_row(rows, row)`, `reduce(merge, dicts)`. */
const argumentsFedBack = oncePer((frame: FrameCode): readonly string[] => {
  if (!isFunctionNode(frame.node)) return [];
  const names = frame.node.args.args.map(({ arg }) => arg);
  const fedBack = new Set((callsFedBack(frame.module).get(frame.scope.name) ?? []).map(({ node }) => node));
  const isFedBack = ({ value, call }: Given): boolean =>
    call !== null && fedBack.has(call.node) && isResult(value, call);
  const isReduced = reductionsBy(frame).length > 0;
  return names.filter(
    (name, at) => (isReduced && at === 0) || (fedBack.size > 0 && argumentsFor(name, frame).some(isFedBack)),
  );
});

/** By name: the calls whose result takes the place of one of their arguments. */
const callsFedBack = oncePer((module: ModuleCode) =>
  groupBy([...module.callsByName().values()].flat(), (call) => {
    const isFedBack = givenValues(call.node).some((value) => isResult(value, call));
    return isFedBack ? [lastName(call.node.func)] : [];
  }),
);

function isResult(value: Expression, { parent }: CodeNode): boolean {
  if (parent?.node.nodeType !== 'Assign') return false;
  return parent.node.targets.some((target) => targetText(target) === wholeText(value));
}

function made(
  code: Accumulation['code'],
  target: Expression,
  value: Expression,
  added: readonly Expression[],
  form: Accumulation['form'],
): Accumulation | undefined {
  const home = homeOf(target, code.frame);
  return home === undefined ? undefined : { code, target, name: targetText(target), home, value, added, form };
}

/** Whether what grows outlives the call: it is no local of the function. */
export function isLasting({ home }: Accumulation): boolean {
  return home !== 'local' && home !== 'cell';
}

function homeOf(target: Expression, frame: FrameCode): Home | undefined {
  if (target.nodeType === 'Attribute') return 'attribute';
  if (target.nodeType === 'Subscript') return 'item';
  if (target.nodeType !== 'Name') return undefined;
  if (frame.node.nodeType === 'Module' || frame.node.nodeType === 'ClassDef') return 'module';
  if (isElsewhere(target.id, frame)) return 'global';
  return isCaptured(target.id, frame) ? 'cell' : 'local';
}

/** Whether a function defined in the frame reads the name: then it lives in a cell. */
function isCaptured(name: string, frame: FrameCode): boolean {
  return namesCaptured(frame).has(name);
}

const namesCaptured = oncePer(({ inner }: FrameCode): ReadonlySet<string> => new Set(inner.flatMap(namesOfOthers)));

function namesOfOthers(frame: FrameCode): readonly string[] {
  const isOwn = (name: string): boolean =>
    isFunctionNode(frame.node) && bindingsOf(name, frame).length > 0 && !isElsewhere(name, frame);
  return nodesOf(frame, 'Name').flatMap(({ node: { id } }) => (isOwn(id) ? [] : [id]));
}

/** The innermost loop around a node in which a name is assigned: it begins anew with each pass of it. */
export function loopThatBegins(name: string, code: CodeNode): LoopNode | undefined {
  const begun = loopsThatBegin(code.frame).get(name);
  return begun === undefined ? undefined : code.loops.findLast((loop) => begun.has(loop));
}

type Begun = { readonly name: string; readonly places: readonly (LoopNode | null)[] };

/** By name: the loops in which it is assigned without being made of itself, and null where that is done outside of them. */
const loopsThatBegin = oncePer((frame: FrameCode): ReadonlyMap<string, ReadonlySet<LoopNode | null>> => {
  const codes = [...nodesOf(frame, 'Assign'), ...nodesOf(frame, 'For')];
  const begun = codes.flatMap((code): Begun[] =>
    namesBegunBy(code).map((name) => ({ name, places: code.loops.length === 0 ? [null] : code.loops })),
  );
  const byName = groupBy(begun, ({ name }) => [name]);
  return new Map([...byName].map(([name, all]) => [name, new Set(all.flatMap(({ places }) => places))]));
});

function namesBegunBy(code: CodeNode<NodeOf<'Assign' | 'For'>>): readonly string[] {
  const { node } = code;
  const names = node.nodeType === 'For' ? [targetText(node.target)] : node.targets.map(targetText);
  return names.filter((name) => !refersTo(code, name));
}

/** Whether each pass begins with a new value, so that nothing grows over the passes. */
function isBegunAnew(found: Accumulation): boolean {
  const { code, target, name } = found;
  const loop = code.loops.at(-1);
  if (loop === undefined && !isLasting(found)) return true;
  if (namesCutAgain(code.frame).has(name) || isOncePerItem(found)) return true;
  const begun = loopsThatBegin(code.frame).get(name);
  if (begun === undefined) return false;
  return loop === undefined ? begun.has(null) && target.nodeType !== 'Subscript' : begun.has(loop);
}

/** `text = text + more` elsewhere in the loop does not begin anew, nor does `text = longer` where `longer` is made of it. */
function refersTo({ node, frame }: CodeNode, name: string): boolean {
  if (node.nodeType !== 'Assign') return false;
  const { value } = node;
  if (value.nodeType === 'Call' && isReplacement(value, name, frame)) return true;
  const makers = value.nodeType === 'Name' ? assignedTo(value.id, frame) : [];
  return splitBy(name, value) !== undefined || makers.some((maker) => splitBy(name, maker.node.value) !== undefined);
}

/** `pending += chunk` where the same function takes from its front what it has used: these names do not grow. */
const namesCutAgain = oncePer((frame: FrameCode): ReadonlySet<string> => {
  const isCut = ([name, all]: readonly [string, readonly CodeNode<NodeOf<'Assign'>>[]]): boolean =>
    all.some(
      ({ node: { value } }) =>
        value.nodeType === 'Subscript' && value.slice.nodeType === 'Slice' && wholeText(value.value) === name,
    );
  return new Set([...assignedByName(frame)].filter(isCut).map(([name]) => name));
});

/** `record['name'] += found` before the `break` of a search, where each round of the loop around has another record. */
function isOncePerItem({ code, target }: Accumulation): boolean {
  const [outer, loop] = code.loops.slice(-2);
  if (loop === undefined || isComprehension(loop) || outer?.nodeType !== 'For' || target.nodeType === 'Name')
    return false;
  const around = code.parent?.node;
  const body = around?.nodeType === 'If' ? around.body : loop.body;
  const isLeft = body.some(({ nodeType }) => nodeType === 'Break') && body.some((step) => step === code.node);
  return isLeft && outer.target.nodeType === 'Name' && targetText(target).startsWith(outer.target.id);
}

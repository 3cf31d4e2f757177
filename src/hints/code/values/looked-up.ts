import { type Expression, isFunctionNode, type NodeOf } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type CodeNode, codeAt, type FrameCode, type ModuleCode, nodesOf } from '../module-code.ts';
import { attributesNamed, bindingsOf, calledName, selfAttribute, selfName } from '../names.ts';
import { keysChanged, PLAIN } from '../steady/keys-changed.ts';
import { isKnownPure } from '../steady/known-pure.ts';
import { withCalled } from '../steady/pure-frame.ts';
import { receiversChanged } from '../steady/receivers-changed.ts';
import { isMaking } from '../steady/set-later.ts';
import { argumentsFor } from './call-arguments.ts';
import { isShared } from './own-values.ts';
import { kindOf } from './value-kind.ts';

/** The argument that each call of a function looks up by `[]`, and in what: there are no answers for other keys. */
export const lookedUp: (callee: FrameCode) => { readonly name: string; readonly table: Expression } | undefined =
  oncePer((callee: FrameCode) => {
    if (!isFunctionNode(callee.node)) return undefined;
    const found = nodesOf(callee, 'Subscript').find(
      (code) => code.node.ctx.nodeType === 'Load' && isArgument(code.node.slice, callee) && isInEachCall(code),
    );
    return found?.node.slice.nodeType === 'Name' ? { name: found.node.slice.id, table: found.node.value } : undefined;
  });

/** Whether a call gives a value to look up. */
export function isLookedUp(value: Expression | undefined, call: NodeOf<'Call'>, callee: FrameCode): boolean {
  const given = argumentsFor(lookedUp(callee)?.name ?? '', callee);
  return given.some((one) => one.call?.node === call && one.value === value);
}

function isArgument(slice: Expression, callee: FrameCode): boolean {
  const [only, ...others] = slice.nodeType === 'Name' ? bindingsOf(slice.id, callee) : [];
  return only?.binding.kind === 'argument' && others.length === 0;
}

/** In the first statement, where nothing decides whether it is looked up; a walk begins with what it walks. */
function isInEachCall(code: CodeNode): boolean {
  const { node } = code.frame;
  const body = isFunctionNode(node) ? node.body : [];
  const [first, second] = body;
  const isText = first?.nodeType === 'Expr' && first.value.nodeType === 'Constant';
  let at = code;
  for (; at.parent !== null && at.parent.node !== node; at = at.parent)
    if (DECIDING.test(at.parent.node.nodeType)) return false;
  return code.loops.length === 0 && at.node === (isText ? second : first);
}

const DECIDING = /^(If|BoolOp|Try|While|With|AsyncWith|Lambda|Match)/;

/** By function: at how many places each call of it changes the entry of one key. */
export type Puts = ReadonlyMap<FrameCode, number>;

/**
 * Who puts something into the dict that a function looks its argument up in, one key at a time, where each object begins with an
 * empty one and nothing else that the function reads is changed by them; undefined where more may be done to it.
 */
export const putsOfLookUp: (callee: FrameCode) => Puts | undefined = oncePer((callee: FrameCode) => {
  const table = lookedUp(callee)?.table;
  if (table?.nodeType !== 'Attribute' || selfAttribute(table, callee) === null) return undefined;
  const bound = attributesNamed(table.attr, callee);
  const isOwn = bound.every(
    ({ binding: { value, node }, frame }) =>
      isMaking(frame) &&
      value?.nodeType === 'Dict' &&
      value.keys.length === 0 &&
      !(node.nodeType === 'Assign' && node.targets.length > 1), // `self.all = self.rows = {}`
  );
  if (asksForOtherKeys(callee) || isHadWhole(table.attr, callee.module)) return undefined;
  // `self.rows[key] / sum(self.rows.values())` is another after a change of any entry
  const reads = withCalled(callee).flatMap((one) => [one, ...one.inner].flatMap((at) => nodesOf(at, 'Attribute')));
  if (new Set(reads.flatMap(({ node }) => (node.attr === table.attr ? [node] : []))).size !== 1) return undefined;
  if (bound.length === 0 || !isOwn || isSetOtherwise(table.attr, callee.module)) return undefined;
  const puts = new Map<FrameCode, number>();
  for (const frame of callee.module.frames) {
    const parts = receiversChanged(frame).filter((part) => keysChanged(frame)(part).has(`.${table.attr}`));
    if (parts.length === 0) continue;
    if (!parts.every((part) => isOfOneKey(part, table.attr, frame)) || readsMore(callee, parts, frame))
      return undefined;
    puts.set(frame, parts.filter((part) => !isBegun(part, parts, frame)).length);
  }
  return puts;
});

/** It calls itself, or gives its object to what may ask it for all: `self.closure(other)`, `len(self)`, `for other in self`. */
function asksForOtherKeys(callee: FrameCode): boolean {
  return withCalled(callee).some((one) =>
    [one, ...one.inner].some(
      (at) =>
        nodesOf(at, 'Attribute').some(({ node }) => node.attr === callee.scope.name) ||
        nodesOf(at, 'Name').some(
          ({ node, parent }) => node.id === selfName(one) && parent?.node.nodeType !== 'Attribute',
        ),
    ),
  );
}

/** `self.everything = self.rows`, `return self.rows`: whoever has the dict by another name may read all of it. */
function isHadWhole(attribute: string, { frames }: ModuleCode): boolean {
  return frames.some((frame) =>
    nodesOf(frame, 'Attribute').some(({ node, parent }) => {
      const around = parent?.node;
      if (node.attr !== attribute || node.ctx.nodeType !== 'Load' || around === undefined) return false;
      if (around.nodeType === 'Call') return around.func !== node && !isKnownPure(calledName(around, frame));
      return HAVING.test(around.nodeType);
    }),
  );
}

const HAVING = /^(AnnAssign|Assign|BoolOp|Dict|IfExp|Keyword|Lambda|List|NamedExpr|Return|Set|Starred|Tuple|Yield)$/i;

/** `self.rows[key] = rows`, `self.rows.setdefault(key, rows)`: who has them besides may change them. */
function isPutShared(code: CodeNode): boolean {
  const put = putAt(code);
  if (put === undefined) return false;
  return put === null || (isShared(put, code.frame) && !PLAIN.test(kindOf(put, code.frame)));
}

/** undefined where nothing is put in, null where it has other names too. */
function putAt({ parent }: CodeNode): Expression | null | undefined {
  const around = parent?.parent?.node;
  if (around?.nodeType === 'Call') return around.func === parent?.node ? around.args[1] : undefined;
  if (parent?.node.nodeType !== 'Subscript' || parent.node.ctx.nodeType !== 'Store') return undefined;
  if (around?.nodeType === 'AugAssign') return undefined;
  return around?.nodeType === 'Assign' && around.targets.length === 1 ? around.value : null;
}

/** `other.rows = self.rows`: two objects have the same dict. */
function isSetOtherwise(attribute: string, { frames }: ModuleCode): boolean {
  return frames.some((frame) =>
    nodesOf(frame, 'Attribute').some(
      ({ node }) =>
        node.attr === attribute &&
        node.ctx.nodeType !== 'Load' &&
        !(isMaking(frame) && selfAttribute(node, frame) !== null),
    ),
  );
}

/** `self.rows[key]` and `self.rows.setdefault(key, [])`, which is changed, or `self.rows` itself by one key, in no loop. */
function isOfOneKey(part: Expression, attribute: string, frame: FrameCode): boolean {
  const code = codeAt(part, frame);
  if (code === undefined || code.loops.length > 0) return false;
  if (part.nodeType === 'Attribute') return part.attr === attribute && isByKey(code) && !isPutShared(code);
  if (part.nodeType === 'Name') {
    const [only, ...others] = bindingsOf(part.id, frame);
    const { kind, value = null } = only?.binding ?? {};
    return kind === 'assignment' && value !== null && others.length === 0 && isEntry(value, attribute);
  }
  return isEntry(part, attribute);
}

/** `self.rows` of `self.rows.setdefault(key, []).append(row)`, which changes one entry. */
function isBegun(part: Expression, parts: readonly Expression[], frame: FrameCode): boolean {
  const call = codeAt(part, frame)?.parent?.parent?.node;
  return call?.nodeType === 'Call' && parts.includes(call);
}

function isEntry(value: Expression, attribute: string): boolean {
  const { nodeType } = value;
  const owner = nodeType === 'Subscript' ? value.value : nodeType === 'Call' ? setBy(value) : undefined;
  return owner?.nodeType === 'Attribute' && owner.attr === attribute;
}

function setBy({ func }: NodeOf<'Call'>): Expression | undefined {
  return func.nodeType === 'Attribute' && func.attr === 'setdefault' ? func.value : undefined;
}

function isByKey({ node, parent }: CodeNode): boolean {
  const around = parent?.node;
  if (around?.nodeType === 'Subscript') return around.value === node && around.slice.nodeType !== 'Slice';
  return around?.nodeType === 'Attribute' && /^(setdefault|pop)$/.test(around.attr);
}

/** Whether a function that puts something into the dict changes more of what is read. */
function readsMore(callee: FrameCode, parts: readonly Expression[], frame: FrameCode): boolean {
  const readers = withCalled(callee).flatMap((one) => [one, ...one.inner]);
  const read = new Set(
    readers.flatMap((one) => [
      ...nodesOf(one, 'Attribute').map(({ node }) => node.attr),
      ...nodesOf(one, 'Name').flatMap(({ node }) => (bindingsOf(node.id, one).length === 0 ? [node.id] : [])),
    ]),
  );
  const others = receiversChanged(frame).filter((part) => !parts.includes(part));
  const keys = others.flatMap((part) => [...keysChanged(frame)(part)]);
  const isSet = nodesOf(frame, 'Attribute').some(({ node }) => node.ctx.nodeType !== 'Load' && read.has(node.attr));
  return isSet || keys.some((key) => read.has(key.replace(/^.*[.:]/, '')));
}

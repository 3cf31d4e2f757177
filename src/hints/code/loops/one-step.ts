import { dottedText } from '../../../source/dotted-text.ts';
import { lastLineOf, lineOf, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type CodeNode, type FrameCode, framesInside, nodesOf } from '../module-code.ts';
import { bindingsOf, calledName, isElsewhere, resolve } from '../names.ts';
import { namesBoundBy } from '../steady/invariance.ts';
import { isOpening } from '../written-beside.ts';

type Loop = CodeNode<NodeOf<'For'>>;

/**
 * Whether one statement may stand in the place of a loop that does nothing but put its items to what has this name: the
 * loop reads the name nowhere else, leaves nothing behind that is read, and nobody sees what a loop that failed had put.
 */
export function isOneStep(name: string, loop: Loop, ownMentions: number): boolean {
  const { node, frame } = loop;
  if (frame.node.nodeType === 'ClassDef' || isElsewhere(name, frame) || node.orelse.length > 0) return false;
  if (mentionsIn(node, name) !== ownMentions || !isPlain(node.target) || isStoppedBy(node)) return false;
  return !isSeenOutside(loop) && !isSeenAfterFailure(name, loop) && !(isCaptured(name, frame) && mayReach(loop));
}

function mentionsIn(root: SyntaxNode, name: string): number {
  let count = 0;
  for (const node of walkSyntax(root)) if (node.nodeType === 'Name' && node.id === name) count++;
  return count;
}

function isPlain(target: SyntaxNode): boolean {
  const parts = [...walkSyntax(target)];
  return parts.every(({ nodeType }) => PLAIN.has(nodeType));
}

const PLAIN: ReadonlySet<string> = new Set(['Name', 'Tuple', 'List', 'Starred']);

/** What means something else, or is no Python, in a comprehension; and what asks for the names around it. */
function isStoppedBy(loop: NodeOf<'For'>): boolean {
  return [...walkSyntax(loop)].some(
    (node) => STOPPING.has(node.nodeType) || (node.nodeType === 'Call' && ASKING_AROUND.has(dottedText(node.func))),
  );
}

const STOPPING: ReadonlySet<string> = new Set(['Await', 'Yield', 'YieldFrom', 'NamedExpr']);

/** What reads names, or what they hold, without naming them. */
export const ASKING_AROUND: ReadonlySet<string> = new Set(['super', 'locals', 'vars', 'dir', 'eval', 'exec']);

/** Whether what a loop binds in its head is read outside of it, by code that another loop has not bound it for. */
export function isSeenOutside({ node, loops, frame }: Loop): boolean {
  const names = namesBoundBy(node);
  if ([...names].some((name) => isElsewhere(name, frame) || isCaptured(name, frame))) return true;
  const isBoundAnew = (read: CodeNode<NodeOf<'Name'>>): boolean =>
    read.loops.some((loop) => loop === node || (namesBoundBy(loop).has(read.node.id) && !loops.includes(loop)));
  return nodesOf(frame, 'Name').some((read) => names.has(read.node.id) && isRead(read) && !isBoundAnew(read));
}

function isRead({ node, parent }: CodeNode<NodeOf<'Name'>>): boolean {
  return node.ctx.nodeType !== 'Store' || parent?.node.nodeType === 'AugAssign';
}

/** Whether a function that is defined in a frame reads a name of it. */
export function isCaptured(name: string, frame: FrameCode): boolean {
  return namesCaptured(frame).has(name);
}

const namesCaptured = oncePer((frame: FrameCode): ReadonlySet<string> => {
  return new Set(framesInside(frame).flatMap((each) => namesOf(each).filter((name) => isOf(frame, name, each))));
});

function namesOf(frame: FrameCode): readonly string[] {
  return [...new Set(nodesOf(frame, 'Name').map(({ node }) => node.id))];
}

function isOf(owner: FrameCode, name: string, frame: FrameCode): boolean {
  return resolve(name, frame).some((bound) => bound.frame === owner);
}

/** Whether a loop calls what may be code of the program: anything but built-ins, functions of modules, and `append`. */
export function mayReach({ node, frame }: Loop): boolean {
  return [...walkSyntax(node)].some(
    (call) => call.nodeType === 'Call' && !/^(?:\.append|\w[\w.]*)$/.test(calledName(call, frame)),
  );
}

/** Whether a `try` or `with` that may go on after the loop failed has the name outside of its body too. */
export function isSeenAfterFailure(name: string, code: CodeNode): boolean {
  return guardsAround(code).some(({ body }) => {
    const inside = body.reduce((sum, statement) => sum + mentionsIn(statement, name), 0);
    return nodesOf(code.frame, 'Name').filter(({ node }) => node.id === name).length > inside;
  });
}

type Guard = NodeOf<'Try' | 'TryStar' | 'With' | 'AsyncWith'>;

/** The statements around a node of whose failure the function may hear nothing. */
export function guardsAround(code: CodeNode): readonly Guard[] {
  const guards: Guard[] = [];
  for (let at = code; at.parent !== null; at = at.parent) {
    const around = at.parent.node;
    if (isGuard(around, code.frame) && around.body.some((statement) => statement === at.node)) guards.push(around);
  }
  return guards;
}

function isGuard(node: SyntaxNode, frame: FrameCode): node is Guard {
  if (node.nodeType === 'Try' || node.nodeType === 'TryStar') return true;
  if (node.nodeType !== 'With' && node.nodeType !== 'AsyncWith') return false;
  return node.items.some(({ context_expr: made }) => !isOpening(made, frame));
}

/** So many statements are looked at before the loop. */
const MOST_LOOKED_AT = 20;

/**
 * What a name is made with before a loop, in the same block and with nothing between that mentions it; undefined where it
 * is not.
 */
export function begunBefore(name: string, loop: CodeNode): SyntaxNode | undefined {
  const block = blockAround(loop);
  const at = block.indexOf(loop.node);
  for (const statement of block.slice(Math.max(0, at - MOST_LOOKED_AT), at).reverse()) {
    const value = givenBy(statement, name);
    if (value !== undefined || mentionsIn(statement, name) > 0) return value;
  }
  return undefined;
}

function givenBy(statement: SyntaxNode, name: string): SyntaxNode | undefined {
  if (statement.nodeType !== 'Assign' && statement.nodeType !== 'AnnAssign') return undefined;
  const targets = statement.nodeType === 'Assign' ? statement.targets : [statement.target];
  const [target, ...others] = targets;
  const isOwn = target?.nodeType === 'Name' && target.id === name && others.length === 0;
  return isOwn ? statement.value : undefined;
}

/** What stands behind a statement among those of its block. */
export function statementsBehind(code: CodeNode): readonly SyntaxNode[] {
  const block = blockAround(code);
  return block.slice(block.indexOf(code.node) + 1);
}

export function blockAround({ node, parent, frame }: CodeNode): readonly SyntaxNode[] {
  const around = parent?.node ?? frame.node;
  const blocks: readonly unknown[] = [
    'body' in around ? around.body : [],
    'orelse' in around ? around.orelse : [],
    'finalbody' in around ? around.finalbody : [],
  ];
  return blocks.filter(isBlock).find((block) => block.includes(node)) ?? [];
}

function isBlock(field: unknown): field is readonly SyntaxNode[] {
  return Array.isArray(field);
}

/**
 * Whether anybody may have the list of a name when a loop begins, by another name: it was handed on, or kept, and not
 * only made, filled and asked.
 */
export function isHandedOnBefore(name: string, loop: Loop): boolean {
  const { frame } = loop;
  const isOwnName = bindingsOf(name, frame).every(
    ({ binding: { node } }) =>
      node.nodeType === 'AnnAssign' || (node.nodeType === 'Assign' && node.targets.length === 1),
  );
  if (!isOwnName || isCaptured(name, frame)) return true;
  return nodesOf(frame, 'Name').some(
    (read) => read.node.id === name && read.node.ctx.nodeType === 'Load' && !isAfter(read, loop) && !isAsked(read),
  );
}

function isAfter(code: CodeNode, loop: Loop): boolean {
  return lineOf(code.node) > lastLineOf(loop.node) && !code.loops.some((one) => loop.loops.includes(one));
}

/** `rows.append(row)`, `len(rows)`, `rows[0]`, `return rows`: nothing of it is kept. */
export function isAsked({ node, parent }: CodeNode): boolean {
  const around = parent?.node;
  switch (around?.nodeType) {
    case 'Attribute':
      return parent?.parent?.node.nodeType === 'Call' && parent.parent.node.func === around;
    case 'Call':
      return around.func.nodeType === 'Name' && around.func.id === 'len';
    case 'Subscript':
      return around.value === node;
    case 'Return':
    case 'Compare':
    case 'If':
    case 'While':
      return true;
    default:
      return false;
  }
}

import { lastName } from '../../../source/dotted-text.ts';
import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { isCallNamed } from '../call-names.ts';
import { targetText } from '../loops/copied-whole.ts';
import { type CodeNode, type FrameCode, methodsNamed, nodesOf } from '../module-code.ts';
import { methodCalled } from '../names.ts';
import { CHANGING } from './changing-methods.ts';

/** What a function changes in its own lines: by an item, by a method, and as what `heappush` and its kin are given. */
export const changedItself: (frame: FrameCode) => readonly Expression[] = oncePer((frame: FrameCode) => {
  const stored = nodesOf(frame, 'Subscript').flatMap(({ node }) => (node.ctx.nodeType === 'Load' ? [] : [node.value]));
  const called = nodesOf(frame, 'Call').flatMap(({ node }) => {
    const method = methodCalled(node, frame);
    const given = isCallNamed(CHANGING_GIVEN, node, frame) ? node.args.slice(0, 1) : [];
    return method !== undefined && isNamedAsChanging(method.name, frame) ? [method.receiver, ...given] : given;
  });
  const bound = nodesOf(frame, 'Attribute').flatMap((code) =>
    CHANGING.has(code.node.attr) ? [code.node.value, ...givenTo(code)] : [],
  );
  return [...new Set([...stored, ...called, ...bound])];
});

/** `rows` of `list.append(rows, row)` and of `partial(list.append, rows)`. */
function givenTo({ node, parent }: CodeNode<NodeOf<'Attribute'>>): readonly Expression[] {
  const call = parent?.node;
  if (call?.nodeType !== 'Call' || !TYPES.has(lastName(node.value))) return [];
  const given = [call.func, ...call.args];
  return given.slice(given.indexOf(node) + 1).slice(0, 1);
}

const TYPES: ReadonlySet<string> = new Set('list dict set bytearray deque OrderedDict defaultdict Counter'.split(' '));

/** `rows.append(row)`, and `matcher.set_seq1(name)` of a library's object: the file's own methods are looked at. */
export function isNamedAsChanging(method: string, frame: FrameCode): boolean {
  return CHANGING.has(method) || (CHANGES.test(method) && methodsNamed(method, frame).length === 0);
}

const CHANGES = /^(?:set|reset|seek|feed|add|remove|del|update|advance)(?:[_A-Z]|$)/;

/** Functions that change their first argument. */
export const CHANGING_GIVEN: ReadonlySet<string> = new Set(
  `heapq.heappush heapq.heappop heapq.heapify heapq.heapreplace heapq.heappushpop bisect.insort bisect.insort_left
  bisect.insort_right random.shuffle .shuffle setattr operator.setitem`.split(/\s+/),
);

/** `board` of `board[0][1]` and of `board.rows` */
export function rootOf(expression: Expression): string {
  return /^\w*/.exec(targetText(expression))?.[0] ?? '';
}

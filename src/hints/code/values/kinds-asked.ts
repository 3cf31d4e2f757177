import { type Expression, isFunctionNode, type NodeOf } from '../../../source/syntax.ts';
import { oncePerName } from '../../../text/lazily.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../module-code.ts';
import { bindingsOf } from '../names.ts';
import { argumentsFor } from './call-arguments.ts';

/**
 * How many results an argument can make at most, if the function only asks of it whether it holds, or which of some constants
 * it is: `factor = 2 if married else 1`, `if unit == 'km'`. undefined where it does more with it.
 */
export function kindsAsked(
  value: Expression,
  call: NodeOf<'Call'>,
  callee: FrameCode,
): { readonly name: string; readonly kinds: number } | undefined {
  if (!isFunctionNode(callee.node)) return undefined;
  const { posonlyargs, args, kwonlyargs } = callee.node.args;
  const name = [...posonlyargs, ...args, ...kwonlyargs]
    .map(({ arg }) => arg)
    .find((arg) => argumentsFor(arg, callee).some((given) => given.call?.node === call && given.value === value));
  const kinds = name === undefined ? undefined : kindsOf(name, callee);
  return name === undefined || kinds === undefined ? undefined : { name, kinds };
}

const kindsOf = oncePerName((name: string, callee: FrameCode): number | undefined => {
  if (callee.inner.length > 0 || bindingsOf(name, callee).length !== 1) return undefined;
  const reads = nodesOf(callee, 'Name').filter(({ node }) => node.id === name);
  const asked = reads.map((read) => constantAsked(read));
  if (reads.length === 0 || asked.includes(undefined)) return undefined;
  return new Set(asked).size + 1;
});

/** What a use of a name tells apart: a constant that it is held against, or whether it holds; undefined where it tells more. */
function constantAsked({ node, parent }: CodeNode): string | undefined {
  const around = parent?.node;
  switch (around?.nodeType) {
    case 'If':
    case 'IfExp':
    case 'While':
      return around.test === node ? HOLDS : undefined;
    case 'UnaryOp':
      return around.op.nodeType === 'Not' ? HOLDS : undefined;
    case 'Compare': {
      const [other, ...others] = around.comparators;
      const isSame = EQUALITY.has(around.ops[0]?.nodeType ?? '');
      const isConstant = around.left === node && others.length === 0 && other?.nodeType === 'Constant';
      return isSame && isConstant ? `is ${String(other.value)}` : undefined;
    }
    default:
      return undefined;
  }
}

const HOLDS = 'holds';

const EQUALITY: ReadonlySet<string> = new Set(['Eq', 'NotEq', 'Is', 'IsNot']);

import { type Expression, isFunctionNode, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { type CodeNode, type FrameCode, type ModuleCode, nodesOf } from './module-code.ts';
import { bareName, calledName } from './names.ts';
import { framesMeant, withCalled } from './steady/pure-frame.ts';
import { callsTo } from './values/call-arguments.ts';
import { constantText } from './values/constant-text.ts';

/** What is executed: by `execute` itself, or by a function of the file that passes its argument on to it. */
export function statementOf(call: NodeOf<'Call'>, frame: FrameCode): Expression | undefined {
  const name = bareName(call, frame);
  if (name === 'execute') return withoutText(call.args[0], call.args[1], frame);
  const at = argumentPassedOn(frame.module).get(name);
  return at === undefined ? undefined : call.args[at];
}

/** What stands in `text(...)` of SQLAlchemy, whose `execute` takes many rows too: then it is in no need of advice. */
function withoutText(
  given: Expression | undefined,
  values: Expression | undefined,
  frame: FrameCode,
): Expression | undefined {
  if (given?.nodeType !== 'Call' || !/^sqlalchemy\b.*\.text$/.test(calledName(given, frame))) return given;
  return values === undefined || values.nodeType === 'Dict' ? given.args[0] : undefined;
}

/** By name of a function; of those with one name the first. */
const argumentPassedOn = oncePer(({ frames }: ModuleCode): ReadonlyMap<string, number> => {
  const passing = frames.flatMap((frame): (readonly [string, number])[] => {
    const at = passesOn(frame);
    return at === undefined ? [] : [[frame.scope.name, at]];
  });
  return new Map(passing.toReversed());
});

/** Which of its arguments a function gives to `execute`. */
function passesOn(frame: FrameCode): number | undefined {
  if (!isFunctionNode(frame.node)) return undefined;
  const names = new Set(frame.node.args.args.map(({ arg }) => arg));
  const calls = nodesOf(frame, 'Call');
  const isPassing = calls.some(({ node: { args } }) => args[0]?.nodeType === 'Name' && names.has(args[0].id));
  if (!isPassing) return undefined; // what a call is called takes longer to tell
  const given = calls.find(({ node }) => bareName(node, frame) === 'execute')?.node.args[0];
  if (given?.nodeType !== 'Name') return undefined;
  const at = frame.node.args.args.findIndex(({ arg }) => arg === given.id);
  return at < 0 ? undefined : at - (frame.parent?.node.nodeType === 'ClassDef' ? 1 : 0);
}

/** `SELECT SUM(qty) FROM movement` before each `INSERT INTO movement`: then a row must be there when the next one comes. */
export function isReadBetween(statement: Expression, code: CodeNode): boolean {
  const table = WRITTEN.exec(beginningText(statement, code.frame))?.[1];
  return table !== undefined && isAround(readOf(new RegExp(`\\b(?:from|join)\\s+["\`[]?${table}\\b`, 'i')), code);
}

/** `INSERT INTO loans` between two `SELECT * FROM loans`. */
export function isWrittenBetween(statement: Expression, code: CodeNode): boolean {
  const table = READ.exec(beginningText(statement, code.frame))?.[1];
  return (
    table !== undefined && isAround(new RegExp(`^\\s*(?:insert|update|delete|replace)\\b.*?\\b${table}\\b`, 'is'), code)
  );
}

const READ = /\bfrom\s+["`[]?(\w+)/i;

/** A query in whose text something stands. */
export function readOf(table: RegExp): RegExp {
  return new RegExp(`^\\s*(?:select|with)\\b.*?${table.source}`, 'is');
}

const WRITTEN = /\b(?:into|update(?:\s+or\s+\w+)?|from)\s+["`[]?(\w+)/i;

/** What the loop around a place executes, or its function and the loops that call that, if it stands in none. */
export function isAround(text: RegExp, { loops, frame }: CodeNode, inside: readonly FrameCode[] = []): boolean {
  const loop = loops.at(-1);
  const repeated = nodesOf(frame, 'Call').filter((call) => loop === undefined || call.loops.includes(loop));
  if (repeated.some((call) => isDoneBy(call, text))) return true;
  if (loop !== undefined || inside.includes(frame)) return false;
  const calls = callsTo(frame).filter(isInLoop);
  return calls.length > 0 && calls.every((call) => isAround(text, call, [...inside, frame]));
}

/** In a loop of its function, or of one of those from which it comes to be called. */
export function isInLoop({ loops, frame }: CodeNode): boolean {
  return loops.length > 0 || comesFromLoop(frame);
}

const comesFromLoop = oncePer((frame: FrameCode): boolean => {
  const callers = new Set([frame]);
  for (const one of callers) {
    for (const call of callsTo(one)) {
      if (call.loops.length > 0) return true;
      callers.add(call.frame);
    }
  }
  return false;
});

/** By itself, or by what it calls. */
function isDoneBy({ node, frame }: CodeNode<NodeOf<'Call'>>, text: RegExp): boolean {
  const own = textsExecuted(frame).get(node);
  if (own !== undefined && text.test(own)) return true;
  const called = framesMeant(node, frame).flatMap(withCalled);
  return called.some((one) => [...textsExecuted(one).values()].some((executed) => text.test(executed)));
}

/** By the call: how the statements begin that a function executes. */
const textsExecuted = oncePer(
  (frame: FrameCode): ReadonlyMap<SyntaxNode, string> =>
    new Map(
      nodesOf(frame, 'Call').flatMap(({ node }): readonly (readonly [SyntaxNode, string])[] => {
        const statement = bareName(node, frame) === 'executemany' ? node.args[0] : statementOf(node, frame);
        return statement === undefined ? [] : [[node, beginningText(statement, frame)]];
      }),
    ),
);

/** What is known of the text with which a statement begins. */
export function beginningText(statement: Expression, frame: FrameCode): string {
  return constantText(beginningOf(statement), frame) ?? '';
}

/** The text that is there before anything is put to it. */
function beginningOf(statement: Expression): Expression {
  if (statement.nodeType === 'BinOp') return beginningOf(statement.left);
  if (statement.nodeType === 'JoinedStr') return statement.values[0] ?? statement;
  const isFormat =
    statement.nodeType === 'Call' && statement.func.nodeType === 'Attribute' && statement.func.attr === 'format';
  return isFormat && statement.func.nodeType === 'Attribute' ? statement.func.value : statement;
}

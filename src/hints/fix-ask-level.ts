import { givenValues, type NodeOf } from '../source/syntax.ts';
import { walkSyntax } from '../source/walk-syntax.ts';
import { codeAt, type FrameCode } from './code/module-code.ts';
import { fullName } from './code/names.ts';
import { blockText, sourceText } from './code/source-text.ts';
import { leavesAllAsIs } from './code/steady/leaves-alone.ts';
import { importLine } from './code/values/made-at.ts';
import type { Fix } from './rule.ts';

/** A message that is made only where its level is on; nothing where what it asks for changes something. */
export function askingLevel(call: NodeOf<'Call'>, level: string, frame: FrameCode): Pick<Fix, 'before' | 'after'> {
  const { func, args } = call;
  const statement = codeAt(call, frame)?.parent?.node;
  const isWhole = statement?.nodeType === 'Expr' && func.nodeType === 'Attribute';
  const leaves = givenValues(call).every((one) => [...walkSyntax(one)].every((node) => leavesAllAsIs(node, frame)));
  const asked = level === 'log' ? args[0] : undefined;
  if (!isWhole || !leaves || (level === 'log' && asked === undefined)) return {};
  const number = asked === undefined ? `logging.${level.toUpperCase()}` : sourceText(asked, frame);
  const imported = asked === undefined ? importLine('logging', frame) : '';
  const isModule = fullName(func.value, frame) === 'logging';
  const logger = `${sourceText(func.value, frame)}${isModule ? '.getLogger()' : ''}`;
  const before = blockText(statement, frame);
  if (before.includes('"""') || before.includes("'''")) return {};
  return {
    before,
    after: `${imported}if ${logger}.isEnabledFor(${number}):\n    ${before.replaceAll('\n', '\n    ')}`,
  };
}

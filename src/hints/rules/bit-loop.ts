import { type Expression, lineOf, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { isConstant } from '../code/loops/consumption.ts';
import { type CodeNode, type FrameCode, type ModuleCode, nodesInLoop, nodesOf } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { sourceText } from '../code/source-text.ts';
import type { HintRule, Site } from '../rule.ts';
import { weighOwnLoop } from '../weigh-own-loop.ts';

/**
 * Bits shifted or counted one by one
 *
 * ## What it finds
 *
 * A checksum (CRC) that shifts eight times for each byte, one that looks up each byte in a table where the standard library has
 * the same polynomial, and a loop that counts the bits of a number:
 * `while n: count += n & 1; n >>= 1`, `while n: n &= n - 1; count += 1`.
 *
 * ## Why it costs
 *
 * Each bit is a pass of a loop in Python, with a new number for each shift: eight passes a byte, sixty-four a word.
 *
 * ## Example
 *
 *     for byte in data:
 *         crc ^= byte << 8
 *         for _ in range(8):
 *             crc = ((crc << 1) ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
 *
 * ## Instead
 *
 *     crc = binascii.crc_hqx(data, 0xFFFF)
 *
 * `zlib.crc32(data)` is the reflected CRC-32 (0xEDB88320), `binascii.crc_hqx` the CRC-16 of CCITT (0x1021). For another
 * polynomial make a table of 256 numbers once, so that a byte is one look-up. The bits of a number are counted by
 * `n.bit_count()` (from Python 3.10 on) or `bin(n).count('1')`.
 *
 * ## When it does not matter
 *
 * For some thousand bytes. Compare the results with those of your own function before it goes: start value, order of the bits
 * and last xor differ from one CRC to the next.
 */
export const bitLoop: HintRule = {
  id: 'bit-loop',
  title: 'bits shifted or counted one by one',
  article: 'built-ins',
  priority: 2,
  fix: 'Let zlib, binascii or int.bit_count do it, or look up a byte at a time in a table.',
  callees: [],
  time: 'own',
  match: (frame) => [
    ...nodesOf(frame, 'For').flatMap((code) => (isChecksum(code, frame) ? [siteOf(code, 'checksum', frame)] : [])),
    ...nodesOf(frame, 'For').flatMap((code) => tableSite(code, frame)),
    ...nodesOf(frame, 'While').flatMap((code) => (isBitCount(code.node) ? [siteOf(code, 'count', frame)] : [])),
  ],
  weigh: (site, evidence) =>
    weighOwnLoop(site, evidence, {
      ...(isVariant(site.variant) ? WEIGHED[site.variant] : WEIGHED.count),
    }),
};

const WEIGHED = {
  checksum: {
    gain: 'bit-loop/table',
    basis: 'a table is measured; a function written in C takes next to nothing',
    what: 'a pass for each bit',
  },
  crc32: { gain: 'bit-loop/crc32', basis: 'measured on texts of some hundred bytes', what: 'a pass for each byte' },
  crc16: { gain: 'bit-loop/crc32', basis: 'measured for zlib.crc32', what: 'a pass for each byte' },
  count: { gain: 'bit-loop/count', basis: 'measured on numbers of 32 bits', what: 'a pass for each bit' },
} as const;

function isVariant(variant: string | undefined): variant is keyof typeof WEIGHED {
  return variant !== undefined && variant in WEIGHED;
}

const FIXES = {
  checksum: 'Take zlib.crc32 or binascii.crc_hqx if it is one of theirs, else a table of 256 numbers made once.',
  crc32: 'Take zlib.crc32(data): it is the same polynomial.',
  crc16: 'Take binascii.crc_hqx(data, start): it is the same polynomial.',
  count: "Take n.bit_count() (Python 3.10 and later) or bin(n).count('1').",
} as const;

function siteOf(code: CodeNode<NodeOf<'For' | 'While'>>, variant: keyof typeof FIXES, frame: FrameCode): Site {
  const subject = (sourceText(code.node, frame).split('\n')[0] ?? '').replace(/:\s*#.*/, ':');
  return { code: inside(code, frame), subject, variant, lines: [lineOf(code.node)], fix: { text: FIXES[variant] } };
}

/** A node of its body, so that the loop is among those that repeat it. */
function inside(code: CodeNode<NodeOf<'For' | 'While'>>, frame: FrameCode): CodeNode {
  return nodesInLoop(code.node, frame).find(({ node }) => node === code.node.body[0]) ?? code;
}

/** The polynomials of which the standard library has the CRC, by the shift of a byte. */
const POLYNOMIALS = [
  { variant: 'crc32', value: 0xedb88320, shift: 'RShift' },
  { variant: 'crc16', value: 0x1021, shift: 'LShift' },
] as const;

/** `crc = table[(crc ^ byte) & 0xFF] ^ (crc >> 8)` in a file that names the polynomial. */
function tableSite(code: CodeNode<NodeOf<'For'>>, frame: FrameCode): readonly Site[] {
  const steps = nodesInLoop(code.node, frame).flatMap(({ node, loops }) =>
    node.nodeType === 'Assign' && loops.at(-1) === code.node ? [node.value] : [],
  );
  const found = POLYNOMIALS.find(
    ({ value, shift }) => hasConstant(value, frame) && steps.some((step) => isTableStep(step, shift)),
  );
  return found === undefined ? [] : [siteOf(code, found.variant, frame)];
}

function isTableStep(step: Expression, shift: string): boolean {
  const nodes = [...walkSyntax(step)];
  const isLookedUp = nodes.some(
    (node) => node.nodeType === 'Subscript' && [...walkSyntax(node.slice)].some((part) => isXor(part)),
  );
  const isShifted = nodes.some(
    (node) => node.nodeType === 'BinOp' && node.op.nodeType === shift && isConstant(node.right, 8),
  );
  return isLookedUp && isShifted && nodes.some(isXor);
}

function isXor(node: SyntaxNode): boolean {
  return node.nodeType === 'BinOp' && node.op.nodeType === 'BitXor';
}

function hasConstant(value: number, { module }: FrameCode): boolean {
  return constantsOf(module).has(value);
}

const constantsOf = oncePer(
  ({ frames }: ModuleCode): ReadonlySet<unknown> =>
    new Set(frames.flatMap((frame) => nodesOf(frame, 'Constant').map(({ node }) => node.value))),
);

/** `for _ in range(8)`, and in it a shift by one and an exclusive or, where a bit decides. */
function isChecksum({ node, loops }: CodeNode<NodeOf<'For'>>, frame: FrameCode): boolean {
  const { iter } = node;
  if (loops.length === 0 && !isOfByte(frame)) return false;
  if (iter.nodeType !== 'Call' || calledName(iter, frame) !== 'range' || !isConstant(iter.args[0], 8)) return false;
  const operators = nodesInLoop(node, frame).flatMap(({ node: one }) => operatorIn(one));
  return operators.includes('BitXor') && operators.includes('BitAnd') && operators.includes('shift');
}

/** A function that does it for one byte, or one entry of the table, is called for each. */
function isOfByte(frame: FrameCode): boolean {
  return frame.parent !== null && nodesOf(frame, 'For').length === 1;
}

function operatorIn(node: SyntaxNode): readonly string[] {
  if (node.nodeType !== 'BinOp' && node.nodeType !== 'AugAssign') return [];
  const by = node.nodeType === 'BinOp' ? node.right : node.value;
  const { nodeType } = node.op;
  if (nodeType !== 'LShift' && nodeType !== 'RShift') return [nodeType];
  return isConstant(by, 1) ? ['shift'] : [];
}

/** Two steps: one that counts, and one that drops a bit. */
function isBitCount({ body, test }: NodeOf<'While'>): boolean {
  const name = test.nodeType === 'Name' ? test.id : test.nodeType === 'Compare' ? nameOf(test.left) : undefined;
  if (name === undefined || body.length !== 2) return false;
  return body.some((step) => dropsBit(step, name)) && body.some((step) => counts(step));
}

function nameOf(node: Expression): string | undefined {
  return node.nodeType === 'Name' ? node.id : undefined;
}

function dropsBit(step: SyntaxNode, name: string): boolean {
  if (step.nodeType === 'Assign') {
    const { value } = step;
    return value.nodeType === 'BinOp' && nameOf(value.left) === name && isDrop(value.op.nodeType, value.right, name);
  }
  return step.nodeType === 'AugAssign' && nameOf(step.target) === name && isDrop(step.op.nodeType, step.value, name);
}

/** `>> 1`, `// 2`, `& (n - 1)` */
function isDrop(operator: string, by: Expression, name: string): boolean {
  if (operator === 'RShift') return isConstant(by, 1);
  if (operator === 'FloorDiv') return isConstant(by, 2);
  return operator === 'BitAnd' && by.nodeType === 'BinOp' && nameOf(by.left) === name && isConstant(by.right, 1);
}

/** `count += 1`, `count += n & 1`, `if n & 1: count += 1` */
function counts(step: SyntaxNode): boolean {
  if (step.nodeType === 'If') return isLowestBit(step.test) && step.orelse.length === 0 && step.body.every(counts);
  if (step.nodeType !== 'AugAssign' || step.op.nodeType !== 'Add') return false;
  return isConstant(step.value, 1) || isLowestBit(step.value);
}

/** `n & 1`, `n % 2` */
function isLowestBit(value: Expression): boolean {
  if (value.nodeType !== 'BinOp') return false;
  return (
    (value.op.nodeType === 'BitAnd' && isConstant(value.right, 1)) ||
    (value.op.nodeType === 'Mod' && isConstant(value.right, 2))
  );
}

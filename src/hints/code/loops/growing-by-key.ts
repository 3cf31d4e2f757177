import { type Expression, isEmptyList, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import type { Site } from '../../rule.ts';
import { type CodeNode, codeAt, type FrameCode } from '../module-code.ts';
import { attributesNamed, calledName, selfAttribute } from '../names.ts';
import { shortText } from '../source-text.ts';
import { changesOfLent, type PartChange } from '../steady/who-changes.ts';
import { takesOfItems } from './growing-walk.ts';

/** Of one of the lists of a table: that it is the same list again is for the profile to tell. */
export const BY_KEY = 'by key';

/** `sum(move.quantity for move in self.moves[key])` of lists that only get longer. */
export function keyedSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const grown = growingByKey(code.node.args[0], frame);
  if (grown === undefined) return undefined;
  const variant = calledName(code.node, frame);
  const where = grown.writers
    .map(({ scope: { name } }) => (/^\w+$/.test(name) ? `${name}()` : 'a lambda'))
    .join(' and ');
  const text = `Keep one result for each key along, and bring it up to date in ${where}, where an item is appended.`;
  return { code, subject: shortText(code.node, frame), variant, why: BY_KEY, fix: { text }, isLasting: true };
}

/** A table of lists that only get longer: `self.movements[sku]`, and the functions that append to one of them. */
type GrowingByKey = { readonly table: NodeOf<'Attribute'>; readonly writers: readonly FrameCode[] };

/** What a generator walks, if it is one of the lists of a table of the object, and what is taken of an item never changes. */
export function growingByKey(walked: Expression | undefined, frame: FrameCode): GrowingByKey | undefined {
  return walked === undefined ? undefined : grownIn(frame)(walked);
}

const grownIn = oncePer((frame: FrameCode) => oncePer((walked: Expression) => findGrowing(walked, frame)));

function findGrowing(walked: Expression, frame: FrameCode): GrowingByKey | undefined {
  if (walked.nodeType !== 'GeneratorExp' || !takesOfItems(walked, frame)) return undefined;
  const list = walked.generators[0]?.iter;
  const table = list === undefined ? undefined : tableOf(list, frame);
  if (table?.nodeType !== 'Attribute' || selfAttribute(table, frame) === null) return undefined;
  const appends = isMadeOnce(table.attr, frame) ? appendsOf(table, frame) : undefined;
  if (appends === undefined || appends.length === 0) return undefined;
  return { table, writers: [...new Set(appends.map((change) => change.frame))] };
}

/** `table` of `table[key]`, `table.get(key, ())` and `table.setdefault(key, [])` */
function tableOf(list: Expression, frame: FrameCode): Expression | undefined {
  if (list.nodeType === 'Subscript') return list.slice.nodeType === 'Slice' ? undefined : list.value;
  if (list.nodeType !== 'Call' || !GIVING.has(calledName(list, frame))) return undefined;
  return list.func.nodeType === 'Attribute' ? list.func.value : undefined;
}

const GIVING: ReadonlySet<string> = new Set(['.get', '.setdefault']);

/** Nothing in the file does anything to the table, or to what is in it, but to append to a list, or to put an empty one in. */
function appendsOf(table: NodeOf<'Attribute'>, frame: FrameCode): readonly PartChange[] | undefined {
  const appends: PartChange[] = [];
  for (const change of changesOfLent(table, frame)) {
    if (isAppend(change)) appends.push(change);
    else if (!isNewList(change)) return undefined;
  }
  return appends;
}

/** `self.moves[key]` of `self.moves[key].append(move)` */
function isAppend({ part, frame }: PartChange): boolean {
  const uses = usesOf(part, frame);
  return tableOf(part, frame)?.nodeType === 'Attribute' && uses.method === 'append';
}

/** `self.moves[key] = []`, `self.moves.setdefault(key, [])` */
function isNewList({ part, frame }: PartChange): boolean {
  if (part.nodeType !== 'Attribute') return false;
  const { method, around } = usesOf(part, frame);
  if (method === 'setdefault') return around?.nodeType === 'Call' && isEmptyList(around.args[1]);
  return around?.nodeType === 'Assign' && isEmptyList(around.value);
}

/** The method that is called on a part, and what is done with it. */
function usesOf(part: Expression, frame: FrameCode): { readonly method?: string; readonly around?: SyntaxNode } {
  const up = codeAt(part, frame)?.parent;
  const around = up?.parent?.node;
  if (up === null || up === undefined || around === undefined) return {};
  if (up.node.nodeType === 'Attribute') return { method: up.node.attr, around };
  return up.node.nodeType === 'Subscript' && up.node.ctx.nodeType === 'Store' ? { around } : {};
}

function isMadeOnce(name: string, frame: FrameCode): boolean {
  const bound = attributesNamed(name, frame);
  return bound.length > 0 && bound.every(({ frame: at }) => at.scope.name === '__init__');
}

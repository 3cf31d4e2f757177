import { oncePer } from '../../text/lazily.ts';
import { type CodeNode, type FrameCode, framesInside, nodesOf, placesOfAttribute } from './module-code.ts';
import { attributesNamed, bindingsOf, resolve } from './names.ts';

/** The first of some names that means nothing yet in a frame; undefined where all of them do. */
export function freeName(names: readonly string[], frame: FrameCode): string | undefined {
  return names.find((name) => isFree(name, frame));
}

/**
 * What makes a new name of one that is there, with a number where that means something too: `_set` of `seen_set`, and of
 * `self.seen_set`. undefined where it is put to what is no name.
 */
export function freeEnding(name: string, ending: string, frame: FrameCode): string | undefined {
  const endings = [ending, ...NUMBERS.map((number) => `${ending}_${number}`)];
  return endings.find((one) => isFree(`${name}${one}`, frame));
}

/** A name that nobody has, or `of` with a number. */
export function newName(of: string, frame: FrameCode): string {
  return `${of}${freeEnding(of, '', frame) ?? ''}`;
}

/** What the program calls the value of a node, if that is all it ever calls so; else a new name. */
export function nameOfValue({ parent, frame }: CodeNode, otherwise: string): string {
  const [target] = parent?.node.nodeType === 'Assign' ? parent.node.targets : [];
  const isAlone = target?.nodeType === 'Name' && bindingsOf(target.id, frame).length === 1;
  return isAlone ? target.id : newName(otherwise, frame);
}

const NUMBERS = [2, 3, 4, 5];

function isFree(name: string, frame: FrameCode): boolean {
  const [, owner = '', last = ''] = /^(\w+\.)*(\w+)$/.exec(name) ?? [];
  if (last === '') return false;
  if (owner !== '') return placesOfAttribute(last, frame.module).length + attributesNamed(last, frame).length === 0;
  return resolve(name, frame).length === 0 && !namesUsed(frame).has(name);
}

/** In a frame and in the functions that are defined there: built-ins are bound nowhere. */
const namesUsed = oncePer((frame: FrameCode): ReadonlySet<string> => {
  return new Set([frame, ...framesInside(frame)].flatMap((each) => nodesOf(each, 'Name').map(({ node }) => node.id)));
});

import { lazyRegExp } from '../../text/lazily.ts';
import { pythonStringRepr } from '../../text/python-repr.ts';
import { countCodePoints, type PatternSource, unsupported } from './source.ts';
import type { ParserState } from './state.ts';

// str.isidentifier(). Node's Unicode is newer than CPython 3.11's (14.0), so a name with a letter that
// was added since then is an error there and not here.
const identifier = lazyRegExp('^[\\p{XID_Start}_]\\p{XID_Continue}*$', 'u');

// int() also takes digits of other scripts.
const number = lazyRegExp('^\\s*[+-]?\\p{Nd}+(?:_\\p{Nd}+)*\\s*$', 'u');
const ASCII_NUMBER = /^ *[+-]?[0-9]+(?:_[0-9]+)* *$/;

const MAX_GROUPS = 0x3fff_ffff;

export function readGroupName(source: PatternSource, terminator: string): string {
  const name = source.takeUntil(terminator, 'group name');
  if (!identifier().test(name)) throw badName(source, name);
  return name;
}

/** The group in `(?(1)...)` or `(?(name)...)`; unlike a reference, a number may point forward. */
export function readConditionalGroup(state: ParserState): number {
  const { source } = state;
  const name = source.takeUntil(')', 'group name');
  if (!identifier().test(name)) return readGroupNumber(state, name);
  const index = state.groupNames.get(name);
  if (index === undefined) throw source.error(`unknown group name '${name}'`, countCodePoints(name) + 1);
  return index;
}

function readGroupNumber({ source, conditionalPositions }: ParserState, text: string): number {
  if (!number().test(text)) throw badName(source, text);
  if (!ASCII_NUMBER.test(text)) throw unsupported('conditional group with a number written like this');
  const group = Number(text.replaceAll('_', ''));
  const back = countCodePoints(text) + 1;
  if (group < 0) throw badName(source, text);
  if (group === 0) throw source.error('bad group number', back);
  if (group >= MAX_GROUPS) throw source.error(`invalid group reference ${group}`, back);
  if (!conditionalPositions.has(group)) conditionalPositions.set(group, source.tell() - back);
  return group;
}

function badName(source: PatternSource, name: string) {
  return source.error(`bad character in group name ${pythonStringRepr(name)}`, countCodePoints(name) + 1);
}

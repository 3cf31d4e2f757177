import { isFunctionNode, lineOf } from '../source/syntax.ts';
import { freeName } from './code/free-name.ts';
import { hasNoDict } from './code/has-no-dict.ts';
import type { FrameCode } from './code/module-code.ts';
import { selfName } from './code/names.ts';
import { argumentNames } from './code/own-name.ts';
import { mentions } from './code/source-text.ts';
import { importLine } from './code/values/made-at.ts';
import type { Fix } from './rule.ts';

/** How an object keeps what its property or method gave: by `cached_property`, which a method that is called asks for. */
export function fixByProperty(isProperty: boolean, isGrowing: boolean, frame: FrameCode): Fix {
  const { name } = frame.scope;
  if (isGrowing) return { text: KEPT_ALONG };
  const isBare = frame.parent !== null && hasNoDict(frame.parent);
  if (!isProperty && !isBare) return fixOfMethod(frame);
  if (name.startsWith('__')) return ofDunder(name);
  if (isBare) {
    return {
      text: 'Work it out once, in __init__, and keep it in a slot: the class has no dict for a cached_property.',
    };
  }
  const after = `${importLine('functools', frame)}@functools.cached_property`;
  return { text: 'Compute it once for each object.', before: '@property', after };
}

export const KEPT_ALONG: string =
  'Keep the result along: change it where an item comes, goes or changes. A kept sum of floats may differ in its last digits.';

function ofDunder(name: string): Fix {
  return { text: `Work it out once, in __init__, and let ${name} give back what is kept.` };
}

/** The head of the method gives back what a `cached_property` keeps, which takes its body. */
function fixOfMethod(frame: FrameCode): Fix {
  const { name } = frame.scope;
  const line = frame.module.source.lines[lineOf(frame.node) - 1]?.trim() ?? '';
  const self = selfName(frame);
  const kept = freeName([`${self}._kept_${name.replace(/^_+|_+$/g, '')}`], frame)?.replace(/^.*\./, '');
  const isSeen = mentions('__dict__', frame.module.source) || mentions('vars(', frame.module.source);
  const isPlain = isFunctionNode(frame.node) && argumentNames(frame).length === 1 && /^def .*:$/.test(line);
  if (!isPlain || kept === undefined || self === null || isSeen) {
    if (name.startsWith('__')) return ofDunder(name);
    return {
      text: 'Make it a functools.cached_property, which is asked for without brackets, or compute it once in __init__.',
    };
  }
  const after = [
    `${importLine('functools', frame)}${line}`,
    `    return ${self}.${kept}`,
    '',
    '@functools.cached_property',
    line.replace(new RegExp(`^def ${name}\\b`), `def ${kept}`),
  ];
  return {
    text: `Work it out once for each object: the body of ${name} goes below the second of these heads.`,
    before: line,
    after: after.join('\n'),
  };
}

/**
 * How a callee of a profile and a place in the source find each other: both are given keys, and equal keys meet.
 *
 *     call:append      rows.append(x)                 <method 'append' of 'list' objects>
 *     use:total        order.total, key=total         a property, a function that is passed on
 *     op:Add           a + b, a += b                  __add__, __radd__, __iadd__
 *     op:with          with lock:                     __enter__, __exit__
 */
export type SiteKey = string;

export function callKey(name: string): SiteKey {
  return `call:${name}`;
}

export function mentionKey(name: string): SiteKey {
  return `use:${name}`;
}

export function decorationKey(name: string): SiteKey {
  return `decorate:${name}`;
}

export function placeKey(kind: string, line: number): SiteKey {
  return `at:${kind}:${line}`;
}

type Operation =
  | 'attribute'
  | 'setAttribute'
  | 'item'
  | 'setItem'
  | 'deletion'
  | 'truth'
  | 'iteration'
  | 'with'
  | 'format'
  | 'class'
  | 'import'
  | 'await'
  | 'construction' // a call of something without a name, or of something that is named like a class
  | 'call'; // any call at all

/** Operations of Python's syntax. Binary operators and comparisons have the names of their nodes: `op:Add`, `op:Lt`. */
export const OPERATION: Readonly<Record<Operation, SiteKey>> = {
  attribute: 'op:attribute',
  setAttribute: 'op:set-attribute',
  item: 'op:item',
  setItem: 'op:set-item',
  deletion: 'op:deletion',
  truth: 'op:truth',
  iteration: 'op:iteration',
  with: 'op:with',
  format: 'op:format',
  class: 'op:class',
  import: 'op:import',
  await: 'op:await',
  construction: 'op:construction',
  call: 'op:call',
};

export function operatorKey(nodeType: string): SiteKey {
  return `op:${nodeType}`;
}

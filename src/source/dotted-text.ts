import type { Expression } from './syntax.ts';

const UNNAMED = '…';

/** A chain may have thousands of calls; nobody reads more parts than this. */
const MOST_PARTS = 40;

/**
 * What an expression is called, for people and for rules: `self.rows.append`, `make().run`, `rows[].sort`, `''.join`.
 * `…` stands for everything without a name.
 */
export function dottedText(expression: Expression): string {
  const parts: string[] = [];
  let node = expression;
  while (parts.length < MOST_PARTS) {
    if (node.nodeType === 'Attribute') {
      parts.push(`.${node.attr}`);
      node = node.value;
    } else if (node.nodeType === 'Call') {
      parts.push('()');
      node = node.func;
    } else if (node.nodeType === 'Subscript') {
      parts.push('[]');
      node = node.value;
    } else break;
  }
  parts.push(parts.length < MOST_PARTS ? rootText(node) : UNNAMED);
  return parts.reverse().join('');
}

function rootText(node: Expression): string {
  if (node.nodeType === 'Name') return node.id;
  if (node.nodeType === 'JoinedStr') return "''";
  const isText = node.nodeType === 'Constant' && typeof node.value === 'string';
  return isText ? "''" : UNNAMED;
}

/** The last name of what is called: `append` of `rows.append`, `Foo` of `Foo`, '' of `table[key]`. */
export function lastName(expression: Expression): string {
  if (expression.nodeType === 'Attribute') return expression.attr;
  return expression.nodeType === 'Name' ? expression.id : '';
}

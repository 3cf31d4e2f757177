import { writeCount } from '../amounts.ts';
import type { CodeNode } from './module-code.ts';

/** What an advice calls the loop is, of a place that stands in none, one of those who call its function. */
export function namingLoop(text: string, { loops, frame: { scope } }: CodeNode): string {
  if (loops.length > 0) return text;
  const where = /^\w+$/.test(scope.name) ? `that leads to ${scope.name}()` : 'around it';
  return text.replace(/\bth(?:e|is) loop\b(?! (?:over|that|around))/u, `the loop ${where}`);
}

/** What repeats a place: a pass of its loop, or a call of its function. */
export function roundOf({ loops }: CodeNode): 'pass' | 'call' {
  return loops.length > 0 ? 'pass' : 'call';
}

/** `500 passes` of its loop, or `500 calls` of its function. */
export function countRounds(count: number, code: CodeNode): string {
  const many = code.loops.length > 0 ? 'passes' : 'calls';
  return `${writeCount(count)} ${count === 1 ? roundOf(code) : many}`;
}

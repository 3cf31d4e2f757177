import { loadSourceReader } from '../../src/source/python-source.ts';
import { buildHintsView } from '../../src/views/hints-view.ts';
import { hintsFor } from './hint-fixtures.ts';

const read = await loadSourceReader();

/** A head of a statement and a decorator are Python with what belongs below them. */
export function isPython(snippet: string): boolean {
  const last = snippet.trimEnd().split('\n').at(-1) ?? '';
  const rest = /:$/.test(last)
    ? `\n${/^\s*/.exec(last)?.[0] ?? ''}    pass\n`
    : last.startsWith('@')
      ? '\nclass A: pass\n'
      : '\n';
  return read(new TextEncoder().encode(snippet + rest)).tree !== null;
}

/** What is written as before or after, by the rule, distortion or practice that writes it. */
type Snippet = { readonly of: string; readonly code: string };

/** All such code that a profile of the fixtures leads to. Whoever looks at the hints of a profile looks at it too: to find them takes the time. */
export function snippetsOf(profile: string): readonly Snippet[] {
  const view = buildHintsView(hintsFor(profile), { level: 'practice', rules: [] });
  const fixes = [
    ...view.hints.map(({ rule, fix }) => ({ of: rule, fix })),
    ...view.slowedTexts.map(({ fix }) => ({ of: 'slowed-text', fix })),
    ...view.practices.map(({ practice, fix }) => ({ of: practice, fix })),
  ];
  return fixes.flatMap(({ of, fix: { before, after } }) => [
    ...(before === undefined ? [] : [{ of, code: before }]),
    ...(after === undefined ? [] : [{ of, code: after }]),
  ]);
}

/** Those of them that are no Python. */
export function brokenSnippetsOf(profile: string): readonly Snippet[] {
  return snippetsOf(profile).filter(({ code }) => !isPython(code));
}

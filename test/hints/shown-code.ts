import { changedCode } from '../../src/report/changed-code.ts';
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
  const { tree, omissions } = read(new TextEncoder().encode(snippet + rest));
  return tree !== null && omissions.length === 0;
}

/** What is shown as before or after, by the rule, distortion or practice that writes it. */
type Snippet = { readonly of: string; readonly code: string };

/** All such code that a profile of the fixtures leads to. Whoever looks at the hints of a profile looks at it too: to find them takes the time. */
export function snippetsOf(profile: string): readonly Snippet[] {
  const view = buildHintsView(hintsFor(profile), { level: 'practice', rules: [] });
  const fixes = [
    ...view.hints.map(({ rule, fix, found }) => ({ of: rule, fix, found })),
    ...view.slowedTexts.map(({ fix, found }) => ({ of: 'slowed-text', fix, found })),
    ...view.practices.map(({ practice, fix, found }) => ({ of: practice, fix, found })),
  ];
  return fixes.flatMap(({ of, fix, found }) => {
    const block = changedCode(fix, found);
    const lines = block.kind === 'code' ? block.lines : [];
    return ['- ', '+ '].flatMap((mark) => {
      const code = lines.flatMap((line) => (line.startsWith(mark) ? [line.slice(mark.length)] : []));
      return code.length === 0 ? [] : [{ of, code: code.join('\n') }];
    });
  });
}

/** Those of them that are no Python. */
export function brokenSnippetsOf(profile: string): readonly Snippet[] {
  return snippetsOf(profile).filter(({ code }) => !isPython(code));
}

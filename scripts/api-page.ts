import { readFileSync } from 'node:fs';
import { libraryDeclarations } from './declarations.mjs';

/** What is imported as a value, by what it is for. A name that is in no group stops the generation. */
const GROUPS: readonly { readonly title: string; readonly names: readonly string[] }[] = [
  { title: 'Read profiles', names: ['decodeProfile', 'mergeProfiles', 'pstatsOrder', 'stripDirs'] },
  {
    title: 'Look at functions',
    names: ['resolveSortOrder', 'SORT_KEYS', 'sortRows', 'describeFunction', 'listCalls'],
  },
  { title: 'Say what matters', names: ['summarize', 'lookForHints', 'reportProfile'] },
  { title: 'Compare', names: ['compareRuns', 'renderComparison'] },
  { title: 'Export', names: ['exportProfile'] },
  {
    title: 'Print as pstats',
    names: ['selectRows', 'parseRestriction', 'printStats', 'printCalls', 'joinChunks'],
  },
  { title: 'Errors', names: ['PyprofError', 'DecodeError', 'UsageError'] },
];

/** `names`: more than one where a function has several signatures. */
type Declaration = { readonly name: string; readonly isType: boolean; readonly comment: string; readonly code: string };

/** `{@link UsageError.code}` leads to the entry of the whole. */
const LINK = /\{@link (\w+)(?:\.\w+)?\}/g;

/** docs/api.md: the declarations of the package with their comments, as somebody reads them who has no editor. */
export function apiPage(): string {
  const declarations = withPublicNames(libraryDeclarations());
  const core = namesOfCore();
  const isKnown = ({ name, isType }: Declaration): boolean =>
    isType || GROUPS.some(({ names }) => names.includes(name));
  const lost = declarations.filter((each) => !isKnown(each)).map(({ name }) => name);
  if (lost.length > 0) throw new Error(`in no group of the API page: ${lost.join(', ')}`);
  return `${[
    '<!-- Made by `npm run generate` from the declarations of the package. -->',
    '# API',
    "What `import { ... } from 'pyprof-view'` gives. [The library](library.md) says how it is used, in which units, and what stays as it is. Times are seconds, rows count from 0, nothing is changed in place. Where it says *anywhere*, a function runs in browsers and in bundles as well as in Node.",
    ...GROUPS.flatMap(({ title, names }) => [
      `## ${title}`,
      ...names.map((name) => entry(name, core.includes(name) ? '*anywhere*' : '*in Node*', declarations)),
    ]),
    '## Types',
    ...declarations
      .filter(({ isType }) => isType)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(typeEntry),
  ].join('\n\n')}\n`;
}

/** A function with all its signatures. */
function entry(name: string, where: string, declarations: readonly Declaration[]): string {
  const found = declarations.filter((each) => each.name === name && !each.isType);
  const comment = found.map((each) => each.comment).find((text) => text !== '') ?? '';
  return paragraphs(`### ${name}`, where, prose(comment), fenced(found.map(({ code }) => code).join('\n')));
}

function typeEntry({ name, comment, code }: Declaration): string {
  return paragraphs(`### ${name}`, prose(comment), fenced(code));
}

function paragraphs(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

/** In code a link is the name alone. */
function fenced(code: string): string {
  return `\`\`\`ts\n${code.replaceAll('\t', '  ').replaceAll(LINK, '$1')}\n\`\`\``;
}

/** A function has the name under which it is exported. */
function withPublicNames(text: string): readonly Declaration[] {
  const renamed = [...text.matchAll(/^\t(\w+) as (\w+),$/gm)];
  const declared = renamed.reduce(
    (before, [, inner, outer]) =>
      before.replace(new RegExp(`declare function ${inner}\\b`, 'g'), `declare function ${outer}`),
    text,
  );
  return declarationsIn(declared);
}

/** Each begins in the first column, after its comment. */
function declarationsIn(text: string): readonly Declaration[] {
  const pattern =
    /((?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)*)^(?:export )?(?:declare )?(type|function|class|const) (\w+)[\s\S]*?(?:;|^\})\n(?=\/\*\*|export|declare|\n)/gm;
  return [...text.matchAll(pattern)].map(([all, comments = '', kind, name = '']) => ({
    name,
    isType: kind === 'type' || all.slice(comments.length).startsWith('declare const'),
    comment: lastComment(comments),
    code: all
      .slice(comments.length)
      .replace(/^(?:export )?(?:declare )?/, '')
      .trim(),
  }));
}

/** Before the first declaration of a file there is also the comment of the file. */
function lastComment(comments: string): string {
  const [last = ''] = [...comments.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\//g)].map(([, text = '']) => text).slice(-1);
  return last.replace(/^\s*\* ?/gm, '').trim();
}

/** The tags of a comment as a list; what is linked to is on this page. */
function prose(comment: string): string {
  const [text = '', ...tags] = comment.split(/^@/m);
  return paragraphs(withLinks(withDrawings(text.trim())), withLinks(tags.map(tagItem).join('\n')));
}

/** Drawings are indented in a comment. */
function withDrawings(text: string): string {
  return text.replace(
    /(?:^ {4}.*(?:\n|$))+/gm,
    (lines) => `\`\`\`text\n${lines.replace(/^ {4}/gm, '').trimEnd()}\n\`\`\`\n`,
  );
}

function tagItem(tag: string): string {
  const item = tag
    .trim()
    .replace(/^param (\w+) /, '`$1`: ')
    .replace(/^throws (\w+)/, 'throws `$1`');
  return `- ${item}`;
}

function withLinks(text: string): string {
  return text.replace(LINK, (_all, name: string) => `[${name}](#${name.toLowerCase()})`);
}

function namesOfCore(): readonly string[] {
  const text = readFileSync('src/core.ts', 'utf8');
  return [...text.matchAll(/^export \{([^}]*)\} from/gm)].flatMap(([, names = '']) =>
    [...names.matchAll(/(\w+)\s*(?:,|$)/g)].map(([, name = '']) => name),
  );
}

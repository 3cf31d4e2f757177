import type { Context } from '../context.ts';
import { readPage } from './page-of-rule.ts';

/** The page of a rule, or of the practices, without links to files. */
export function readHintPage(rule: string, { packageFolder }: Pick<Context, 'packageFolder'>): string {
  return withoutLinks(readPage(rule, packageFolder));
}

const LINK = /\[([^\]]+)\]\(([^)]*)\.md\)/g;
const RULE_LINK = /\[([a-z0-9-]+)\]\(\1\.md\)/;

/** Nobody can follow a link to another page's file here: its words stay, and the page says how one sees a rule's page. */
function withoutLinks(page: string): string {
  const [, rule] = RULE_LINK.exec(page) ?? [];
  const text = page.replaceAll(LINK, (_, words: string, path: string) => (words === path ? `\`${words}\`` : words));
  if (rule === undefined) return text;
  const hint = `Names such as \`${rule}\` are rules: \`pyprof-view hints --about ${rule}\` prints the page of one.`;
  return text.replace(/\n\n/, `\n\n${hint}\n\n`);
}

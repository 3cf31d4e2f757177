import { plural } from '../profile/notes.ts';
import { renderLists } from '../report/list-markdown.ts';
import { formatFixed3 } from '../text/fixed3.ts';
import { frontOf } from './front.ts';
import type { ViewerState } from './viewer.ts';

/** What the screen in front lists, as Markdown, in its order and beyond its window. */
export function screenMarkdown(state: ViewerState): string {
  const { length, totals } = state.table;
  const facts = `${plural(length, 'function')}, ${formatFixed3(totals.tottime)} s in all.`;
  return renderLists(state.title, [facts], frontOf(state).markdown());
}

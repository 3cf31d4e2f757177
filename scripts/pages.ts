import { renderMemoryGuide } from '../src/report/memory-guide.ts';
import { keysPage } from './keys-page.ts';

/** The pages that are made from tables of the program: `npm run generate` writes them, a test finds the stale ones. */
export const PAGES: readonly { readonly path: string; readonly text: () => string }[] = [
  { path: 'docs/keys.md', text: keysPage },
  { path: 'docs/memory.md', text: renderMemoryGuide },
];

import { renderMemoryGuide } from '../src/report/memory-guide.ts';
import { apiPage } from './api-page.ts';
import { commandsPage } from './commands-page.ts';
import { gainsModule, practiceFiguresModule } from './hint-gains.ts';
import { HINT_PAGES } from './hint-pages.ts';
import { iciclePicture } from './icicle-picture.ts';
import { keysPage } from './keys-page.ts';
import { layerRules } from './layer-rules.ts';
import { manPage } from './man-page.ts';
import { performancePage } from './performance-page.ts';
import { practicePage } from './practice-page.ts';
import { recordedPage } from './recorded-page.ts';
import { viewerPage } from './viewer-page.ts';

/** Pages with what the program prints. They are written by hand, but for that. */
export const RECORDED: readonly string[] = ['README.md', 'docs/tour.md', 'docs/guide.md', 'docs/vi/README.md'];

/** The pages and files that are made from tables of the program: `npm run generate` writes them, a test finds the stale ones. */
export const PAGES: readonly { readonly path: string; readonly text: () => string }[] = [
  { path: 'docs/viewer.md', text: viewerPage },
  { path: 'docs/keys.md', text: keysPage },
  { path: 'docs/api.md', text: apiPage },
  { path: 'docs/commands.md', text: commandsPage },
  { path: 'man/pyprof-view.1', text: manPage },
  { path: 'docs/memory.md', text: renderMemoryGuide },
  { path: 'docs/performance.md', text: performancePage },
  ...HINT_PAGES,
  { path: 'docs/pictures/icicle.svg', text: iciclePicture },
  { path: 'docs/hints/practices.md', text: practicePage },
  { path: 'src/hints/measured-gains.ts', text: gainsModule },
  { path: 'src/hints/measured-practices.ts', text: practiceFiguresModule },
  { path: 'biome-layers.json', text: layerRules },
  ...RECORDED.map((path) => ({ path, text: () => recordedPage(path) })),
];

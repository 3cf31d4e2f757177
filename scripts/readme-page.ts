import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { decodeProfile } from '../src/decode/decode-profile.ts';
import { frameOf } from '../src/tui/frame.ts';
import { namedOrdering } from '../src/tui/orders.ts';
import { pressKey } from '../src/tui/press.ts';
import { openViewer } from '../src/tui/screens/functions/functions.ts';
import { makeTheme } from '../src/tui/theme.ts';

/** Between these stands the frame, as the terminal shows it but for the colours. */
const BEGINNING = '<!-- The icicle screen: npm run generate -->\n';
const END = '<!-- End of the icicle screen -->\n';

/** README.md with the frame that the icicle screen has now. */
export function readmePage(): string {
  const page = readFileSync('README.md', 'utf8');
  const from = page.indexOf(BEGINNING);
  const to = page.indexOf(END);
  if (from < 0 || to < from) throw new Error('README.md has no place for the icicle screen');
  return `${page.slice(0, from)}${BEGINNING}\`\`\`text\n${icicleFrame()}\n\`\`\`\n${page.slice(to)}`;
}

/** The dump that the pictures of the viewer show too. */
const DUMP = 'fixtures/profiles/logreport-py311/out.prof';

function icicleFrame(): string {
  const table = decodeProfile(readFileSync(DUMP));
  const size = { columns: 100, rows: 22 };
  const start = { table, title: 'out.prof', size, ordering: namedOrdering('cumulative'), isReversed: false };
  const state = ['9', 'down', 'down', 'down'].reduce(pressKey, openViewer(start));
  const { lines } = frameOf(state, makeTheme({ color: false, ascii: false }));
  return lines.map((line) => stripVTControlCharacters(line).trimEnd()).join('\n');
}

import type { Binding, KeyContext } from '../src/tui/keymap/binding.ts';
import { SCREENS, SCREENS_AND_MENUS } from '../src/tui/keymap/binding.ts';
import { BINDINGS } from '../src/tui/keymap/bindings.ts';
import { KEY_GROUPS } from '../src/tui/keymap/key-groups.ts';
import { keyLabel } from '../src/tui/keymap/key-label.ts';
import {
  COLUMN_MEANINGS,
  MARK_MEANINGS,
  MEMORY_MEANINGS,
  type Meaning,
  OTHER_COLUMNS,
  SCREEN_MEANINGS,
} from '../src/tui/rows/column-help.ts';
import { LINE_KEYS } from '../src/tui/state/line-editor.ts';

/** docs/keys.md: every key of the viewer and every word on its screens, from the tables that the viewer itself uses. */
export function keysPage(): string {
  return [
    '# Keys and columns of the viewer',
    'Made by `npm run generate` from `src/tui/keymap` and `src/tui/rows/column-help.ts`; `?` in the viewer shows the same, ' +
      'for the screen that is in front and with the reason why a key does nothing just now.',
    ...KEY_GROUPS.flatMap(({ group, title }) => [
      `## ${title}`,
      tableOf(
        ['Keys', 'What they do', 'Where'],
        BINDINGS.filter((binding) => binding.group === group).map(({ keys, help, contexts }) => [
          keysText(keys),
          help,
          placesText(contexts),
        ]),
      ),
    ]),
    '## In a line that is typed',
    tableOf(
      ['Keys', 'What they do'],
      LINE_KEYS.map(({ keys, help }) => [keysText(keys), help]),
    ),
    '## Columns',
    meaningsTable(COLUMN_MEANINGS.traced),
    'In the profiles of the sampling profiler of Python 3.15:',
    meaningsTable(COLUMN_MEANINGS.sampled),
    'With a snapshot:',
    meaningsTable(MEMORY_MEANINGS),
    ...Object.entries({ ...SCREEN_MEANINGS, ...OTHER_COLUMNS }).flatMap(([kind, meanings]) => [
      `### On the screen: ${kind}`,
      meaningsTable(meanings),
    ]),
    '## Marks',
    meaningsTable(MARK_MEANINGS),
  ]
    .join('\n\n')
    .concat('\n');
}

function keysText(keys: Binding['keys']): string {
  return keys.map((key) => `\`${keyLabel(key)}\``).join(' ');
}

function placesText(contexts: readonly KeyContext[]): string {
  if (SCREENS_AND_MENUS.every((context) => contexts.includes(context))) return 'everywhere';
  const isEveryScreen = SCREENS.every((context) => contexts.includes(context));
  const others = contexts.filter((context) => !isEveryScreen || !SCREENS.includes(context));
  return [...(isEveryScreen ? ['all screens'] : []), ...others].join(', ');
}

function meaningsTable(meanings: readonly Meaning[]): string {
  return tableOf(
    ['Shown', 'Meaning'],
    meanings.map(({ term, text }) => [`\`${term}\``, text]),
  );
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |`).join('\n');
}

function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|');
}

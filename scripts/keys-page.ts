import { type Action, type Actions, KEY_GROUPS, keyLabel } from '../src/tui/action.ts';
import { columnMeanings, MEMORY_MEANINGS } from '../src/tui/column-meanings.ts';
import { MARK_MEANINGS, MOUSE_MEANINGS } from '../src/tui/overlays/help.ts';
import type { Meaning } from '../src/tui/screen.ts';
import { EVERYWHERE, OVERLAYS, SCREENS, sharedActions } from '../src/tui/table.ts';
import { LINE_KEYS } from '../src/tui/typed-line.ts';

/** docs/keys.md: every key of the viewer and every word on its screens, from the tables that the viewer itself uses. */
export function keysPage(): string {
  const rows = keyRows();
  return [
    '# Keys and columns of the viewer',
    'Made by `npm run generate` from the screens and overlays of `src/tui/table.ts` and the columns of `src/tui/column.ts`; ' +
      '`?` in the viewer shows the same, for the screen that is in front and with the reason why a key does nothing just now.',
    ...KEY_GROUPS.flatMap(({ group, title }) => [
      `## ${title}`,
      tableOf(
        ['Keys', 'What they do', 'Where'],
        rows
          .filter((row) => row.group === group)
          .map(({ keys, help, places }) => [keysText(keys), help, placesText(places)]),
      ),
    ]),
    '## In a line that is typed',
    tableOf(
      ['Keys', 'What they do'],
      LINE_KEYS.map(({ keys, help }) => [keysText(keys), help]),
    ),
    '## Mouse',
    tableOf(
      ['What you do', 'What happens'],
      MOUSE_MEANINGS.map(({ term, text }) => [term, text]),
    ),
    '## Columns',
    meaningsTable(columnMeanings('traced')),
    'In the profiles of the sampling profiler of Python 3.15:',
    meaningsTable(columnMeanings('sampled')),
    'With a snapshot:',
    meaningsTable(MEMORY_MEANINGS),
    ...Object.values(SCREENS).flatMap(({ kind, meanings: { columns = [], more = [] } }) => {
      const all = [...columns, ...more];
      return all.length === 0 ? [] : [`### On the screen: ${kind}`, meaningsTable(all)];
    }),
    '## Marks',
    meaningsTable(MARK_MEANINGS),
  ]
    .join('\n\n')
    .concat('\n');
}

type KeyWords = Pick<Action<never>, 'keys' | 'help' | 'group'> & { readonly name: string };

type KeyRow = KeyWords & { readonly places: string[] };

/** What has these actions: a screen, a menu, a line that is typed. */
type Place = { readonly kind: string; readonly actions: readonly KeyWords[] };

const SCREEN_PLACES: readonly Place[] = Object.values(SCREENS).map(({ kind, actions }) => ({
  kind,
  actions: [...wordsOf(actions), ...wordsOf(EVERYWHERE)],
}));

const OVERLAY_PLACES: readonly Place[] = Object.values(OVERLAYS).map((overlay) => ({
  kind: overlay.kind,
  actions: [...wordsOf(overlay.actions), ...wordsOf(sharedActions(overlay))],
}));

function wordsOf(actions: Actions<never>): Place['actions'] {
  return Object.entries(actions).map(([name, { keys, help, group }]) => ({ name, keys, help, group }));
}

const SCREEN_KINDS = SCREEN_PLACES.map(({ kind }) => kind);

/** The overlays that are a list under a title. */
const MENU_KINDS: readonly string[] = Object.values(OVERLAYS).flatMap(({ kind, line }) =>
  line === undefined ? [kind] : [],
);

/** Each key once, with all the places in which it does the same. */
function keyRows(): readonly KeyRow[] {
  const rows = new Map<string, KeyRow>();
  for (const { kind, actions } of [...SCREEN_PLACES, ...OVERLAY_PLACES]) {
    for (const words of actions) {
      const same = JSON.stringify(words);
      const row = rows.get(same) ?? { ...words, places: [] };
      rows.set(same, row);
      row.places.push(kind);
    }
  }
  return [...rows.values()];
}

function keysText(keys: readonly string[]): string {
  return keys.map((key) => `\`${keyLabel(key)}\``).join(' ');
}

function placesText(places: readonly string[]): string {
  if ([...SCREEN_KINDS, ...MENU_KINDS].every((kind) => places.includes(kind))) {
    const others = places.filter((kind) => !SCREEN_KINDS.includes(kind) && !MENU_KINDS.includes(kind));
    return ['everywhere', ...(others.length === 0 ? [] : ['also where a line is typed'])].join(', ');
  }
  const isEveryScreen = SCREEN_KINDS.every((kind) => places.includes(kind));
  const others = places.filter((kind) => !isEveryScreen || !SCREEN_KINDS.includes(kind));
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

import { UsageError } from '../../errors.ts';
import type { ColorOptions, ListOptions, MeasuredOptions, SourceOptions } from './options.ts';

/** How the viewer is drawn and used. */
export type ScreenOptions = ColorOptions & { readonly ascii: boolean; readonly mouse: boolean };

/** What the viewer can be told; with `baseline` the text in its place is a comparison. */
type ViewerOptions = ScreenOptions &
  SourceOptions &
  Pick<MeasuredOptions, 'memory'> &
  Pick<ListOptions, 'mine' | 'only'> & { readonly baseline?: string; readonly watch?: boolean };

/** The options that are given, and that the text has no use for. */
export function idleInText(options: ViewerOptions): readonly string[] {
  const { color, ascii, mouse, watch } = options;
  return [
    ...(color === 'auto' ? [] : ['--color']),
    ...(ascii ? ['--ascii'] : []),
    ...(mouse ? [] : ['--no-mouse']),
    ...(watch === true ? [] : idleInList(options)), // it looks for the sources that are to be watched
  ];
}

/** The list reads no source. Live memory below it does; a comparison only takes paths for others. */
function idleInList(options: ViewerOptions): readonly string[] {
  const { mine, only, memory, baseline, sourceRoot, map, notebook, sources } = options;
  if (memory.length > 0) return [];
  const asksWhose = only !== undefined;
  return [
    ...(mine.length > 0 && !asksWhose ? ['--mine'] : []),
    ...(sourceRoot.length > 0 && !asksWhose ? ['--source-root'] : []),
    ...(map.length > 0 && baseline === undefined ? ['--map'] : []),
    ...(notebook.length > 0 ? ['--notebook'] : []),
    ...(sources === 'any' ? [] : ['--sources']),
  ];
}

/** @throws UsageError where the text is what was asked for */
export function refuseIdleInText(options: ViewerOptions): void {
  const [first] = idleInText(options);
  if (first === undefined) return;
  throw new UsageError('usage', `${first} would change nothing in the text that -n, --restrict and --header print`);
}

import type { Ordering } from '../../views/functions-view.ts';
import type { Grouping } from '../../views/modules/grouping.ts';
import type { ModuleColumn } from '../../views/modules/modules-view.ts';
import { LIST_START, type ListState } from './list-state.ts';

/** The files, packages or libraries of a profile. */
export type ModulesScreen = {
  readonly kind: 'modules';
  readonly by: Grouping;
  readonly sort: ModuleColumn;
  readonly isReversed: boolean;
  readonly list: ListState;
};

/** The functions of one of them. */
export type ModuleScreen = {
  readonly kind: 'module';
  readonly by: Grouping;
  readonly name: string;
  readonly ordering: Ordering;
  readonly isReversed: boolean;
  readonly list: ListState;
};

export function modulesScreen(): ModulesScreen {
  return { kind: 'modules', by: 'library', sort: 'tottime', isReversed: false, list: LIST_START };
}

/** In the order in which Tab goes through them: from the largest units to the smallest. */
export const GROUPINGS: readonly Grouping[] = ['library', 'package', 'file'];

/** How a grouping is called on the screen, with others of its kind and alone. */
export const GROUPING_NAMES: Readonly<Record<Grouping, { readonly many: string; readonly one: string }>> = {
  library: { many: 'libraries', one: 'library' },
  package: { many: 'packages', one: 'package' },
  file: { many: 'files', one: 'file' },
};

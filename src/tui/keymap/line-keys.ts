import type { Binding, KeyContext } from './binding.ts';

/** Where keys go into a line; all that is not bound here is typed or edits it (see line-editor.ts). */
const LINES: readonly KeyContext[] = [
  'filter-line',
  'memory-filter',
  'command-line',
  'export-line',
  'overwrite-question',
];

/** What works while a line is typed as everywhere. */
export const LINE_VIEWER_KEYS: readonly Binding[] = [
  {
    command: 'repaint',
    keys: ['ctrl-l'],
    contexts: LINES,
    action: { type: 'repaint' },
    group: 'viewer',
    help: 'paint the screen anew',
  },
  {
    command: 'stop',
    keys: ['ctrl-z'],
    contexts: LINES,
    action: { type: 'ask', effect: { kind: 'stop' } },
    group: 'viewer',
    help: 'stop; the command fg of the shell goes on',
  },
  {
    command: 'quit',
    keys: ['ctrl-c'],
    contexts: LINES,
    action: { type: 'quit' },
    group: 'viewer',
    help: 'quit',
  },
];

/** Writing the screen to a file. */
export const EXPORT_KEYS: readonly Binding[] = [
  {
    command: 'export.write',
    keys: ['enter'],
    contexts: ['export-line'],
    action: { type: 'choose' },
    group: 'viewer',
    help: 'write the file',
    label: 'write',
    isVital: true,
  },
  {
    command: 'export.cancel',
    keys: ['escape'],
    contexts: ['export-line'],
    action: { type: 'cancel' },
    group: 'viewer',
    help: 'write nothing',
    label: 'cancel',
    isVital: true,
  },
  {
    command: 'overwrite.yes',
    keys: ['y', 'Y'],
    contexts: ['overwrite-question'],
    action: { type: 'choose' },
    group: 'viewer',
    help: 'write over the file',
    label: 'write over it',
    isVital: true,
  },
  {
    command: 'overwrite.no',
    keys: ['n', 'N', 'escape', 'enter'],
    contexts: ['overwrite-question'],
    action: { type: 'cancel' },
    group: 'viewer',
    help: 'leave the file as it is',
    label: 'leave it',
    isVital: true,
  },
];

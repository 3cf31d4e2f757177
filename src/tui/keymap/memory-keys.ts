import type { Binding } from './binding.ts';

/** On the screen of live memory. */
export const MEMORY_KEYS: readonly Binding[] = [
  {
    command: 'memory.grouping',
    keys: ['tab'],
    contexts: ['memory'],
    action: { type: 'regroup', step: 1 },
    group: 'open',
    help: 'add up by function, file, line or traceback',
    label: 'by',
  },
  {
    command: 'memory.grouping-back',
    keys: ['shift-tab'],
    contexts: ['memory'],
    action: { type: 'regroup', step: -1 },
    group: 'open',
    help: 'the same, the other way round',
  },
  {
    command: 'memory.guide',
    keys: ['i'],
    contexts: ['memory'],
    action: { type: 'open-overlay', kind: 'memory-guide' },
    group: 'viewer',
    help: 'what these numbers mean: blocks, pools, arenas',
    label: 'about',
  },
  {
    command: 'sort.memory',
    keys: ['b'],
    contexts: ['memory'],
    action: { type: 'sort', by: 'size' },
    group: 'sort',
    help: 'sort by live bytes',
    label: 'bytes',
  },
  {
    command: 'sort.blocks',
    keys: ['#'],
    contexts: ['memory'],
    action: { type: 'sort', by: 'blocks' },
    group: 'sort',
    help: 'sort by live blocks',
    label: 'blocks',
  },
  {
    command: 'sort.live-memory',
    keys: ['b'],
    contexts: ['functions'],
    action: { type: 'sort', by: 'memory' },
    group: 'sort',
    help: 'sort by live bytes, with a snapshot',
  },
];

import type { ReportSection } from './report.ts';
import { renderCallGraph } from './sections/call-graph.ts';
import { renderHints } from './sections/hints.ts';
import { renderHotFunctions } from './sections/hot-functions.ts';
import { renderHottest } from './sections/hottest.ts';
import { renderMemory } from './sections/memory.ts';
import { renderModules } from './sections/modules.ts';
import { renderNotes } from './sections/notes.ts';
import { renderReproduce } from './sections/reproduce.ts';
import { renderSource } from './sections/source.ts';
import { renderSummary } from './sections/summary.ts';

/** The parts of a report in the order in which they are read. It feeds `--section`, the help and docs/reports.md. */
export const REPORT_SECTIONS: readonly ReportSection[] = [
  {
    id: 'summary',
    title: 'where the time is, in sentences, and what was profiled',
    importance: 100,
    render: renderSummary,
  },
  { id: 'functions', title: 'the hot functions', importance: 90, render: renderHotFunctions },
  { id: 'hints', title: 'what to change, where the source is found', importance: 75, render: renderHints },
  { id: 'hottest', title: 'callers and callees of the hottest functions', importance: 60, render: renderHottest },
  { id: 'source', title: 'the source of the hot functions, where it is found', importance: 55, render: renderSource },
  { id: 'memory', title: 'live memory, with --memory', importance: 58, render: renderMemory },
  { id: 'modules', title: 'the time by file', importance: 50, render: renderModules },
  { id: 'graph', title: 'a call graph of the hot part (Mermaid)', importance: 40, render: renderCallGraph },
  { id: 'notes', title: 'what the numbers cannot say', importance: 80, render: renderNotes },
  { id: 'reproduce', title: 'the command that makes the report', importance: 70, render: renderReproduce },
];

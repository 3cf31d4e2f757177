import type { ReportSection } from './report.ts';
import { callGraphData, renderCallGraph } from './sections/call-graph.ts';
import { hintsData, renderHints } from './sections/hints.ts';
import { hotFunctionsData, renderHotFunctions } from './sections/hot-functions.ts';
import { hottestData, renderHottest } from './sections/hottest.ts';
import { memoryData, renderMemory } from './sections/memory.ts';
import { modulesData, renderModules } from './sections/modules.ts';
import { notesData, renderNotes } from './sections/notes.ts';
import { renderReproduce, reproduceData } from './sections/reproduce.ts';
import { renderSource, sourceData } from './sections/source.ts';
import { renderSummary, summaryData } from './sections/summary.ts';

/** The parts of a report in the order in which they are read. It feeds `--section`, the help and docs/reports.md. */
export const REPORT_SECTIONS: readonly ReportSection[] = [
  {
    id: 'summary',
    title: 'where the time is, in sentences, and what was profiled',
    importance: 100,
    render: renderSummary,
    data: summaryData,
  },
  { id: 'functions', title: 'the hot functions', importance: 90, render: renderHotFunctions, data: hotFunctionsData },
  {
    id: 'hints',
    title: 'what to change, where the source is found',
    importance: 75,
    render: renderHints,
    data: hintsData,
  },
  {
    id: 'hottest',
    title: 'callers and callees of the hottest functions',
    importance: 60,
    render: renderHottest,
    data: hottestData,
  },
  {
    id: 'source',
    title: 'the source of the hot functions, where it is found',
    importance: 55,
    render: renderSource,
    data: sourceData,
  },
  { id: 'memory', title: 'live memory, with --memory', importance: 58, render: renderMemory, data: memoryData },
  { id: 'modules', title: 'the time by file', importance: 50, render: renderModules, data: modulesData },
  {
    id: 'graph',
    title: 'a call graph of the hot part (Mermaid)',
    importance: 40,
    render: renderCallGraph,
    data: callGraphData,
  },
  { id: 'notes', title: 'what the numbers cannot say', importance: 80, render: renderNotes, data: notesData },
  {
    id: 'reproduce',
    title: 'the command that makes the report',
    importance: 70,
    render: renderReproduce,
    data: reproduceData,
  },
];

import type { ReportSection } from './report.ts';
import { callGraphData, callGraphSection } from './sections/call-graph.ts';
import { changesData, changesSection } from './sections/changes.ts';
import { hintsData, hintsSection } from './sections/hints.ts';
import { hotFunctionsData, hotFunctionsSection } from './sections/hot-functions.ts';
import { hottestData, hottestSection } from './sections/hottest.ts';
import { memoryData, memorySection } from './sections/memory.ts';
import { modulesData, modulesSection } from './sections/modules.ts';
import { notesData, notesSection } from './sections/notes.ts';
import { reproduceData, reproduceSection } from './sections/reproduce.ts';
import { sourceData, sourceSection } from './sections/source.ts';
import { summaryData, summarySection } from './sections/summary.ts';

/** The parts of a report in the order in which they are read. It feeds `--section`, the help and docs/reports.md. */
export const REPORT_SECTIONS: readonly ReportSection[] = [
  {
    id: 'summary',
    title: 'where the time is, in sentences, and what was profiled',
    importance: 100,
    blocks: summarySection,
    data: summaryData,
  },
  { id: 'changes', title: 'what changed, with --baseline', importance: 85, blocks: changesSection, data: changesData },
  { id: 'functions', title: 'the hot functions', importance: 90, blocks: hotFunctionsSection, data: hotFunctionsData },
  {
    id: 'hints',
    title: 'what to change, where the source is found',
    importance: 75,
    blocks: hintsSection,
    data: hintsData,
  },
  {
    id: 'hottest',
    title: 'callers and callees of the hottest functions',
    importance: 60,
    blocks: hottestSection,
    data: hottestData,
  },
  {
    id: 'source',
    title: 'the source of the hot functions, where it is found',
    importance: 55,
    blocks: sourceSection,
    data: sourceData,
  },
  { id: 'memory', title: 'live memory, with --memory', importance: 58, blocks: memorySection, data: memoryData },
  { id: 'modules', title: 'the time by file', importance: 50, blocks: modulesSection, data: modulesData },
  {
    id: 'graph',
    title: 'a call graph of the hot part (Mermaid)',
    importance: 40,
    blocks: callGraphSection,
    data: callGraphData,
  },
  { id: 'notes', title: 'what the numbers cannot say', importance: 80, blocks: notesSection, data: notesData },
  {
    id: 'reproduce',
    title: 'the command that makes the report',
    importance: 70,
    blocks: reproduceSection,
    data: reproduceData,
  },
];

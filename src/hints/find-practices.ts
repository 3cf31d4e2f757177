import { lineOf } from '../source/syntax.ts';
import { isLoop } from './code/module-code.ts';
import { pasteable } from './code/shadowed-names.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import { SHARES } from './level-of-share.ts';
import { PRACTICES_PAGE, type Practice, type PracticeNote } from './practice.ts';
import { bringsText, isSlowerForm } from './practice-figure.ts';
import { PRACTICES } from './practices.ts';
import { documentationOf } from './rule.ts';
import { isRepeated } from './weigh.ts';

/**
 * The practices whose pattern stands in a frame, told by its syntax alone. Only of a function with time in the profile: it
 * takes 1 % of it itself and in the built-ins and the functions of the standard library that it calls.
 */
export function practicesIn(evidence: FrameEvidence, path: string): readonly PracticeNote[] {
  if (!hasTime(evidence)) return [];
  return PRACTICES.flatMap((practice) => notesOf(practice, evidence, path));
}

function hasTime({ tottime, calls, total }: FrameEvidence): boolean {
  const ofLibrary = calls.filter(({ name }) => name.full !== '');
  const seconds = ofLibrary.reduce((sum, { cumtime }) => sum + cumtime, tottime);
  return seconds > 0 && seconds >= SHARES.least * total;
}

function notesOf(
  { id, title, article, isOfEachRun, match }: Practice,
  evidence: FrameEvidence,
  file: string,
): readonly PracticeNote[] {
  const { code, row, python } = evidence;
  const { name, qualname, firstLine } = code.scope;
  const sites = match(code).filter(
    (site) => isOfEachRun !== true || isLoop(site.code.node) || isRepeated(site.code, evidence),
  );
  return sites.map((site) => ({
    practice: id,
    figure: site.figure,
    title,
    file,
    line: lineOf(site.code.node),
    function: name,
    qualname,
    functionLine: firstLine,
    row,
    found: site.subject,
    brings: bringsText(site, python),
    isSlower: isSlowerForm(site, python),
    fix: pasteable(site.fix, code),
    article,
    documentation: documentationOf(PRACTICES_PAGE),
  }));
}

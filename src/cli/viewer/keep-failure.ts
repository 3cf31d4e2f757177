import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debugText, WITH_DEBUG } from '../diagnostics.ts';
import { VERSION } from '../version.ts';
import { ViewerFailure } from '../viewer-failure.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Writes down where the viewer failed: the same keys may never come again, so that `--debug` would be no help. */
export function keepFailure(error: unknown, env: Environment): ViewerFailure {
  const report = writeReport(error, env);
  const how = report === null ? WITH_DEBUG : `Please report it with ${report}, which says where it happened.`;
  return new ViewerFailure(error, `The profile is untouched. ${how}`);
}

/** In a folder of its own, into which nobody else can have put a link. Null where there is no room. */
function writeReport(error: unknown, env: Environment): string | null {
  const { version, platform, arch } = process;
  const heading = `pyprof-view ${VERSION}, Node ${version}, ${platform} ${arch}, TERM=${env['TERM'] ?? ''}`;
  try {
    const path = join(mkdtempSync(join(tmpdir(), 'pyprof-view-bug-')), 'report.txt');
    writeFileSync(path, `${heading}\n\n${debugText(error) || String(error)}\n`);
    return path;
  } catch {
    return null;
  }
}

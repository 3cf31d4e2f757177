import { BaseSequencer, type TestSpecification } from 'vitest/node';

type Choice = (path: string) => boolean;

/**
 * A sequencer for workers that wait and workers that compute at the same time. `waits`: of the files that run programs.
 * `isLong`: of those that compute for long, also where no run has told the times.
 */
export function inTurns(waits: Choice, isLong: Choice): typeof BaseSequencer {
  return class extends BaseSequencer {
    /** Each project's longest first, or the largest where no run has told the times; one that waits, then one that computes. */
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      const sorted = await super.sort(files);
      const projects = new Set(sorted.map(({ project }) => project));
      return [...projects].flatMap((project) => {
        const own = sorted.filter((file) => file.project === project);
        const waiting = own.filter(({ moduleId }) => waits(moduleId));
        const computing = own.filter(({ moduleId }) => !waits(moduleId));
        return alternating(waiting, [
          ...computing.filter(({ moduleId }) => isLong(moduleId)),
          ...computing.filter(({ moduleId }) => !isLong(moduleId)),
        ]);
      });
    }
  };
}

/** One of each as long as both last, then what is left. */
function alternating<T>(these: readonly T[], those: readonly T[]): T[] {
  const both = Array.from({ length: Math.max(these.length, those.length) }, (_, at) => [
    ...these.slice(at, at + 1),
    ...those.slice(at, at + 1),
  ]);
  return both.flat();
}

import { expect, test } from 'vitest';
import type { Fix } from '../../src/hints/rule.ts';
import { sitesIn } from './program-code.ts';

function fixOf(call: string): Fix | undefined {
  const program = `import logging

log = logging.getLogger(__name__)

def work(job):
    ${call}
`;
  return sitesIn('log-fstring', program)[0]?.fix;
}

test('a message that arguments cannot stand for is made where its level is on', () => {
  expect(fixOf("log.debug(f'{job.number:04d}')")?.after).toBe(
    "if log.isEnabledFor(logging.DEBUG):\n    log.debug(f'{job.number:04d}')",
  );
  expect(fixOf("logging.log(job.level, 'job %s' % job)")?.after).toBe(
    "if logging.getLogger().isEnabledFor(job.level):\n    logging.log(job.level, 'job %s' % job)",
  );
});

test('plain values are given as arguments', () => {
  expect(fixOf("log.info(f'job {job}')")?.after).toBe("log.info('job %s', job)");
});

test('what a message changes, it changes at any level', () => {
  expect(fixOf("log.debug(f'{job.pop():04d}')")?.after).toBeUndefined();
});

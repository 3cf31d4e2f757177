import { readFileSync } from 'node:fs';
import { decodeProfile } from '../src/decode/decode-profile.ts';
import { exportSvg } from '../src/export/svg.ts';

/** The dump that the pictures of the viewer show too. */
const DUMP = 'fixtures/profiles/logreport-py311/out.prof';

/** What `export --to svg` writes of a real dump. */
export function iciclePicture(): string {
  const options = { table: 'functions', leastFunction: 0, leastCall: 0, flame: false, width: 1000 } as const;
  const { chunks } = exportSvg({ table: decodeProfile(readFileSync(DUMP)), names: ['out.prof'], options });
  return Buffer.concat([...chunks]).toString('utf8');
}

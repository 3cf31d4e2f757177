// The library's declarations, as a user's compiler meets them: without skipLibCheck, and without our packages.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const SETTINGS = {
  nodenext: { module: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
};

export function checkTypes(tarball, folder) {
  checkResolution(tarball);
  const sample = join(folder, 'sample');
  mkdirSync(join(sample, 'node_modules/@types'), { recursive: true });
  for (const name of ['@types/node', 'undici-types']) {
    cpSync(`node_modules/${name}`, join(sample, 'node_modules', name), { recursive: true });
  }
  cpSync(join(folder, 'node_modules/pyprof-view'), join(sample, 'node_modules/pyprof-view'), { recursive: true });
  writeFileSync(join(sample, 'sample.mts'), sampleOfReadme());
  for (const [name, settings] of Object.entries(SETTINGS)) {
    const compilerOptions = {
      target: 'es2023',
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      types: ['node'],
      ...settings,
    };
    const config = join(sample, `tsconfig.${name}.json`);
    writeFileSync(config, JSON.stringify({ compilerOptions, files: ['sample.mts'] }));
    execFileSync(resolve('node_modules/.bin/tsc'), ['-p', config], { stdio: 'inherit' });
  }
  console.log(`pack: the sample of docs/library.md compiles with ${Object.keys(SETTINGS).join(' and ')}`);
}

/** A tool of 40 MB that only this needs. The library is for `import` alone, which is the profile esm-only. */
function checkResolution(tarball) {
  const tool = ['--yes', '@arethetypeswrong/cli@0.18.5'];
  if (spawnSync('npx', [...tool, '--version']).status !== 0) {
    console.warn('pack: ARE-THE-TYPES-WRONG DID NOT RUN: the registry did not give it');
    return;
  }
  execFileSync('npx', [...tool, tarball, '--profile', 'esm-only', '--quiet'], { stdio: 'inherit' });
  console.log('pack: are-the-types-wrong finds nothing');
}

function sampleOfReadme() {
  const sample = /```js\n(import [\s\S]*?)```/.exec(readFileSync('docs/library.md', 'utf8'))?.[1];
  if (sample === undefined) throw new Error('docs/library.md has no sample of the library');
  return sample;
}

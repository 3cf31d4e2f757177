// The library's declarations: dist/index.d.ts, only what index.ts leads to, symbol by symbol, and dist/core.d.ts.
import { writeFileSync } from 'node:fs';
import { generateDtsBundle } from 'dts-bundle-generator';
import { OUT } from './out-folder.mjs';

/** @param core the names that core.js exports */
export function writeDeclarations(core) {
  const text = libraryDeclarations();
  // A type of a package would have to be installed with ours, which brings none.
  const foreign = /^import .* from '(?!node:)([^']+)'/m.exec(text);
  if (foreign !== null) throw new Error(`the library's declarations need ${foreign[1]}`);
  writeFileSync(`${OUT}/index.d.ts`, text);
  writeFileSync(
    `${OUT}/core.d.ts`,
    `export {\n  ${core.sort().join(',\n  ')},\n} from './index.js';\nexport type * from './index.js';\n`,
  );
}

/** All in one text; what is marked `@internal` is not in it, and every other type has a name that can be imported. */
export function libraryDeclarations() {
  const options = { preferredConfigPath: 'tsconfig.types.json' };
  const output = { exportReferencedTypes: true, noBanner: true };
  const [text] = generateDtsBundle([{ filePath: 'src/index.ts', output }], options);
  return text;
}

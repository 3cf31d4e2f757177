// The library's declarations in one file, dist/index.d.ts: only what index.ts leads to, symbol by symbol.
import { writeFileSync } from 'node:fs';
import { generateDtsBundle } from 'dts-bundle-generator';

export function writeDeclarations() {
  const options = { preferredConfigPath: 'tsconfig.types.json' };
  const [text] = generateDtsBundle([{ filePath: 'src/index.ts', output: { exportReferencedTypes: false } }], options);
  // A type of a package would have to be installed with ours, which brings none.
  const foreign = /^import .* from '(?!node:)([^']+)'/m.exec(text);
  if (foreign !== null) throw new Error(`the library's declarations need ${foreign[1]}`);
  writeFileSync('dist/index.d.ts', text);
}

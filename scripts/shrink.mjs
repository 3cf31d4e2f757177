// Makes the packed program smaller. terser finds what needs a look at more than one statement, which esbuild leaves: 24 kB
// of the package. As brotli the larger files are another 50 kB less than in npm's gzip; bin/unpack.js opens them.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, crc32 } from 'node:zlib';
import { minify } from 'terser';

/** Rewrites the first file of the program smaller, and packs those that only some commands need. */
export async function shrink([first, ...others]) {
  writeFileSync(first, await minified(first));
  for (const path of others) {
    const source = Buffer.from(await minified(path));
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32LE(crc32(source));
    writeFileSync(`${path}.br`, Buffer.concat([checksum, pack(source)]));
    rmSync(path);
  }
}

/** A second pass finds 0.7 kB more; statements joined by commas are a little larger as brotli. */
const COMPRESS = { keep_infinity: true, passes: 2, sequences: false };

async function minified(path) {
  const { code } = await minify(readFileSync(path, 'utf8'), { ecma: 2020, compress: COMPRESS });
  return code;
}

function pack(source) {
  const params = {
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_LGBLOCK]: 16,
    [constants.BROTLI_PARAM_SIZE_HINT]: source.length,
  };
  return brotliCompressSync(source, { params });
}

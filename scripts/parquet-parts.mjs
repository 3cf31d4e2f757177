// What of hyparquet-writer our tables never reach: variants, shapes on maps, bloom filters, encodings that nobody asks for.
// Without it the library is 10.7 kB of the package as brotli, with it 15.2.
function leftOut() {
  throw new Error('this part of hyparquet-writer is not in the bundle: see scripts/stand-ins.mjs');
}

/** Called for every file, with the filters of no column. */
export function writeBlooms() {}

export {
  leftOut as autoDetectShredding,
  leftOut as BloomBuilder,
  leftOut as deltaBinaryPack,
  leftOut as deltaByteArray,
  leftOut as deltaLengthByteArray,
  leftOut as encodeVariantColumn,
  leftOut as geojsonToWkb,
  leftOut as geospatialStatistics,
  leftOut as normalizeShreddingConfig,
  leftOut as writeByteStreamSplit,
};

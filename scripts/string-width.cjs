// Stands in for the package string-width in the bundle: the package itself is run only for texts that need it, because
// its regexes of all emoji take V8 50 ms.
const { quickWidth } = require('../src/text/quick-width.ts');

module.exports = function stringWidth(text, options) {
  const quick = typeof text === 'string' && options === undefined ? quickWidth(text) : -1;
  return quick >= 0 ? quick : require('string-width').default(text, options);
};

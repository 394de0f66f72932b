'use strict';

// Azurite finds the operation that a request asks for by comparing its address with the patterns of some thirty operations, and compiles each of them anew for each request.
const path = require.resolve('uri-templates', { paths: [process.argv[1]] });
const compile = require(path);
const compiled = new Map();
require.cache[path].exports = (pattern) => {
  if (!compiled.has(pattern)) {
    compiled.set(pattern, compile(pattern));
  }

  return compiled.get(pattern);
};

'use strict';

// Azurite finds the operation that a request asks for by comparing its address with the patterns of some thirty operations, and compiles each of them anew for each request.
// An Azurite that no longer has this package, or has it under another name or bundled, merely stays as slow as it is.
let path;
let compile;
try {
  path = require.resolve('uri-templates', { paths: [process.argv[1]] });
  compile = require(path);
} catch {
  compile = null;
}

if (typeof compile === 'function' && require.cache[path]) {
  const compiled = new Map();
  require.cache[path].exports = (pattern) => {
    if (!compiled.has(pattern)) {
      compiled.set(pattern, compile(pattern));
    }

    return compiled.get(pattern);
  };
}

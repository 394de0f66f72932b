// Makes one call with npm's remove.bg, installed below the working folder, and prints the response as JSON.
// Usage: node removebg.mjs FUNCTION OPTIONS [PICTURE], where the picture, a path, is sent as base64.
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import tls from 'node:tls';

// The package sends files without the library that knows about proxies, so Node's own connections go through the proxy too.
const proxy = new URL(process.env.HTTPS_PROXY);
https.globalAgent = new (class extends https.Agent {
  createConnection({ host, port }, done) {
    http.request({ host: proxy.hostname, port: proxy.port, method: 'CONNECT', path: `${host}:${port}` })
      .on('connect', (answer, socket) => done(null, tls.connect({ socket, servername: host })))
      .on('error', done)
      .end();
  }
})();

const vendor = createRequire(`${process.cwd()}/`)('remove.bg');
const [call, json, picture] = process.argv.slice(2);
const options = JSON.parse(json);
if (picture) {
  options.base64img = await readFile(picture, 'base64');
}

try {
  console.log(JSON.stringify({ result: await vendor[call](options) }));
} catch (errors) {
  console.log(JSON.stringify({ errors }));
}

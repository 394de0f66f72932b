#!/usr/bin/env bash
# @cognite/sdk 10.5.0 (npm): a 429 with Retry-After: 30 is asked again after a random part of half a second, then of a second: the header is never read. A server that
# slows this client down by it hears six requests within 16 seconds, after which the call has failed. Limits must not count what they refuse, as the product's do not.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund @cognite/sdk@10.5.0 >/dev/null
cat > limited.cjs <<'JS'
const http = require('node:http');
const { CogniteClient } = require('@cognite/sdk');

const times = [];
const server = http.createServer((request, response) => {
  times.push(performance.now());
  response.setHeader('Content-Type', 'application/json');
  if (times.length < 3) {
    response.writeHead(429, { 'Retry-After': '30' }).end('{"error":{"code":429,"message":"Slower."}}');
  } else {
    response.end('{"items":[]}');
  }
});
server.listen(0, '127.0.0.1', async () => {
  const client = new CogniteClient({
    appId: 'finding', project: 'p', baseUrl: `http://127.0.0.1:${server.address().port}`, oidcTokenProvider: async () => 'token',
  });
  const { status } = await client.get('/api/v1/projects/p/files');
  console.log(`asked ${times.length} times, answered ${status}, asked again within ${times[1] - times[0] < 700 && times[2] - times[1] < 1200 ? 'a second or so' : 'more'}`);
  server.close();
  process.exit();
});
JS
seen=$(node limited.cjs)
echo "$seen"
test "$seen" = 'asked 3 times, answered 200, asked again within a second or so'

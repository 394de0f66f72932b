#!/usr/bin/env bash
# @cognite/sdk 10.5.0 (npm, on Node): files.upload says that it takes the content as it is, and does so for a Buffer, an ArrayBuffer and a string. A Blob and a File, what a
# browser's own upload field gives, are turned into JSON first: the body is {} and the Content-Type application/json, whatever mimeType was said. A Uint8Array that is
# no Buffer becomes a JSON object of numbered bytes. The client reports success each time. A server that takes any bytes keeps two characters in place of a picture; one
# that knows that an image is to come has to look at the Content-Type, and refuse with a sentence on what to send.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts @cognite/sdk@10.5.0 >/dev/null
cat > finding.mjs <<'JS'
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const { CogniteClient } = createRequire(`${process.cwd()}/`)('@cognite/sdk');
let put;
const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  if (request.method === 'PUT') {
    put = `${request.headers['content-type']} ${Buffer.concat(chunks).toString('latin1').replace(/\s/g, '')}`;
    response.end();
    return;
  }

  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ id: 1, name: 'a', uploaded: false, createdTime: 0, lastUpdatedTime: 0, uploadUrl: `${address()}/upload` }));
});
const address = () => `http://127.0.0.1:${server.address().port}`;
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const client = new CogniteClient({ appId: 'finding', project: 'p', baseUrl: address(), oidcTokenProvider: async () => 'token' });
const bytes = new TextEncoder().encode('picture');
const contents = {
  buffer: Buffer.from(bytes), arrayBuffer: bytes.buffer, text: 'picture', blob: new Blob([bytes], { type: 'image/png' }),
  file: new File([bytes], 'a.png', { type: 'image/png' }), bytes,
};
for (const [name, content] of Object.entries(contents)) {
  const { id } = await client.files.upload({ name: 'a.png', mimeType: 'image/png' }, content);
  console.log(`${name}: file ${id}, ${put}`);
}
process.exit();
JS
seen=$(node finding.mjs)
echo "$seen"
for name in buffer arrayBuffer text; do grep -qx "$name: file 1, image/png picture" <<<"$seen"; done
for name in blob file; do grep -qx "$name: file 1, application/json {}" <<<"$seen"; done
grep -q '^bytes: file 1, application/json {"0":112,"1":105,' <<<"$seen"

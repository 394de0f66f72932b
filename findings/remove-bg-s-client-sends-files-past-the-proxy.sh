#!/usr/bin/env bash
# remove.bg 1.3.0 (npm) on unirest 0.6.0: addresses of pictures go through the proxy that HTTPS_PROXY names, files do not: they are sent by another library, form-data, which
# knows of no proxy. Whoever leads this client to a service of their own by a proxy hands over every file to the vendor all the same. Nothing is connected to here: the script stops at the name.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund remove.bg@1.3.0 >/dev/null 2>&1
echo "unirest $(node -p 'require("unirest/package.json").version')"
printf '\211PNG' >picture.png
cat > proxy.cjs <<'JS'
const dns = require('node:dns');
const http = require('node:http');

let tell;
const proxy = http.createServer().on('connect', (request, socket) => {
  socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  tell(`${request.url} by the proxy`);
});
proxy.listen(0, '127.0.0.1', async () => {
  dns.lookup = (name) => tell(`${name} directly`);
  process.env.HTTPS_PROXY = process.env.https_proxy = `http://127.0.0.1:${proxy.address().port}`;
  const client = require('remove.bg');
  for (const [what, call, options] of [
    ['address', client.removeBackgroundFromImageUrl, { url: 'https://example.com/a.jpg' }],
    ['file', client.removeBackgroundFromImageFile, { path: 'picture.png' }],
  ]) {
    const asked = new Promise((resolve) => { tell = resolve; });
    call({ apiKey: 'key', ...options }).catch(() => {});
    console.log(`${what}: ${await asked}`);
  }
  process.exit();
});
JS
seen=$(node --no-warnings proxy.cjs)
echo "$seen"
grep -qx 'address: api.remove.bg:443 by the proxy' <<<"$seen"
grep -qx 'file: api.remove.bg directly' <<<"$seen"

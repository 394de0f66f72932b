#!/usr/bin/env bash
# standardwebhooks 1.1.1 and svix 1.99.1 (npm): verify takes the body and the headers of a webhook, and in a receiver by the web's own Request, as Deno, Bun, Next.js and workers have it, those are a
# Headers object. It is answered with "Missing required headers" though all three are there: their names are looked for as properties, of which such an object has none. It reads
# like a fault of the sender's. With Object.fromEntries around the headers the same message is good. What comes back is no yes but the body read as JSON, so that a whole
# number of more than 53 bits is another one. The product's docs/webhooks.md says how to call it; its job ids have 53 bits (functions/Jobs/JobId.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts standardwebhooks@1.1.1 svix@1.99.1 >/dev/null
cat > finding.mjs <<'JS'
import { Webhook } from 'standardwebhooks';
import { Webhook as Svix } from 'svix';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const now = new Date();
const body = '{"small":9007199254740991,"large":9007199254740993}';
const request = new Request('http://receiver.example/', {
  method: 'POST',
  body,
  headers: {
    'webhook-id': 'message-1',
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('message-1', now, body),
  },
});
const text = await request.text();
for (const [library, webhook] of [['standardwebhooks', new Webhook(secret)], ['svix', new Svix(secret)]]) {
  for (const [how, headers] of [['headers', request.headers], ['an object of them', Object.fromEntries(request.headers)]]) {
    try {
      console.log(`${library}, ${how}: ${JSON.stringify(webhook.verify(text, headers))}`);
    } catch (error) {
      console.log(`${library}, ${how}: ${error.message}`);
    }
  }
}
JS
seen=$(node finding.mjs)
echo "$seen"
test "$seen" = 'standardwebhooks, headers: Missing required headers
standardwebhooks, an object of them: {"small":9007199254740991,"large":9007199254740992}
svix, headers: Missing required headers
svix, an object of them: {"small":9007199254740991,"large":9007199254740992}'

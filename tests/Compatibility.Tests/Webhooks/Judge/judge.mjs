// Reads {secret, publicKey, headers, body} and prints the verdicts of npm's library and Node's own crypto.
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';

const { secret, publicKey, headers, body } = JSON.parse(readFileSync(0, 'utf8'));
const verdict = {};
try {
  new Webhook(secret).verify(body, headers);
  verdict.v1 = true;
} catch (error) {
  verdict.v1 = error.message;
}

if (publicKey) {
  const ed25519 = Buffer.from('302a300506032b6570032100', 'hex');
  const key = createPublicKey({ key: Buffer.concat([ed25519, Buffer.from(publicKey.slice('whpk_'.length), 'base64')]), format: 'der', type: 'spki' });
  const content = Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`);
  const signatures = headers['webhook-signature'].split(' ').filter((entry) => entry.startsWith('v1a,'));
  verdict.v1a = signatures.some((entry) => verify(null, content, key, Buffer.from(entry.slice('v1a,'.length), 'base64')));
}

console.log(JSON.stringify(verdict));

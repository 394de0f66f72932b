#!/usr/bin/env bash
# @modelcontextprotocol/sdk 1.32.2 (npm): a client refuses structured content that breaks its tool's output schema, but only once it has called listTools, which is where it keeps
# the schemas. The same call of the same tool by a client that knows the name and does not list goes through, with a number for a text, with a field too many, and with no structured
# content at all. And what is checked is checked as draft 7: prefixItems and unevaluatedProperties of a schema that names 2020-12, the protocol's own dialect, hold nobody
# back. A server cannot rely on its callers to see its mistakes. The product's functions/Apis/Mcp declares no output schema, so each answer is read alike by every client.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts @modelcontextprotocol/sdk@1.32.2 >/dev/null
cat > finding.mjs <<'JS'
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';

const schema = (properties, more) => ({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', properties, ...more });
const text = { label: { type: 'string' } };
const tools = {
  'good answer': [schema(text), { label: 'cat' }],
  'number for a text': [schema(text), { label: 1 }],
  'field too many': [schema(text, { additionalProperties: false }), { label: 'cat', score: 1 }],
  'none': [schema(text), undefined],
  'prefixItems broken': [schema({ box: { type: 'array', prefixItems: [{ type: 'number' }] } }), { box: ['left'] }],
  'unevaluatedProperties broken': [schema(text, { unevaluatedProperties: false }), { label: 'cat', score: 1 }],
};
const server = new Server({ name: 'server', version: '1' }, { capabilities: { tools: {} } });
server.setRequestHandler(ListToolsRequestSchema, () => ({
  tools: Object.entries(tools).map(([name, [outputSchema]]) => ({ name, inputSchema: { type: 'object' }, outputSchema })),
}));
server.setRequestHandler(CallToolRequestSchema, ({ params }) => ({ content: [], structuredContent: tools[params.name][1] }));
const [near, far] = InMemoryTransport.createLinkedPair();
await server.connect(far);
const client = new Client({ name: 'client', version: '1' });
await client.connect(near);
for (const listed of [false, true]) {
  if (listed) await client.listTools();
  for (const name of Object.keys(tools)) {
    const outcome = await client.callTool({ name }).then(() => 'taken', () => 'refused');
    console.log(`${listed ? 'after listing' : 'before'}, ${name}: ${outcome}`);
  }
}
JS
seen=$(node finding.mjs)
echo "$seen"
[ "$(grep -c '^before, .*: taken$' <<<"$seen")" = 6 ]
for name in 'number for a text' 'field too many' none; do grep -qx "after listing, $name: refused" <<<"$seen"; done
for name in 'good answer' 'prefixItems broken' 'unevaluatedProperties broken'; do grep -qx "after listing, $name: taken" <<<"$seen"; done

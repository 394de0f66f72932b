#!/usr/bin/env bash
# @modelcontextprotocol/sdk 1.32.2 and zod 4.6.7 (npm): a tool works for 1.6 seconds and reports progress every 0.2; the client, which listens to it, waits for at most a second, as it waits for 60 by itself. Four reports come,
# then the client gives up with "Request timed out" and cancels the work, though it has just heard that it goes on. The time counts from the beginning, unless resetTimeoutOnProgress
# is set, which nobody does who only passes onprogress. A server that works for longer than a minute has to return before. The product's tools answer after 30 seconds with the
# job's id, and job_status goes on from there (functions/Apis/Mcp/McpWire.cs); wait_seconds is 50 at most.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts @modelcontextprotocol/sdk@1.32.2 zod@4.6.7 >/dev/null
cat > finding.mjs <<'JS'
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

const [here, there] = InMemoryTransport.createLinkedPair();
const server = new McpServer({ name: 'server', version: '1' });
let canceled = false;
server.registerTool('segment', { inputSchema: {} }, async (_, { signal, sendNotification, _meta }) => {
  signal.addEventListener('abort', () => { canceled = true; });
  for (let progress = 1; progress <= 8; progress++) {
    await new Promise(resolve => setTimeout(resolve, 200));
    await sendNotification({ method: 'notifications/progress', params: { progressToken: _meta.progressToken, progress, total: 8 } });
  }
  return { content: [{ type: 'text', text: 'done' }] };
});
await server.connect(there);
const client = new Client({ name: 'client', version: '1' });
await client.connect(here);
for (const resetTimeoutOnProgress of [undefined, true]) {
  let reports = 0;
  canceled = false;
  const call = client.callTool({ name: 'segment', arguments: {} }, undefined, { timeout: 1000, resetTimeoutOnProgress, onprogress: () => { reports++; } });
  const said = await call.then(result => result.content[0].text, error => error.message);
  console.log(`${resetTimeoutOnProgress ? 'with resetTimeoutOnProgress' : 'as it is'}: ${reports > 0 && reports < 8 ? 'some' : reports} reports, ${said}, work ${canceled ? 'canceled' : 'finished'}`);
}
process.exit();
JS
seen=$(node finding.mjs)
echo "$seen"
test "$seen" = 'as it is: some reports, MCP error -32001: Request timed out, work canceled
with resetTimeoutOnProgress: 8 reports, done, work finished'

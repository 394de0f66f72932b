// The protocol's own JavaScript client, as any user has it.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const { SEG_SERVER, SEG_KEY, SEG_PICTURE } = process.env;
const client = new Client({ name: 'judge', version: '1.0.0' });
await client.connect(new StreamableHTTPClientTransport(new URL('mcp', SEG_SERVER), { requestInit: { headers: { 'x-api-key': SEG_KEY } } }));
const { tools } = await client.listTools();
const found = await client.callTool({ name: 'segment', arguments: { image_url: SEG_PICTURE, words: ['boat'] } });
const cut = await client.callTool({ name: 'cut_out', arguments: { image_url: SEG_PICTURE, boxes: [{ x1: 0.1, y1: 0.1, x2: 0.9, y2: 0.9 }], wait_seconds: 50 } });
const status = await client.callTool({ name: 'job_status', arguments: { job_id: found.structuredContent.job_id } });
const wrong = await client.callTool({ name: 'segment', arguments: { image: SEG_PICTURE, words: 'boat', wait_seconds: 100 } });
const unknown = await client.callTool({ name: 'draw', arguments: {} }).catch(error => error.message);
await client.close();
console.log(JSON.stringify({
  server: client.getServerVersion().name,
  tools: tools.map(tool => [tool.name, Object.keys(tool.inputSchema.properties), tool.inputSchema.required]),
  found: found.structuredContent,
  cut: cut.structuredContent,
  status: status.structuredContent,
  wrong: [wrong.isError, wrong.content[0].text],
  unknown,
}));

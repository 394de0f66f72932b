#!/usr/bin/env bash
# @microsoft/fetch-event-source 2.0.1 beside eventsource 4.1.1 (npm), which does as browsers do: a stream of events that ends in good order is asked for again, with the last id, and a 204 says that there is
# nothing more. Here it is the other way around, though it is said to retry: once the stream has ended, its promise is kept as if all had come, and nobody asks again; a 204 is a fault, since it has no
# content type, and is asked again every second, forever. And the block "retry: 50", which holds no event, is handed out as a message without data, at which JSON.parse throws. A server's limit on how long
# a connection lasts cuts a job short for this reader, until its onclose throws and its onopen ends at a 204. The product ends streams after 200 s (functions/Apis/Own/EventStream.cs); docs/api.md says so.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts @microsoft/fetch-event-source@2.0.1 eventsource@4.1.1 >/dev/null
cat > finding.mjs <<'JS'
import http from 'node:http';
import { fetchEventSource } from '@microsoft/fetch-event-source';
import { EventSource } from 'eventsource';

// It is made for browsers.
Object.assign(globalThis, { window: globalThis, document: { removeEventListener() {} } });

const patience = 3500;
const readers = {
  'fetch-event-source': (address, take, end) => {
    const abort = new AbortController();
    fetchEventSource(address, { fetch, signal: abort.signal, openWhenHidden: true, onmessage: ({ id, data }) => take(id, data) }).then(end, end);
    return () => abort.abort();
  },
  eventsource: (address, take, end) => {
    const source = new EventSource(address);
    source.onmessage = ({ lastEventId, data }) => take(lastEventId, data);
    source.onerror = () => source.readyState === EventSource.CLOSED && end();
    return () => source.close();
  },
};
for (const [name, open] of Object.entries(readers)) {
  for (const isDone of [false, true]) {
    let requests = 0;
    const server = http.createServer((request, response) => {
      requests++;
      if (isDone || request.headers['last-event-id'] === '2') {
        response.writeHead(204).end();
      } else {
        const id = Number(request.headers['last-event-id'] ?? 0) + 1;
        response.writeHead(200, { 'content-type': 'text/event-stream' }).end(`retry: 50\n\nid: ${id}\ndata: ${id} of 2\n\n`);
      }
    });
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
    const got = [];
    let state = 'goes on';
    const close = open(`http://127.0.0.1:${server.address().port}`, (id, data) => got.push(data || 'nothing'), () => { state = 'ended'; });
    await new Promise(resolve => setTimeout(resolve, patience));
    console.log(`${name}, ${isDone ? 'only 204' : 'two streams, then 204'}: ${got.join(', ') || '-'}; ${requests > 3 ? 'more than 3' : requests} requests; ${state}`);
    close();
    server.closeAllConnections();
    server.close();
  }
}
process.exit();
JS
seen=$(node finding.mjs)
echo "$seen"
test "$seen" = 'fetch-event-source, two streams, then 204: nothing, 1 of 2; 1 requests; ended
fetch-event-source, only 204: -; more than 3 requests; goes on
eventsource, two streams, then 204: 1 of 2, 2 of 2; 3 requests; ended
eventsource, only 204: -; 1 requests; ended'

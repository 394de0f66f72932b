#!/usr/bin/env bash
# @microsoft/fetch-event-source 2.0.1 (npm) and System.Net.ServerSentEvents 10.0.15, beside eventsource 4.1.1 and launchdarkly-eventsource 2.2.0 (npm): a connection breaks in the middle of the
# event 2, behind its id and data and before the empty line that ends it. No reader hands it out, as it has to be. The specification keeps an event's id until the event is handed out; the first two take it as soon as
# they have read its line: fetch-event-source asks for what comes after 2, so that 2 is lost for good, and SseParser's LastEventId says 2 as well. The other two ask for what comes after 1. What
# .NET's reader tells with each item is right. The product writes the id as an event's last line (functions/Apis/Own/EventStream.cs), so that hardly a cut falls behind it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts @microsoft/fetch-event-source@2.0.1 eventsource@4.1.1 launchdarkly-eventsource@2.2.0 >/dev/null
cat > finding.mjs <<'JS'
import http from 'node:http';
import { fetchEventSource } from '@microsoft/fetch-event-source';
import { EventSource } from 'eventsource';
import launchDarkly from 'launchdarkly-eventsource';

// It is made for browsers.
Object.assign(globalThis, { window: globalThis, document: { removeEventListener() {} } });

const readers = {
  'fetch-event-source': (address, take) => {
    const abort = new AbortController();
    const onmessage = ({ id, data }) => data && take(`${id} ${data}`);
    fetchEventSource(address, { fetch, signal: abort.signal, openWhenHidden: true, onmessage, onerror: () => 50 });
    return () => abort.abort();
  },
  eventsource: (address, take) => {
    const source = new EventSource(address);
    source.onmessage = ({ lastEventId, data }) => take(`${lastEventId} ${data}`);
    return () => source.close();
  },
  'launchdarkly-eventsource': (address, take) => {
    const source = new launchDarkly.EventSource(address, { initialRetryDelayMillis: 50 });
    source.onerror = () => {};
    source.onmessage = ({ lastEventId, data }) => take(`${lastEventId} ${data}`);
    return () => source.close();
  },
};
for (const [name, open] of Object.entries(readers)) {
  const asked = [];
  const events = ['one', 'two', 'three'];
  const server = http.createServer((request, response) => {
    asked.push(request.headers['last-event-id'] ?? 'all');
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    if (asked.length === 1) {
      response.write('retry: 50\n\nid: 1\ndata: one\n\nid: 2\ndata: two\n');
      setTimeout(() => response.destroy(), 200);
    } else {
      events.slice(Number(asked[1])).forEach((data, i) => response.write(`id: ${Number(asked[1]) + i + 1}\ndata: ${data}\n\n`));
    }
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const got = [];
  const close = await new Promise(resolve => {
    const stop = open(`http://127.0.0.1:${server.address().port}`, event => {
      got.push(event);
      if (event === '3 three') {
        resolve(() => stop());
      }
    });
  });
  close();
  server.closeAllConnections();
  server.close();
  console.log(`${name}: got ${got.join(', ')}; asked for ${asked[0]}, then for what comes after ${asked[1]}`);
}
process.exit();
JS
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><NoWarn>NU1510</NoWarn></PropertyGroup>
  <ItemGroup><PackageReference Include="System.Net.ServerSentEvents" Version="[10.0.15]" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.IO;
using System.Linq;
using System.Net.ServerSentEvents;

using var stream = new MemoryStream("id: 1\ndata: one\n\nid: 2\ndata: two\n"u8.ToArray());
var parser = SseParser.Create(stream);
var got = parser.Enumerate().Select(item => $"{item.EventId} {item.Data}").ToList();
Console.WriteLine($"SseParser: got {string.Join(", ", got)}; LastEventId {parser.LastEventId}");
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(node finding.mjs; dotnet run 2>/dev/null)
echo "$seen"
test "$seen" = 'fetch-event-source: got 1 one, 3 three; asked for all, then for what comes after 2
eventsource: got 1 one, 2 two, 3 three; asked for all, then for what comes after 1
launchdarkly-eventsource: got 1 one, 2 two, 3 three; asked for all, then for what comes after 1
SseParser: got 1 one; LastEventId 2'

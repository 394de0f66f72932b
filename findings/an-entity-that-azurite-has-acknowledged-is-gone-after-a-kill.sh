#!/usr/bin/env bash
# azurite 3.35.0 and @azure/data-tables 13.3.1 (npm): an entity is stored with a 204 and can be read; the process is killed a moment later and started again on the same folder. The
# entity and its table are gone, as is whatever the last five seconds brought: Azurite keeps them in memory and saves its files on a timer, while an answer of Azure Storage
# means that it is on disk. Recovery that is tried against Azurite has to make containers, tables and rows again, or it proves nothing.
set -euo pipefail
folder=$(mktemp -d); cd "$folder"
trap 'kill -9 $(cat pid) 2>/dev/null || true; rm -rf "$folder"' EXIT
echo '{}' >package.json
npm install --silent --no-audit --no-fund azurite@3.35.0 @azure/data-tables@13.3.1 >/dev/null
cat > table.mjs <<'JS'
import { TableClient, AzureNamedKeyCredential } from '@azure/data-tables';

const [port, verb] = process.argv.slice(2);
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const table = new TableClient(`http://127.0.0.1:${port}/devstoreaccount1`, 'jobs', new AzureNamedKeyCredential('devstoreaccount1', key), {
  allowInsecureConnection: true,
});
if (verb === 'write') {
  await table.createTable();
  await table.createEntity({ partitionKey: 'account', rowKey: 'job' });
}
try {
  console.log(`${verb}: found ${(await table.getEntity('account', 'job')).rowKey}`);
} catch (fault) {
  console.log(`${verb}: ${fault.statusCode}`);
}
JS
port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
start() {
  node node_modules/azurite/dist/src/table/main.js --silent --disableTelemetry --skipApiVersionCheck --location data --tableHost 127.0.0.1 --tablePort "$port" >azurite.log 2>&1 &
  echo $! >pid
  until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do sleep 0.1; done
}
start
written=$(node table.mjs "$port" write)
kill -9 "$(cat pid)"; wait "$(cat pid)" 2>/dev/null || true
start
after=$(node table.mjs "$port" after)
printf '%s\n%s\n' "$written" "$after"
test "$written" = 'write: found job'
test "$after" = 'after: 404'

// Runs one scenario against a server with Cognite's own client, installed below the working folder, and prints what happened as JSON.
// Usage: node sdk.mjs SCENARIO [PHOTO], with the server in COGNITE_URL, the project in COGNITE_PROJECT and a token in COGNITE_TOKEN.
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';

const { CogniteClient, CogniteError } = createRequire(`${process.cwd()}/`)('@cognite/sdk');
const { COGNITE_URL: baseUrl, COGNITE_PROJECT: project, COGNITE_TOKEN: token } = process.env;
const [scenario, photo] = process.argv.slice(2);
const counts = { requests: 0, tokens: 0 };
const request = http.request;
http.request = (...args) => {
  counts.requests++;
  return request(...args);
};

const connect = (secret) => new CogniteClient({
  appId: 'tests',
  project,
  baseUrl,
  oidcTokenProvider: async () => {
    counts.tokens++;
    return secret;
  },
});
const client = connect(token);
const files = client.files;
const segment = `/api/v1/projects/${project}/context/vision/segment`;

const content = async (url) => Buffer.from(await (await fetch(url)).arrayBuffer());

async function errorOf(call) {
  try {
    await call();
    return 'none';
  } catch (error) {
    const found = error.errors?.[0] ?? error;
    return {
      isOwn: found instanceof CogniteError,
      status: found.status,
      message: found.errorMessage,
      missing: found.missing,
      duplicated: found.duplicated,
      hasRequestId: typeof found.requestId === 'string' && found.requestId.length > 0,
    };
  }
}

async function ask(body) {
  const { data: { jobId } } = await client.post(segment, { data: body, headers: { 'cdf-version': 'beta' } });
  for (;;) {
    const { data } = await client.get(`${segment}/${jobId}`);
    if (data.status === 'Completed' || data.status === 'Failed') {
      return data;
    }
    await pause(100);
  }
}

const scenarios = {
  async files() {
    const bytes = Buffer.from([1, 2, 3]);
    const uploaded = await files.upload({ name: 'a.bin', externalId: 'a', mimeType: 'application/octet-stream', metadata: { k: 'v' } }, bytes, false, true);
    const again = await files.upload({ name: 'b.bin', externalId: 'a' }, Buffer.from([4]), true);
    await files.upload({ name: 'c.bin', externalId: 'c' });
    const [byExternalId] = await files.retrieve([{ externalId: 'a' }]);
    const listed = await files.list({ filter: { externalIdPrefix: 'a' } }).autoPagingToArray();
    const paged = await files.list({ limit: 1 }).autoPagingToArray({ limit: 10 });
    const [link] = await files.getDownloadUrls([{ id: uploaded.id }]);
    const got = await content(link.downloadUrl);
    await files.delete([{ id: uploaded.id }, { externalId: 'c' }]);
    return {
      uploaded: uploaded.uploaded,
      isDate: uploaded.createdTime instanceof Date && uploaded.uploadedTime instanceof Date,
      sameId: again.id === uploaded.id && byExternalId.id === uploaded.id,
      name: byExternalId.name,
      listed: listed.map((file) => file.externalId),
      paged: paged.length,
      content: [...got],
      left: (await files.list().autoPagingToArray()).length,
      tokens: counts.tokens,
    };
  },

  async multipart() {
    const parts = [Buffer.alloc(5 * 1024 * 1024, 7), Buffer.from([1, 2, 3])];
    const session = await files.multipartUploadSession({ name: 'big.bin', externalId: 'big' }, parts.length);
    const answers = [await session.uploadPart(1, parts[1]), await session.uploadPart(0, parts[0])];
    const [link] = await files.getDownloadUrls([{ externalId: 'big' }]);
    const [file] = await files.retrieve([{ externalId: 'big' }]);
    return {
      parts: answers.map((answer) => answer.partNumber),
      finished: session.getFinished(),
      uploaded: file.uploaded,
      same: Buffer.concat(parts).equals(await content(link.downloadUrl)),
    };
  },

  async segment() {
    const file = await files.upload({ name: 'harbor.jpg', externalId: 'harbor', mimeType: 'image/jpeg' }, await readFile(photo), false, true);
    const byPoints = await ask({ items: [{ fileId: file.id }], points: [{ x: 0.45, y: 0.6, label: 1 }] });
    const byBox = await ask({ items: [{ fileExternalId: 'harbor' }], boundingBox: { xMin: 0.1, yMin: 0.2, xMax: 0.9, yMax: 0.9 } });
    const vertices = byPoints.items[0].segments[0].polygons[0].vertices;
    return {
      statuses: [byPoints.status, byBox.status],
      prompts: [byPoints.prompt, byBox.prompt],
      sameFile: byPoints.items[0].fileId === file.id && byBox.items[0].fileExternalId === 'harbor',
      inside: vertices.every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1) && vertices.length >= 3 && vertices.length <= 1000,
      safe: Number.isSafeInteger(byPoints.jobId) && Number.isSafeInteger(file.id),
    };
  },

  async errors() {
    await files.upload({ name: 'a', externalId: 'a' });
    await files.upload({ name: 'text.txt', externalId: 'text', mimeType: 'text/plain' }, Buffer.from('text'));
    return {
      missing: await errorOf(() => files.retrieve([{ id: 7 }])),
      duplicated: await errorOf(() => files.upload({ name: 'b', externalId: 'a' })),
      invalid: await errorOf(() => client.post(segment, { data: { items: [{ fileExternalId: 'text' }], points: [{ x: 0.5, y: 0.5 }] } })),
      job: await errorOf(() => client.get(`${segment}/7`)),
      search: await errorOf(() => files.search({ search: { name: 'a' } })),
      blob: await errorOf(() => files.upload({ name: 'a.png', externalId: 'png', mimeType: 'image/png' }, new Blob([new Uint8Array([1])]))),
    };
  },

  async wrongToken() {
    const other = connect('wrong');
    counts.requests = 0;
    const error = await errorOf(() => other.files.retrieve([{ id: 7 }]));
    return { status: error.status, requests: counts.requests, tokens: counts.tokens };
  },
};

try {
  console.log(JSON.stringify(await scenarios[scenario]()));
  process.exit(0);
} catch (error) {
  // Otherwise Node would print the client's bundled source.
  console.error(error.message, error.status, error.data);
  process.exit(1);
}

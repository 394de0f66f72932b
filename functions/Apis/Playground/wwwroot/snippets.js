// The last request as a program that does the same for a file in the current folder and writes its results beside it. The server responds when the job has
// ended; for a longer job the request is repeated under the same idempotency key, which does not create a second job.
// The API key comes from SEG_API_KEY and is never part of the text.

const LOCAL_KEY = 'local-dev-key';

/** @typedef {'curl' | 'javascript' | 'python' | 'csharp'} Language */

/** @typedef {{ type: 'image' | 'video', file: string, mediaType: string }} Medium What is sent. */

/** @type {Record<'picture' | 'clip', Medium>} */
export const MEDIA = {
  picture: { type: 'image', file: 'photo.jpg', mediaType: 'image/jpeg' },
  clip: { type: 'video', file: 'clip.mp4', mediaType: 'video/mp4' },
};

/** @type {Record<Language, { help: string, write: (server: string, medium: Medium, prompt: object) => string }>} */
export const LANGUAGES = {
  curl: { help: 'For bash; reads JSON with Node.', write: curl },
  javascript: { help: 'For Node 20 or later: save as segment.mjs, then node segment.mjs', write: javascript },
  python: { help: 'For Python 3, without packages: save as segment.py, then python3 segment.py', write: python },
  csharp: { help: 'For .NET 10: save as segment.cs, then dotnet run segment.cs', write: csharp },
};

/**
 * @param {string} server
 * @param {Medium} medium
 * @param {object} prompt
 */
function curl(server, { type, file, mediaType }, prompt) {
  const body = JSON.stringify({ type, tasks: ['TASK'], ...prompt }).replaceAll("'", "'\\''");
  return `api=${server}/v1
key="x-api-key: \${SEG_API_KEY:-${LOCAL_KEY}}"
json='content-type: application/json'
field() { node -pe "JSON.parse(require('fs').readFileSync(0)).$1"; }

upload=$(curl -sS "$api/uploads/presign" -H "$key" -H "$json" -d '{"contentType":"${mediaType}"}')
curl -sS -X PUT "$(field uploadUrl <<<"$upload")" -H 'content-type: ${mediaType}' --data-binary @${file}

once="idempotency-key: $(node -p 'crypto.randomUUID()')"
body='${body}'
status=queued
while [[ $status == queued || $status == processing ]]; do
  job=$(curl -sS "$api/jobs" -H "$key" -H "$json" -H "$once" -H 'prefer: wait' -d "\${body/TASK/$(field taskId <<<"$upload")}")
  status=$(field status <<<"$job")
done
[[ $status == success ]] || { echo "$job" >&2; exit 1; }

field "result.assets.map(asset => asset.key.replaceAll('/', '-') + ' ' + asset.url).join('\\n')" <<<"$job" |
  while read -r name url; do curl -sS "$url" -o "$name" && echo "$name"; done
`;
}

/**
 * @param {string} server
 * @param {Medium} medium
 * @param {object} prompt
 */
function javascript(server, { type, file, mediaType }, prompt) {
  return `import { readFile, writeFile } from 'node:fs/promises';

const call = async (path, body, more) => {
  const headers = { 'x-api-key': process.env.SEG_API_KEY ?? '${LOCAL_KEY}', 'content-type': 'application/json', ...more };
  const answer = await fetch('${server}/v1' + path, { method: 'POST', headers, body: JSON.stringify(body) });
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.message);
  return json;
};

const { uploadUrl, taskId } = await call('/uploads/presign', { contentType: '${mediaType}' });
await fetch(uploadUrl, { method: 'PUT', headers: { 'content-type': '${mediaType}' }, body: await readFile('${file}') });

const once = { 'idempotency-key': crypto.randomUUID(), prefer: 'wait' };
let job;
do {
  job = await call('/jobs', { type: '${type}', tasks: [taskId], ...${JSON.stringify(prompt)} }, once);
} while (!['success', 'failed'].includes(job.status));
if (job.status === 'failed') throw new Error(job.error);

for (const { key, url } of job.result.assets) {
  const name = key.replaceAll('/', '-');
  await writeFile(name, Buffer.from(await (await fetch(url)).arrayBuffer()));
  console.log(name);
}
`;
}

/**
 * @param {string} server
 * @param {Medium} medium
 * @param {object} prompt
 */
function python(server, { type, file, mediaType }, prompt) {
  return `import json, os, urllib.request, uuid

headers = {"x-api-key": os.environ.get("SEG_API_KEY", "${LOCAL_KEY}"), "content-type": "application/json"}

def call(path, body, more={}):
    request = urllib.request.Request("${server}/v1" + path, json.dumps(body).encode(), {**headers, **more})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)

upload = call("/uploads/presign", {"contentType": "${mediaType}"})
with open("${file}", "rb") as file:
    urllib.request.urlopen(urllib.request.Request(upload["uploadUrl"], file.read(), {"content-type": "${mediaType}"}, method="PUT"))

prompt = json.loads(${JSON.stringify(JSON.stringify(prompt))})
once = {"idempotency-key": str(uuid.uuid4()), "prefer": "wait"}
job = {"status": "queued"}
while job["status"] not in ("success", "failed"):
    job = call("/jobs", {"type": "${type}", "tasks": [upload["taskId"]], **prompt}, once)
if job["status"] == "failed":
    raise SystemExit(job["error"])

for asset in job["result"]["assets"]:
    name = asset["key"].replace("/", "-")
    urllib.request.urlretrieve(asset["url"], name)
    print(name)
`;
}

/**
 * @param {string} server
 * @param {Medium} medium
 * @param {object} prompt
 */
function csharp(server, { type, file, mediaType }, prompt) {
  return `using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

using var http = new HttpClient();
http.DefaultRequestHeaders.Add("x-api-key", Environment.GetEnvironmentVariable("SEG_API_KEY") ?? "${LOCAL_KEY}");

async Task<JsonNode> CallAsync(string path, JsonNode body, string? once = null)
{
    using var request = new HttpRequestMessage(HttpMethod.Post, "${server}/v1" + path);
    request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
    if (once is not null)
    {
        request.Headers.Add("Idempotency-Key", once);
        request.Headers.Add("Prefer", "wait");
    }

    using var answer = await http.SendAsync(request);
    var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    return answer.IsSuccessStatusCode ? json : throw new InvalidOperationException((string?)json["message"]);
}

var upload = await CallAsync("/uploads/presign", new JsonObject { ["contentType"] = "${mediaType}" });
using var file = new ByteArrayContent(await File.ReadAllBytesAsync("${file}"));
file.Headers.ContentType = new MediaTypeHeaderValue("${mediaType}");
(await http.PutAsync((string)upload["uploadUrl"]!, file)).EnsureSuccessStatusCode();

var body = JsonNode.Parse(${JSON.stringify(JSON.stringify(prompt))})!;
body["type"] = "${type}";
body["tasks"] = new JsonArray((string)upload["taskId"]!);
var once = Guid.NewGuid().ToString();
JsonNode job;
do
{
    job = await CallAsync("/jobs", body, once);
}
while ((string)job["status"]! is not ("success" or "failed"));
if ((string)job["status"]! == "failed")
{
    throw new InvalidOperationException((string?)job["error"]);
}

foreach (var asset in job["result"]!["assets"]!.AsArray())
{
    var name = ((string)asset!["key"]!).Replace('/', '-');
    await File.WriteAllBytesAsync(name, await http.GetByteArrayAsync((string)asset["url"]!));
    Console.WriteLine(name);
}
`;
}

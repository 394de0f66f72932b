// The last request as a program that does the same for photo.jpg in the current folder and writes its masks beside it.
// The key comes from SEG_API_KEY and is never part of the text.

const LOCAL_KEY = 'local-dev-key';

/** @typedef {'curl' | 'javascript' | 'python' | 'csharp'} Language */

/** @type {Record<Language, { help: string, write: (server: string, prompt: object) => string }>} */
export const LANGUAGES = {
  curl: { help: 'For bash; reads JSON with Node.', write: curl },
  javascript: { help: 'For Node 20 or later: save as segment.mjs, then node segment.mjs', write: javascript },
  python: { help: 'For Python 3, without packages: save as segment.py, then python3 segment.py', write: python },
  csharp: { help: 'For .NET 10: save as segment.cs, then dotnet run segment.cs', write: csharp },
};

/**
 * @param {string} server
 * @param {object} prompt
 */
function curl(server, prompt) {
  const body = JSON.stringify({ type: 'image', tasks: ['TASK'], ...prompt }).replaceAll("'", "'\\''");
  return `api=${server}/v1
key="x-api-key: \${SEG_API_KEY:-${LOCAL_KEY}}"
json='content-type: application/json'
field() { node -pe "JSON.parse(require('fs').readFileSync(0)).$1"; }

upload=$(curl -sS "$api/uploads/presign" -H "$key" -H "$json" -d '{"contentType":"image/jpeg"}')
curl -sS -X PUT "$(field uploadUrl <<<"$upload")" -H 'content-type: image/jpeg' --data-binary @photo.jpg

body='${body}'
job=$(curl -sS "$api/jobs" -H "$key" -H "$json" -d "\${body/TASK/$(field taskId <<<"$upload")}" | field jobId)
until curl -sS "$api/jobs/$job" -H "$key" | field status | grep -qE 'success|failed'; do sleep 0.2; done

curl -sS "$api/jobs/$job/result" -H "$key" | field "assets.filter(a => a.key.startsWith('masks/')).map(a => a.url).join('\\n')" |
  nl -v 0 -s ' ' | while read -r i url; do curl -sS "$url" -o "mask-$i.png" && echo "mask-$i.png"; done
`;
}

/**
 * @param {string} server
 * @param {object} prompt
 */
function javascript(server, prompt) {
  return `import { readFile, writeFile } from 'node:fs/promises';

const headers = { 'x-api-key': process.env.SEG_API_KEY ?? '${LOCAL_KEY}', 'content-type': 'application/json' };
const call = async (path, body) => {
  const answer = await fetch('${server}/v1' + path, { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) });
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.message);
  return json;
};

const { uploadUrl, taskId } = await call('/uploads/presign', { contentType: 'image/jpeg' });
await fetch(uploadUrl, { method: 'PUT', headers: { 'content-type': 'image/jpeg' }, body: await readFile('photo.jpg') });

const { jobId } = await call('/jobs', { type: 'image', tasks: [taskId], ...${JSON.stringify(prompt)} });
let job;
do {
  await new Promise(resolve => setTimeout(resolve, 200));
  job = await call(\`/jobs/\${jobId}\`);
} while (!['success', 'failed'].includes(job.status));
if (job.status === 'failed') throw new Error(job.error);

const { assets } = await call(\`/jobs/\${jobId}/result\`);
for (const [i, { url }] of assets.filter(({ key }) => key.startsWith('masks/')).entries()) {
  await writeFile(\`mask-\${i}.png\`, Buffer.from(await (await fetch(url)).arrayBuffer()));
  console.log(\`mask-\${i}.png\`);
}
`;
}

/**
 * @param {string} server
 * @param {object} prompt
 */
function python(server, prompt) {
  return `import json, os, time, urllib.request

headers = {"x-api-key": os.environ.get("SEG_API_KEY", "${LOCAL_KEY}"), "content-type": "application/json"}

def call(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request("${server}/v1" + path, data, headers)) as answer:
        return json.load(answer)

upload = call("/uploads/presign", {"contentType": "image/jpeg"})
with open("photo.jpg", "rb") as photo:
    urllib.request.urlopen(urllib.request.Request(upload["uploadUrl"], photo.read(), {"content-type": "image/jpeg"}, method="PUT"))

prompt = json.loads(${JSON.stringify(JSON.stringify(prompt))})
job = call("/jobs", {"type": "image", "tasks": [upload["taskId"]], **prompt})
while (state := call("/jobs/" + job["jobId"]))["status"] not in ("success", "failed"):
    time.sleep(0.2)
if state["status"] == "failed":
    raise SystemExit(state["error"])

assets = call("/jobs/" + job["jobId"] + "/result")["assets"]
for i, asset in enumerate(asset for asset in assets if asset["key"].startswith("masks/")):
    urllib.request.urlretrieve(asset["url"], f"mask-{i}.png")
    print(f"mask-{i}.png")
`;
}

/**
 * @param {string} server
 * @param {object} prompt
 */
function csharp(server, prompt) {
  return `using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

using var http = new HttpClient();
http.DefaultRequestHeaders.Add("x-api-key", Environment.GetEnvironmentVariable("SEG_API_KEY") ?? "${LOCAL_KEY}");

async Task<JsonNode> CallAsync(string path, JsonNode? body = null)
{
    using var content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
    using var answer = body is null ? await http.GetAsync("${server}/v1" + path) : await http.PostAsync("${server}/v1" + path, content);
    var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    return answer.IsSuccessStatusCode ? json : throw new InvalidOperationException((string?)json["message"]);
}

var upload = await CallAsync("/uploads/presign", new JsonObject { ["contentType"] = "image/jpeg" });
using var photo = new ByteArrayContent(await File.ReadAllBytesAsync("photo.jpg"));
photo.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
(await http.PutAsync((string)upload["uploadUrl"]!, photo)).EnsureSuccessStatusCode();

var request = JsonNode.Parse(${JSON.stringify(JSON.stringify(prompt))})!;
request["type"] = "image";
request["tasks"] = new JsonArray((string)upload["taskId"]!);
var jobId = (string)(await CallAsync("/jobs", request))["jobId"]!;
JsonNode job;
do
{
    await Task.Delay(200);
    job = await CallAsync("/jobs/" + jobId);
}
while ((string)job["status"]! is not ("success" or "failed"));
if ((string)job["status"]! == "failed")
{
    throw new InvalidOperationException((string?)job["error"]);
}

var assets = (await CallAsync("/jobs/" + jobId + "/result"))["assets"]!.AsArray();
foreach (var (i, asset) in assets.Where(asset => ((string)asset!["key"]!).StartsWith("masks/")).Index())
{
    await File.WriteAllBytesAsync($"mask-{i}.png", await http.GetByteArrayAsync((string)asset!["url"]!));
    Console.WriteLine($"mask-{i}.png");
}
`;
}

#!/usr/bin/env bash
# StandardWebhooks 1.1.2 (NuGet) beside standardwebhooks 1.1.1 (npm), two libraries for one specification (Standard Webhooks 1.0), which allows several signatures in
# webhook-signature, separated by spaces, so that two secrets can sign while one takes the other's place. The NuGet library reads all entries but the last: with the good one
# last it refuses what the npm library accepts, and an entry of another version (v1a) before the only v1 has the same effect. A sender that both are to read writes the v1
# entries first, and while two secrets sign, the first one's entry again at the end: new, old, new.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm install --silent --no-audit --no-fund standardwebhooks@1.1.1 >/dev/null
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="StandardWebhooks" Version="[1.1.2]" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.Linq;
using Microsoft.AspNetCore.Http;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;

string Secret(int from) => "whsec_" + Convert.ToBase64String(Enumerable.Range(from, 24).Select(i => (byte)i).ToArray());
var receiver = new StandardWebhook(Secret(0));
var now = DateTimeOffset.UtcNow;
var time = now.ToUnixTimeSeconds().ToString();
const string Body = """{"type":"job.completed"}""";
string good = receiver.Sign("msg_1", now, Body), other = new StandardWebhook(Secret(9)).Sign("msg_1", now, Body);
foreach (var (name, signatures) in (ReadOnlySpan<(string, string)>)
    [("good", good), ("good-other", $"{good} {other}"), ("other-good", $"{other} {good}"), ("v1a-good", $"v1a,AAAA {good}"), ("good-other-good", $"{good} {other} {good}")])
{
    string outcome;
    try
    {
        receiver.Verify(Body, new HeaderDictionary { ["webhook-id"] = "msg_1", ["webhook-timestamp"] = time, ["webhook-signature"] = signatures });
        outcome = "verified";
    }
    catch (WebhookVerificationException)
    {
        outcome = "refused";
    }

    Console.WriteLine($"{name} nuget {outcome} | {Secret(0)} | {time} | {signatures}");
}
CS
cat > finding.cjs <<'JS'
const { Webhook } = require('standardwebhooks');
for (const line of require('node:fs').readFileSync(0, 'utf8').trim().split('\n')) {
  const [name, secret, time, signatures] = line.split(' | ');
  let outcome = 'verified';
  try {
    new Webhook(secret).verify('{"type":"job.completed"}', { 'webhook-id': 'msg_1', 'webhook-timestamp': time, 'webhook-signature': signatures });
  } catch {
    outcome = 'refused';
  }
  console.log(`${name}, npm ${outcome}`);
}
JS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null | node finding.cjs)
echo "$seen"
for name in good good-other good-other-good; do grep -qx "$name nuget verified, npm verified" <<<"$seen"; done
for name in other-good v1a-good; do grep -qx "$name nuget refused, npm verified" <<<"$seen"; done

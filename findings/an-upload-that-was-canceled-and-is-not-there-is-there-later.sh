#!/usr/bin/env bash
# Azure.Storage.Blobs 12.30.1 and azurite 3.35.0 (npm): uploads are canceled when their bytes are on the way. The call throws, the blob does not exist, and a moment later it
# does: the server has the request and goes on with it. Whoever cancels work and then deletes what it had stored leaves some of it behind. The product's workers wait for
# the uploads that have begun before they clean up.
set -euo pipefail
folder=$(mktemp -d); cd "$folder"
trap 'kill -9 $(cat "$folder/pid") 2>/dev/null || true; rm -rf "$folder"' EXIT
echo '{}' >package.json
npm install --silent --no-audit --no-fund azurite@3.35.0 >/dev/null
port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
node node_modules/azurite/dist/src/blob/main.js --silent --disableTelemetry --skipApiVersionCheck --location data --blobHost 127.0.0.1 --blobPort "$port" >azurite.log 2>&1 &
echo $! >pid; disown
until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do sleep 0.1; done
mkdir app; cd app
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="Azure.Storage.Blobs" Version="[12.30.1]" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.Threading;
using System.Threading.Tasks;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

const int Bytes = 20_000;
var key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
var account = $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={key};BlobEndpoint=http://127.0.0.1:{args[0]}/devstoreaccount1;";
var container = new BlobContainerClient(account, "results");
await container.CreateAsync();
var (missing, later) = (0, 0);
for (var i = 0; i < 400 && later < 3; i++)
{
    using var canceling = new CancellationTokenSource();
    var blob = container.GetBlobClient($"mask{i}");
    var options = new BlobUploadOptions { ProgressHandler = new Sent(bytes => { if (bytes == Bytes) { canceling.CancelAfter(1); } }) };
    try
    {
        await blob.UploadAsync(new BinaryData(new byte[Bytes]), options, canceling.Token);
        continue;
    }
    catch (OperationCanceledException)
    {
        if (await blob.ExistsAsync())
        {
            continue;
        }
    }

    missing++;
    await Task.Delay(300);
    later += await blob.ExistsAsync() ? 1 : 0;
}

Console.WriteLine($"canceled and not there: {missing}, of these there later: {later}");

internal sealed class Sent(Action<long> report) : IProgress<long>
{
    public void Report(long value) => report(value);
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run -- "$port" 2>/dev/null)
echo "$seen"
grep -q 'there later: 3$' <<<"$seen"

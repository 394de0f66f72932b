#!/usr/bin/env bash
# Azure.Storage.Blobs 12.30.1 and azurite 3.35.0 (npm): a blob is written by OpenWriteAsync, and what is to be written breaks off with an exception. The await using that leaves
# the writer disposes it, and disposing commits: the 1,000 bytes so far are the blob, as complete as any other, in place of the older, whole one. A canceled write does the
# same. Opening alone has already emptied the older one. Neither the exception nor the token reaches the writer, and nothing tells such a blob from a good one. A stream that
# is handed to UploadAsync and throws is not stored, which the product's functions/Archives/ArchiveWriter.cs builds on: it packs into a pipe and uploads from its other end.
set -euo pipefail
folder=$(mktemp -d); cd "$folder"
trap 'kill -9 $(cat "$folder/pid") 2>/dev/null || true; rm -rf "$folder"' EXIT
echo '{}' >package.json
npm install --silent --no-audit --no-fund azurite@3.35.0 >/dev/null
port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
node node_modules/azurite/dist/src/blob/main.js --silent --disableTelemetry --skipApiVersionCheck --location data --blobHost 127.0.0.1 --blobPort "$port" >azurite.log 2>&1 &
echo $! >pid; disown
for _ in $(seq 300); do (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break; sleep 0.1; done
mkdir app; cd app
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="Azure.Storage.Blobs" Version="[12.30.1]" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.IO;
using System.IO.Pipelines;
using System.Threading;
using System.Threading.Tasks;
using Azure.Core;
using Azure.Storage.Blobs;

var key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
var account = $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={key};BlobEndpoint=http://127.0.0.1:{args[0]}/devstoreaccount1;";
var options = new BlobClientOptions { Retry = { MaxRetries = 0, Mode = RetryMode.Fixed } };
var container = new BlobContainerClient(account, "archives", options);
await container.CreateAsync();

await TryAsync("opened", async blob => await blob.OpenWriteAsync(overwrite: true));
await TryAsync("broken off", async blob =>
{
    await using var writer = await blob.OpenWriteAsync(overwrite: true);
    await writer.WriteAsync(new byte[1000]);
    throw new IOException("The source broke off.");
});
await TryAsync("canceled", async blob =>
{
    using var canceling = new CancellationTokenSource();
    await using var writer = await blob.OpenWriteAsync(overwrite: true, cancellationToken: canceling.Token);
    await writer.WriteAsync(new byte[1000], canceling.Token);
    await canceling.CancelAsync();
    canceling.Token.ThrowIfCancellationRequested();
});
await TryAsync("broken off in a pipe", async blob =>
{
    var pipe = new Pipe();
    await pipe.Writer.WriteAsync(new byte[1000]);
    await pipe.Writer.CompleteAsync(new IOException("The source broke off."));
    await blob.UploadAsync(pipe.Reader.AsStream(), overwrite: true);
});

async Task TryAsync(string name, Func<BlobClient, Task> write)
{
    var blob = container.GetBlobClient(name);
    await blob.UploadAsync(new BinaryData(new byte[5000]));
    var end = "no exception";
    try
    {
        await write(blob);
    }
    catch (Exception fault)
    {
        end = fault.GetType().Name;
    }

    Console.WriteLine($"{name}: {end}, of 5000 bytes there are {(await blob.GetPropertiesAsync()).Value.ContentLength}");
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run -- "$port" 2>/dev/null)
echo "$seen"
grep -qx 'opened: no exception, of 5000 bytes there are 0' <<<"$seen"
grep -qx 'broken off: IOException, of 5000 bytes there are 1000' <<<"$seen"
grep -qx 'canceled: OperationCanceledException, of 5000 bytes there are 1000' <<<"$seen"
grep -q '^broken off in a pipe: [A-Za-z]*Exception, of 5000 bytes there are 5000$' <<<"$seen"

#!/usr/bin/env bash
# Azure.Messaging.ServiceBus 7.21.0: ReceiveMessagesAsync(n) answers with "up to n" messages, and a queue that holds one answers a caller that asks for one at once.
# Whoever asks for two waits 20 ms more with the message in hand, in case that another comes; maxWaitTime is about the first one only. Nothing in the reference says so.
# A Functions host that asks for batches, as Microsoft's does for triggers of many, adds those 20 ms to every message that comes alone.
# The broker here is npm's rhea 3.0.4: it sends one message to each link, as soon as it has credit.
set -euo pipefail
folder=$(mktemp -d); broker=; trap '[ -z "$broker" ] || kill "$broker"; rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund rhea@3.0.4 >/dev/null
cat > broker.js <<'JS'
const rhea = require('rhea');
const container = rhea.create_container();
// The client's own name for logging in by a token that follows.
container.sasl_server_mechanisms.MSSBCBS = () => ({ outcome: undefined, start() { this.outcome = true; } });
let answers;
container.on('sender_open', ({ sender }) => {
  sender.set_source(sender.remote.attach.source);
  if (sender.remote.attach.source.address === '$cbs') answers = sender;
});
container.on('receiver_open', ({ receiver }) => receiver.set_target(receiver.remote.attach.target));
container.on('message', ({ message }) => answers.send({
  correlation_id: message.message_id, to: message.reply_to, body: '',
  application_properties: { 'status-code': rhea.types.wrap_int(202), 'status-description': 'Accepted' },
}));
container.on('sendable', ({ sender }) => {
  if (sender === answers || sender.served) return;
  sender.served = true;
  sender.send({ message_id: 'only', body: rhea.message.data_section(Buffer.from('one')) });
});
container.on('sender_draining', ({ sender }) => sender.set_drained(true));
container.on('error', () => {});
container.on('disconnected', () => {});
const server = container.listen({ host: '127.0.0.1', port: 0 });
server.on('listening', () => console.log(server.address().port));
JS
node broker.js > port & broker=$!
until [ -s port ]; do sleep 0.1; done
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="Azure.Messaging.ServiceBus" Version="[7.21.0]" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using Azure.Messaging.ServiceBus;

await using var client = new ServiceBusClient($"Endpoint=sb://127.0.0.1:{args[0]};SharedAccessKeyName=name;SharedAccessKey=key;UseDevelopmentEmulator=true");
foreach (var asked in new[] { 1, 2, 100 })
{
    var times = new double[20];
    for (var i = 0; i < times.Length; i++)
    {
        await using var receiver = client.CreateReceiver("queue", new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        var started = Stopwatch.GetTimestamp();
        var received = await receiver.ReceiveMessagesAsync(asked, TimeSpan.FromSeconds(10));
        times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        if (received.Count != 1) throw new Exception($"{received.Count} messages");
    }

    Console.WriteLine($"asked for {asked}, got 1: fastest of {times.Length} {(times.Min() < 20 ? "under" : "over")} 20 ms ({times.Min():F1})");
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run -- "$(cat port)" 2>&1) || { echo "$seen"; exit 1; }
echo "$seen"
grep -q "asked for 1, got 1: fastest of 20 under 20 ms" <<<"$seen"
grep -q "asked for 2, got 1: fastest of 20 over 20 ms" <<<"$seen"
grep -q "asked for 100, got 1: fastest of 20 over 20 ms" <<<"$seen"

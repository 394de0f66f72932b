#!/usr/bin/env bash
# Azure.Messaging.ServiceBus 7.21.0: ScheduledEnqueueTime keeps every tick in the message object, and is cut down to whole milliseconds on the wire (AMQP 1.0, part 1,
# section 1.6.17). A message therefore becomes available before the moment that its sender set and still reads, by up to a millisecond (it is cut, not rounded): a clock compared with the
# sender's own value sees it come too early.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="Azure.Messaging.ServiceBus" Version="[7.21.0]" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;

foreach (var ticks in (int[])[1_000, 4_000, 6_000, 9_000])
{
    var due = new DateTimeOffset(2030, 1, 2, 3, 4, 5, 6, TimeSpan.Zero).AddTicks(ticks);
    var message = new ServiceBusMessage("x") { ScheduledEnqueueTime = due };
    var wire = AmqpAnnotatedMessage.FromBytes(message.GetRawAmqpMessage().ToBytes());
    var arrives = (DateTime)wire.MessageAnnotations["x-opt-scheduled-enqueue-time"];
    Console.WriteLine($"{ticks}: sender {(message.ScheduledEnqueueTime - due).Ticks}, wire {(arrives - due.UtcDateTime).Ticks}");
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>&1)
echo "$seen"
for ticks in 1000 4000 6000 9000; do grep -q "^$ticks: sender 0, wire -$ticks$" <<<"$seen"; done

#!/usr/bin/env bash
# Azure.Messaging.ServiceBus 7.21.0: ServiceBusReceivedMessage.FromAmqpMessage takes any AMQP message, also one without a header, which is optional (AMQP 1.0, part 3,
# section 3.2.1: a missing delivery-count means 0). Its DeliveryCount then throws instead of saying 0, while Body, MessageId and the properties read well.
# Whoever hands messages on, as a Functions host does, has to take them from a receiver, or set the header.
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

string Read(uint? deliveryCount)
{
    var sent = new ServiceBusMessage("body") { MessageId = "id" }.GetRawAmqpMessage();
    if (deliveryCount is not null) sent.Header.DeliveryCount = deliveryCount;
    var received = ServiceBusReceivedMessage.FromAmqpMessage(AmqpAnnotatedMessage.FromBytes(sent.ToBytes()), BinaryData.FromBytes(Guid.NewGuid().ToByteArray()));
    try { return $"{received.MessageId} {received.Body} {received.DeliveryCount}"; }
    catch (Exception error) { return $"{received.MessageId} {received.Body} {error.GetType().Name}"; }
}

Console.WriteLine("with a header: " + Read(0));
Console.WriteLine("without: " + Read(null));
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>&1)
echo "$seen"
grep -q "with a header: id body 0" <<<"$seen"
grep -q "without: id body InvalidOperationException" <<<"$seen"

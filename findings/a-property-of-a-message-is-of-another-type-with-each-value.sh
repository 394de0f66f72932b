#!/usr/bin/env bash
# rhea 3.0.4 (npm) encodes application properties, Azure.Messaging.ServiceBus 7.21.0 decodes them: a number of JavaScript takes its AMQP type from its value. The same property
# is a UInt32 when it is 1, an Int32 when it is -1, a UInt64 from 2^32 on, an Int64 below -2^31 and a Double when it is 0.5. A receiver in C# that casts or matches "is int",
# or a Double for a score, reads one message and fails or passes over the next: a score of 1 is no Double. Convert.ToDouble takes all of them, and rhea.types.wrap_double
# sends one type. The product's broker hands sections on as they came (emulators/ServiceBus/Messages/OutgoingMessage.cs), so it changes no type on the way.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund rhea@3.0.4 >/dev/null
cat > encode.cjs <<'JS'
const { message, types } = require('rhea');
const encode = (name, value) => console.log(`${name} ${message.encode({ application_properties: { value }, body: 'x' }).toString('hex')}`);
for (const value of [1, 0.5, -1, 2 ** 32, -(2 ** 31) - 1]) encode(value, value);
encode('1,wrapped', types.wrap_double(1));
JS
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><NoWarn>NU1603</NoWarn></PropertyGroup>
  <ItemGroup><PackageReference Include="Azure.Messaging.ServiceBus" Version="[7.21.0]" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;

while (Console.ReadLine() is { } line)
{
    var parts = line.Split(' ');
    var encoded = AmqpAnnotatedMessage.FromBytes(BinaryData.FromBytes(Convert.FromHexString(parts[1])));
    var message = ServiceBusReceivedMessage.FromAmqpMessage(encoded, BinaryData.FromBytes(Guid.NewGuid().ToByteArray()));
    Console.WriteLine($"{parts[0]}: {message.ApplicationProperties["value"].GetType().Name}");
}
CS
node encode.cjs > messages
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run <messages 2>/dev/null)
echo "$seen"
for line in '1: UInt32' '0.5: Double' '-1: Int32' '4294967296: UInt64' '-2147483649: Int64' '1,wrapped: Double'; do grep -qxe "$line" <<<"$seen"; done

#!/usr/bin/env bash
# Microsoft.Azure.Amqp 2.7.3: a message section that came with its descriptor as a symbol (AMQP 1.0, part 1, section 1.5, allows both forms) decodes well,
# but encodes again with the descriptor 0, which no peer can read. Decode() writes what it read over the type's own code, and a symbol leaves the code at 0.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="Microsoft.Azure.Amqp" Version="[2.7.3]" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.Linq;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

string Again(byte[] encoded)
{
    var header = new Header();
    header.Decode(new ByteBuffer(encoded, 0, encoded.Length));
    var buffer = new ByteBuffer(new byte[header.EncodeSize], autoGrow: true);
    header.Encode(buffer);
    return $"durable={header.Durable} code={header.DescriptorCode:x2} encodes as {Convert.ToHexString(buffer.Buffer, buffer.Offset, buffer.Length)}";
}

byte[] list = [0xC0, 0x02, 0x01, 0x41];
byte[] symbol = [0x00, 0xA3, (byte)"amqp:header:list".Length, .. "amqp:header:list".Select(letter => (byte)letter), .. list];
Console.WriteLine("by number: " + Again([0x00, 0x53, 0x70, .. list]));
Console.WriteLine("by symbol: " + Again(symbol));
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>&1)
echo "$seen"
grep -q "by number: durable=True code=70 encodes as 005370" <<<"$seen"
grep -q "by symbol: durable=True code=00 encodes as 0044" <<<"$seen"

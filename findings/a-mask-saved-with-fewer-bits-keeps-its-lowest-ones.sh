#!/usr/bin/env bash
# libvips 8.18.7 through NetVips 3.2.0: pngsave with a bitdepth under 8 does not scale a picture of one byte a pixel down to that many bits. With 1 bit everything but 0
# becomes white, so a soft mask grows to its faintest pixel instead of being cut in the middle; with 2 and 4 bits the lowest bits are kept, so 64 becomes black, 127 white
# and 128 black again. A mask has to be thresholded, or kept at 8 bits, before it is written.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="NetVips" Version="[3.2.0]" />
    <PackageReference Include="NetVips.Native.linux-x64" Version="[8.18.7]" />
  </ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using NetVips;

foreach (var bits in (int[])[8, 4, 2, 1])
{
    using var matte = Image.NewFromMemoryCopy<byte>([0, 1, 64, 127, 128, 200, 255], 7, 1, 1, Enums.BandFormat.Uchar);
    using var saved = Image.NewFromBuffer(matte.PngsaveBuffer(bitdepth: bits));
    Console.WriteLine($"{bits} bits: {string.Join(' ', saved.WriteToMemory<byte>())}");
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
grep -qx "8 bits: 0 1 64 127 128 200 255" <<<"$seen"
grep -qx "4 bits: 0 17 0 255 0 136 255" <<<"$seen"
grep -qx "2 bits: 0 85 0 255 0 0 255" <<<"$seen"
grep -qx "1 bits: 0 255 255 255 255 255 255" <<<"$seen"

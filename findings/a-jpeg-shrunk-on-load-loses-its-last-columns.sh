#!/usr/bin/env bash
# libvips 8.18 by NetVips 3.2.0: a JPEG of 4103 columns loaded with shrink=8 has 512 columns, of 8 each, so the last 7 columns of the picture are in none of them.
# Whoever maps places by width/512 is off by up to 7 pixels at the right edge; the exact factor is 8.
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

using var dark = Image.Black(4103, 64);
// White from 4096 on.
using var striped = dark.Insert(Image.Black(7, 64).Linear([1], [255]).Cast(Enums.BandFormat.Uchar), 4096, 0);
striped.Jpegsave("striped.jpg", q: 100);
using var whole = Image.Jpegload("striped.jpg");
using var shrunk = Image.Jpegload("striped.jpg", shrink: 8);
Console.WriteLine($"whole {whole.Width} columns, brightest {whole.Max():F0}");
Console.WriteLine($"shrunk {shrunk.Width} columns, brightest {(shrunk.Max() < 16 ? "dark" : "bright")}");
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
grep -q '^whole 4103 columns, brightest 255$' <<<"$seen"
grep -q '^shrunk 512 columns, brightest dark$' <<<"$seen"

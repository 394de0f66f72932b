#!/usr/bin/env bash
# libvips 8.18.7 through NetVips 3.2.0: find_trim, the obvious way to the bounding box of a mask, runs a median filter over it first. Whatever is one pixel thin does not
# count: a line or a single pixel is "nothing", and an antenna on a block is cut off. With lineArt the box is the true one. The test for what stands
# out is also "more than 10 levels from white" unless told otherwise, so a white object on black is answered with the whole picture.
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

Show("block with a line", Image.Black(40, 40).Mutate(image =>
{
    image.DrawRect([255.0], 10, 20, 10, 10, fill: true);
    image.DrawLine([255.0], 15, 5, 15, 20);
}));
Show("line", Image.Black(40, 40).Mutate(image => image.DrawLine([255.0], 5, 20, 30, 20)));
Show("pixel", Image.Black(40, 40).Mutate(image => image.DrawRect([255.0], 20, 20, 1, 1, fill: true)));

static void Show(string name, Image mask)
{
    using (mask)
    {
        Console.WriteLine($"{name}: plain {Box(mask.FindTrim())}, on black {Box(mask.FindTrim(background: [0.0]))}, line art {Box(mask.FindTrim(background: [0.0], lineArt: true))}");
    }
}

static string Box(object[] trim) => string.Join(",", trim);
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
grep -qx "block with a line: plain 0,0,40,40, on black 10,19,10,11, line art 10,5,10,25" <<<"$seen"
grep -qx "line: plain 0,0,40,40, on black 40,40,0,0, line art 5,20,26,1" <<<"$seen"
grep -qx "pixel: plain 0,0,40,40, on black 40,40,0,0, line art 20,20,1,1" <<<"$seen"

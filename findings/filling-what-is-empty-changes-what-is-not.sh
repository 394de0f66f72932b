#!/usr/bin/env bash
# libvips 8.18.7 through NetVips 3.2.0: fill_nearest gives each pixel of 0 the value of the nearest one that is not, the obvious way to spread an object's own colors past its edge. It
# changes the others, too: each of the nine pixels of a block takes a neighbor's value, and the distance that comes along, which ought to be 0 where nothing had to be
# filled, says 1. Of two set pixels that stand alone one keeps its value, and the other has that of the first, from 2.8 pixels away. What was there has to be laid over the result
# again. The product spreads an edge's colors by sums of its own over the pixels that are sure (inference-container/Inference/Postprocessing/Edges/SideColors.cs).
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
using System.Linq;
using NetVips;

const int Side = 5;
byte[] pixels =
[
    0, 0, 0, 0, 0,
    0, 1, 2, 3, 0,
    0, 4, 5, 6, 0,
    0, 7, 8, 9, 0,
    0, 0, 0, 0, 0,
];
Show("block", pixels);
Show("alone", [.. pixels.Select(pixel => pixel is 1 or 9 ? pixel : (byte)0)]);

static void Show(string name, byte[] pixels)
{
    using var image = Image.NewFromMemoryCopy(pixels, Side, Side, 1, Enums.BandFormat.Uchar);
    using var filled = image.FillNearest(out Image distance);
    using (distance)
    {
        var (values, distances) = (filled.WriteToMemory<byte>(), distance.WriteToMemory<float>());
        var set = Enumerable.Range(0, pixels.Length).Where(i => pixels[i] > 0).ToList();
        Console.WriteLine($"{name}: {string.Join(' ', set.Select(i => pixels[i]))} became {string.Join(' ', set.Select(i => values[i]))}, at {string.Join(' ', set.Select(i => distances[i]))}");
    }
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
test "$seen" = 'block: 1 2 3 4 5 6 7 8 9 became 2 3 6 5 6 9 8 9 6, at 1 1 1 1 1 1 1 1 1
alone: 1 9 became 1 1, at 0 2.828427'

#!/usr/bin/env bash
# libvips 8.18.7 through NetVips 3.2.0: labelregions, the obvious way to the connected parts of a mask, differs from the usual connected components in three ways. It labels
# the background, too (holes and the ground get labels of their own); pixels that touch at a corner are two regions; and "segments", said to be the number of regions, is the
# number plus one, since the labels begin with 1. Counting objects by it finds at least two where there is one.
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

Show("empty", "....", "....", "....");
Show("one object", "....", ".##.", "....");
Show("ring", "####", "#..#", "####");
Show("diagonal", "#...", ".#..", "..#.");

static void Show(string name, params string[] rows)
{
    var bytes = rows.SelectMany(row => row.Select(letter => letter == '#' ? (byte)255 : (byte)0)).ToArray();
    using var mask = Image.NewFromMemoryCopy(bytes, rows[0].Length, rows.Length, 1, Enums.BandFormat.Uchar);
    using var labels = mask.Labelregions(out int segments);
    var seen = labels.WriteToMemory<int>();
    Console.WriteLine($"{name}: segments {segments}, labels {seen.Min()} to {seen.Max()}, on objects {seen.Where((_, i) => bytes[i] > 0).Distinct().Count()}");
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
grep -qx "empty: segments 2, labels 1 to 1, on objects 0" <<<"$seen"
grep -qx "one object: segments 3, labels 1 to 2, on objects 1" <<<"$seen"
grep -qx "ring: segments 3, labels 1 to 2, on objects 1" <<<"$seen"
grep -qx "diagonal: segments 6, labels 1 to 5, on objects 3" <<<"$seen"

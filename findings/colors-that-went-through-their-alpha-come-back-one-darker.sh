#!/usr/bin/env bash
# libvips 8.18.7 through NetVips 3.2.0: premultiply and unpremultiply, which belong around every resize of a cut-out, are exact enough in floats, but cast to bytes cuts off
# what is behind the point, and so does a save of the float picture. Over all 65,280 pairs of a gray and an alpha from 1 on, 5,184 come back one darker, none brighter,
# although nothing lay between, and each pass takes one more from the same pairs: after ten of them ten; a float of 254.9 is saved as 254. With rint before the
# cast every pair comes back as it was; the product's inference-container/Inference/Pictures/PictureDecoder.cs rounds.
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

byte[] pixels = [.. from alpha in Enumerable.Range(1, 255) from gray in Enumerable.Range(0, 256) from band in (int[])[gray, gray, gray, alpha] select (byte)band];
Show("cast", pixels, Pass(pixels, rounds: false));
Show("cast, ten times", pixels, Enumerable.Range(0, 10).Aggregate(pixels, (before, _) => Pass(before, rounds: false)));
Show("rint and cast", pixels, Pass(pixels, rounds: true));
using var floats = Image.NewFromMemoryCopy<float>([254.9f, 127.99f, 0.9f], 3, 1, 1, Enums.BandFormat.Float);
using var saved = Image.NewFromBuffer(floats.PngsaveBuffer());
Console.WriteLine($"254.9 127.99 0.9 saved: {string.Join(' ', saved.WriteToMemory<byte>())}");

static byte[] Pass(byte[] pixels, bool rounds)
{
    using var image = Image.NewFromMemoryCopy(pixels, 256, 255, 4, Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
    using var back = image.Premultiply().Unpremultiply();
    return (rounds ? back.Rint() : back).Cast(Enums.BandFormat.Uchar).WriteToMemory<byte>();
}

static void Show(string name, byte[] before, byte[] after)
{
    int[] changes = [.. Enumerable.Range(0, before.Length / 4).Select(pixel => after[pixel * 4] - before[pixel * 4])];
    Console.WriteLine($"{name}: {changes.Length} pixels, darker {changes.Count(change => change < 0)}, brighter {changes.Count(change => change > 0)}, at most by {-changes.Min()}");
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
grep -qx 'cast: 65280 pixels, darker 5184, brighter 0, at most by 1' <<<"$seen"
grep -qx 'cast, ten times: 65280 pixels, darker 5184, brighter 0, at most by 10' <<<"$seen"
grep -qx 'rint and cast: 65280 pixels, darker 0, brighter 0, at most by 0' <<<"$seen"
grep -qx '254.9 127.99 0.9 saved: 254 127 0' <<<"$seen"

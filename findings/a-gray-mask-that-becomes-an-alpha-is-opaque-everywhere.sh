#!/usr/bin/env bash
# SkiaSharp 4.155.0 and SixLabors.ImageSharp 2.1.13: a gray mask of 0 128 255, as networks and PNG have it, is wanted as alpha, of one byte a pixel too. Both libraries have the type and the
# conversion, Copy(SKColorType.Alpha8) and CloneAs<A8>(), and both say 255 255 255: they copy the alpha of a gray, which has none and is opaque. Nothing is raised, and a cut-out that is made with it
# shows everything. Asked to decode the file as alpha at once, Skia answers null. The other way, alpha to gray, ImageSharp says 0 0 0, as the color of an A8 is black. The bytes themselves have to be copied, as the
# product does (inference-container/Inference/Postprocessing/Matte.cs); its masks and cut-outs with `channels` `alpha` are gray, too (docs/api.md).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="SixLabors.ImageSharp" Version="[2.1.13]" />
    <PackageReference Include="SkiaSharp" Version="[4.155.0]" />
    <PackageReference Include="SkiaSharp.NativeAssets.Linux.NoDependencies" Version="[4.155.0]" />
  </ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.IO;
using System.Linq;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SkiaSharp;

byte[] grays = [0, 128, 255];
using var mask = Image.LoadPixelData<L8>(grays, grays.Length, 1);
using var file = new MemoryStream();
mask.SaveAsPng(file);

using var sharpAlpha = mask.CloneAs<A8>();
using var gray = SKBitmap.Decode(file.ToArray());
using var alpha = gray.Copy(SKColorType.Alpha8);
using var decoded = SKBitmap.Decode(file.ToArray(), new SKImageInfo(grays.Length, 1, SKColorType.Alpha8));
Console.WriteLine($"Skia: {gray.ColorType} {string.Join(' ', gray.Bytes.Take(3))}, alpha {string.Join(' ', alpha.Bytes.Take(3))}, decoded {(decoded is null ? "null" : string.Join(' ', decoded.Bytes.Take(3)))}");
using var back = Image.LoadPixelData<A8>(grays, grays.Length, 1).CloneAs<L8>();
Console.WriteLine($"ImageSharp: alpha {string.Join(' ', Enumerable.Range(0, 3).Select(x => sharpAlpha[x, 0].PackedValue))}, back {string.Join(' ', Enumerable.Range(0, 3).Select(x => back[x, 0].PackedValue))}");
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
test "$seen" = 'Skia: Gray8 0 128 255, alpha 255 255 255, decoded null
ImageSharp: alpha 255 255 255, back 0 0 0'

#!/usr/bin/env bash
# SkiaSharp 4.155.0 with SkiaSharp.NativeAssets.Linux.NoDependencies 4.155.0, the build that containers take because it needs no fontconfig: its default typeface has no
# glyphs at all. DrawText draws nothing, MeasureText answers 0, and nothing is thrown or logged: the labels of a preview are just not there, even on a machine that has
# fonts. With a typeface from a file the same call draws. Text on pictures needs a font that comes with the program, and a test that counts its pixels.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm pack --silent dejavu-fonts-ttf@2.37.3 >/dev/null
tar -xzf dejavu-fonts-ttf-2.37.3.tgz package/ttf/DejaVuSans.ttf
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="SkiaSharp" Version="[4.155.0]" />
    <PackageReference Include="SkiaSharp.NativeAssets.Linux.NoDependencies" Version="[4.155.0]" />
  </ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.Linq;
using SkiaSharp;

Draw("default", SKTypeface.Default);
Draw("file", SKTypeface.FromFile("package/ttf/DejaVuSans.ttf"));

static void Draw(string name, SKTypeface typeface)
{
    using var bitmap = new SKBitmap(220, 60);
    using var canvas = new SKCanvas(bitmap);
    canvas.Clear(SKColors.White);
    using var font = new SKFont(typeface, 40);
    using var paint = new SKPaint { Color = SKColors.Black };
    canvas.DrawText("boat 0.94", 5, 45, SKTextAlign.Left, font, paint);
    var dark = bitmap.Pixels.Count(pixel => pixel.Red < 128);
    Console.WriteLine(FormattableString.Invariant($"{name}: {typeface.GlyphCount} glyphs, width {font.MeasureText("boat 0.94"):0}, dark pixels {dark}"));
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
grep -qx 'default: 0 glyphs, width 0, dark pixels 0' <<<"$seen"
grep -qE '^file: [1-9][0-9]+ glyphs, width 1[0-9][0-9], dark pixels [1-9][0-9]+$' <<<"$seen"

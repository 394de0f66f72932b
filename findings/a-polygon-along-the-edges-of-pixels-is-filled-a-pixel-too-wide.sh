#!/usr/bin/env bash
# OpenCV 4.13 through OpenCvSharp4 4.13.0.20260627, and SkiaSharp 4.155.0: a block of 10 x 10 pixels as the polygon along its edges, 5,5 to 15,15, as formats of annotations have
# it. Skia fills the pixels whose middles are inside, 100. fillPoly takes corners for the middles of pixels and draws the outline, too: 121, a row and a column too many,
# an overlap of 0.83 with the mask that the polygon was made of. Its fractions of pixels (shift) do not help: with half a pixel taken off every corner it is 121, still. A small
# object loses most. Outlines of the product (inference-container/Inference/Postprocessing/Outlines/MaskOutline.cs) lie on edges and are filled by middles (OutlineRaster.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="OpenCvSharp4" Version="[4.13.0.20260627]" />
    <PackageReference Include="OpenCvSharp4.official.runtime.linux-x64" Version="[4.13.0.20260627]" />
    <PackageReference Include="SkiaSharp" Version="[4.155.0]" />
    <PackageReference Include="SkiaSharp.NativeAssets.Linux.NoDependencies" Version="[4.155.0]" />
  </ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.Linq;
using OpenCvSharp;
using SkiaSharp;

const int FractionBits = 4;
(int X, int Y)[] corners = [(5, 5), (15, 5), (15, 15), (5, 15)];
using var bitmap = new SKBitmap(30, 30);
using var canvas = new SKCanvas(bitmap);
canvas.Clear(SKColors.Black);
using var builder = new SKPathBuilder();
builder.AddPoly([.. corners.Select(corner => new SKPoint(corner.X, corner.Y))], close: true);
using var path = builder.Detach();
using var white = new SKPaint { Color = SKColors.White, IsAntialias = false };
canvas.DrawPath(path, white);
Console.WriteLine($"Skia {bitmap.Pixels.Count(pixel => pixel.Red > 0)}, fillPoly {Fill(0, 0)}, half a pixel less {Fill(FractionBits, 0.5)}");

int Fill(int bits, double less)
{
    using var mask = new Mat(30, 30, MatType.CV_8UC1, Scalar.All(0));
    Point[] points = [.. corners.Select(corner => new Point((corner.X - less) * (1 << bits), (corner.Y - less) * (1 << bits)))];
    Cv2.FillPoly(mask, [points], Scalar.All(255), LineTypes.Link8, bits);
    return Cv2.CountNonZero(mask);
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
test "$seen" = 'Skia 100, fillPoly 121, half a pixel less 121'

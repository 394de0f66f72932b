#!/usr/bin/env bash
# Microsoft.ML.ImageAnalytics 5.0.1 (ML.NET; SkiaSharp 2.88.9 beneath): an MLImage of a PNG with two pixels of one color, 200 100 50, the second of them with an alpha of 128. Its pixels are 200 100 50 and 100 50 25, and so is what
# ExtractPixels makes a tensor of: colors come multiplied by their alpha, as if the picture lay on black, which neither the pixel format (Bgra32) nor its documentation says. A faded photo is dark to the
# network, a cut-out's soft edge has a black line, and alpha laid over the pixels again counts twice. Opaque pictures, which tests are made of, are right. The product lays transparent pixels on
# a ground that contrasts with the picture (inference-container/Inference/Pictures/Transparency.cs), and a photo that is faded as a whole gets the same masks as the opaque one.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.ML.ImageAnalytics" Version="[5.0.1]" />
    <PackageReference Include="NetVips" Version="[3.2.0]" />
    <PackageReference Include="NetVips.Native.linux-x64" Version="[8.18.7]" />
    <PackageReference Include="SkiaSharp.NativeAssets.Linux.NoDependencies" Version="[2.88.9]" />
  </ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.IO;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

using (var image = NetVips.Image.NewFromMemoryCopy<byte>([200, 100, 50, 255, 200, 100, 50, 128], 2, 1, 4, NetVips.Enums.BandFormat.Uchar))
{
    image.Copy(interpretation: NetVips.Enums.Interpretation.Srgb).Pngsave("two.png");
}

using var read = MLImage.CreateFromFile("two.png");
Console.WriteLine($"{read.PixelFormat}: {string.Join(' ', read.Pixels.ToArray())}");
var context = new MLContext();
var rows = context.Data.LoadFromEnumerable([new Row { Picture = read }]);
var tensors = context.Transforms.ExtractPixels("tensor", "Picture", interleavePixelColors: true).Fit(rows).Transform(rows);
Console.WriteLine($"tensor: {string.Join(' ', tensors.GetColumn<float[]>("tensor").Single())}");

internal sealed class Row
{
    [ImageType(1, 2)]
    public MLImage Picture { get; set; }
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
test "$seen" = 'Bgra32: 50 100 200 255 25 50 100 128
tensor: 200 100 50 100 50 25'

#!/usr/bin/env bash
# OpenCV 4.13 through OpenCvSharp4 4.13.0.20260627: CvDnn.BlobFromImage makes a tensor of a picture for a network. OpenCV's own function stretches the picture to the size that is asked for and leaves the
# order of its channels alone, unless told otherwise. This one has both switches on: of a picture of 300 x 100 that is asked for as 30 x 30, the left third (blue) and the right third (red) are cut off, and the gray
# middle fills the tensor; and blue and red are swapped. Whoever takes an example in C++ or Python word for word finds nothing at a picture's sides, and boxes of the rest lie elsewhere. With
# swapRB and crop said to be false it is the same as there. The product says for each network how a picture gets into it, and cuts nothing off (inference-container/Inference/Pictures/InputView.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="OpenCvSharp4" Version="[4.13.0.20260627]" />
    <PackageReference Include="OpenCvSharp4.official.runtime.linux-x64" Version="[4.13.0.20260627]" />
  </ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.Linq;
using OpenCvSharp;
using OpenCvSharp.Dnn;

const int Side = 30;
using var picture = new Mat(100, 300, MatType.CV_8UC3, new Scalar(128, 128, 128));
picture[new Rect(0, 0, 100, 100)].SetTo(new Scalar(255, 0, 0));
picture[new Rect(200, 0, 100, 100)].SetTo(new Scalar(0, 0, 255));
using var asIs = CvDnn.BlobFromImage(picture, 1, new Size(Side, Side));
using var told = CvDnn.BlobFromImage(picture, 1, new Size(Side, Side), swapRB: false, crop: false);
Console.WriteLine($"by itself: {Show(asIs)}");
Console.WriteLine($"told not to swap or crop: {Show(told)}");
using var swapped = CvDnn.BlobFromImage(picture, 1, new Size(Side, Side), crop: false);
Console.WriteLine($"told not to crop: {Show(swapped)}");

// The three channels in the middle of each third of a row.
static string Show(Mat tensor) => string.Join(", ", new[] { 5, 15, 25 }.Select(x => string.Join(' ', Enumerable.Range(0, 3).Select(channel => tensor.At<float>(0, channel, 15, x)))));
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
test "$seen" = 'by itself: 128 128 128, 128 128 128, 128 128 128
told not to swap or crop: 255 0 0, 128 128 128, 0 0 255
told not to crop: 0 0 255, 128 128 128, 255 0 0'

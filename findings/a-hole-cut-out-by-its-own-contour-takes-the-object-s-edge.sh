#!/usr/bin/env bash
# OpenCV 4.13 through OpenCvSharp4 4.13.0.20260627: findContours runs through the middles of an object's own pixels, also around a hole, whose contour is therefore the ring of
# set pixels around it. A square of 15 pixels with a hole of 5 has 200 pixels. Its outer contour filled with 1 and its hole's contour with 0 are 180: the hole has grown by a
# pixel on each side, but for its corners. By contourArea, outer less hole, they are 162. Only both in one call (drawContours or fillPoly), which draws every contour's own
# pixels, are 200 again. The product's inference-container/Inference/Postprocessing/Outlines/RingTracer.cs walks along the edges between pixels, where no pixel has two owners.
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

using var mask = Empty();
Cv2.Rectangle(mask, new Rect(5, 5, 15, 15), Scalar.All(255), -1);
Cv2.Rectangle(mask, new Rect(10, 10, 5, 5), Scalar.All(0), -1);
Cv2.FindContours(mask, out Point[][] contours, out var links, RetrievalModes.CComp, ContourApproximationModes.ApproxNone);
int[] outer = [.. Enumerable.Range(0, contours.Length).Where(i => links[i].Parent < 0)], holes = [.. Enumerable.Range(0, contours.Length).Except(outer)];

using var cut = Empty();
Cv2.FillPoly(cut, outer.Select(i => contours[i]), Scalar.All(255));
Cv2.FillPoly(cut, holes.Select(i => contours[i]), Scalar.All(0));
using var together = Empty();
Cv2.DrawContours(together, contours, -1, Scalar.All(255), -1);
var area = outer.Sum(i => Cv2.ContourArea(contours[i])) - holes.Sum(i => Cv2.ContourArea(contours[i]));
Console.WriteLine($"mask {Cv2.CountNonZero(mask)}, hole cut out {Cv2.CountNonZero(cut)}, by area {area}, in one call {Cv2.CountNonZero(together)}");

static Mat Empty() => new(30, 30, MatType.CV_8UC1, Scalar.All(0));
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
test "$seen" = 'mask 200, hole cut out 180, by area 162, in one call 200'

#!/usr/bin/env bash
# OpenCV 4.13 through OpenCvSharp4 4.13.0.20260627: one pixel grown by r ought to be the disc of all pixels that are at most r away: 13 for 2, 81 for 5, 317 for 10. Dilated by the round
# kernel of that radius, MORPH_ELLIPSE, it is 17, 89 and 333: rows are rounded up, and pixels at 2.24 count for 2. By distanceTransform it is the disc with the precise mask, and with the
# one of 3 x 3, which says 0.955 for a pixel's neighbor, an octagon of 73 and 309. Of a mask without an edge inside the picture all distances are 3.4e38: the picture's border is none. The
# product lays exact discs, and takes the border for no edge either (inference-container/Inference/Postprocessing/EdgeOffset.cs).
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

const int Side = 61;
const int Middle = Side / 2;
using var mask = new Mat(Side, Side, MatType.CV_8UC1, Scalar.All(0));
mask.Set<byte>(Middle, Middle, 255);
using var rest = new Mat();
Cv2.BitwiseNot(mask, rest);
foreach (var radius in (int[])[2, 5, 10, 20])
{
    using var grown = new Mat();
    using var kernel = Cv2.GetStructuringElement(MorphShapes.Ellipse, new Size((2 * radius) + 1, (2 * radius) + 1));
    Cv2.Dilate(mask, grown, kernel);
    var disc = Enumerable.Range(-radius, (2 * radius) + 1).Sum(y => Enumerable.Range(-radius, (2 * radius) + 1).Count(x => (x * x) + (y * y) <= radius * radius));
    Console.WriteLine($"{radius}: disc {disc}, ellipse {Cv2.CountNonZero(grown)}, distances "
        + string.Join(" ", ((DistanceTransformMasks[])[DistanceTransformMasks.Precise, DistanceTransformMasks.Mask5, DistanceTransformMasks.Mask3]).Select(size => $"{size} {Near(size, radius)}")));
}

using var all = new Mat(Side, Side, MatType.CV_8UC1, Scalar.All(255));
using var far = new Mat();
Cv2.DistanceTransform(all, far, DistanceTypes.L2, DistanceTransformMasks.Mask5);
Console.WriteLine($"without a zero: {far.At<float>(Middle, Middle):g3}");

int Near(DistanceTransformMasks size, int radius)
{
    using var distance = new Mat();
    Cv2.DistanceTransform(rest, distance, DistanceTypes.L2, size);
    using var near = distance.LessThanOrEqual(radius).ToMat();
    return Cv2.CountNonZero(near);
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
test "$seen" = '2: disc 13, ellipse 17, distances Precise 13 Mask5 13 Mask3 13
5: disc 81, ellipse 89, distances Precise 81 Mask5 81 Mask3 73
10: disc 317, ellipse 333, distances Precise 317 Mask5 317 Mask3 309
20: disc 1257, ellipse 1293, distances Precise 1257 Mask5 1257 Mask3 1225
without a zero: 3.4e+38'

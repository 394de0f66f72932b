#!/usr/bin/env bash
# libvips 8.18.7 through NetVips 3.2.0: resize keeps the centers of pixels in place when it shrinks, and does not when it enlarges: with every kernel the enlarged picture
# lies half an output pixel too far to the right (and down), whatever the factor. On a ramp of 100 a column, enlarged n times with a linear kernel, output pixel k should
# read 100 * ((k + 0.5) / n - 0.5) away from the edges and reads 50 / n less. A matte of 1024 pixels that is enlarged to the size of its photo is off by that much;
# affine with its input and output offsets set by hand puts it right.
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

using var ramp = Image.NewFromMemoryCopy(Enumerable.Range(0, 16 * 16).Select(i => (i % 16) * 100f).ToArray(), 16, 16, 1, Enums.BandFormat.Float);
foreach (var kernel in (Enums.Kernel[])[Enums.Kernel.Linear, Enums.Kernel.Cubic, Enums.Kernel.Lanczos3])
{
    foreach (var factor in (double[])[2, 4, 0.5])
    {
        using var scaled = ramp.Resize(factor, kernel: kernel);
        Show($"{kernel} x{factor}", scaled, factor);
    }
}

using var bilinear = Interpolate.NewFromName("bilinear");
using var mapped = ramp.Affine([2, 0, 0, 2], bilinear, [0, 0, 32, 32], odx: -0.5, ody: -0.5, idx: 0.5, idy: 0.5, extend: Enums.Extend.Copy);
Show("affine x2", mapped, 2);

static void Show(string name, Image image, double factor)
{
    var middle = image.Width / 2;
    var value = image.WriteToMemory<float>()[(image.Height / 2 * image.Width) + middle];
    var right = 100 * (((middle + 0.5) / factor) - 0.5);
    Console.WriteLine(FormattableString.Invariant($"{name}: off by {Math.Round((value - right) / 100 * factor, 2):0.00} output pixels"));
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
for kernel in Linear Cubic Lanczos3; do
  grep -qx "$kernel x2: off by -0.50 output pixels" <<<"$seen"
  grep -qx "$kernel x4: off by -0.50 output pixels" <<<"$seen"
  grep -qE "^$kernel x0.5: off by -?0.00 output pixels" <<<"$seen"
done
grep -qx "affine x2: off by 0.00 output pixels" <<<"$seen"

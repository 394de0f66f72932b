#!/usr/bin/env bash
# System.Numerics.Tensors 9.0.19: TensorPrimitives.SoftMax exponentiates its numbers as they are, without taking the largest off first, as libraries of networks do. Equal
# logits of 88 give halves, of 89 NaN and NaN, of -104 NaN too, where every value from -infinity to infinity has a well defined answer; nothing is thrown. A box read from
# such a distribution lies nowhere, and a comparison with a threshold drops or keeps it by the way it is written. With the largest taken off before, all of them are halves:
# the product's inference-container/Inference/Networks/Detection/NanoDetector.cs does that.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="System.Numerics.Tensors" Version="[9.0.19]" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.Numerics.Tensors;

foreach (var logit in (float[])[1, 88, 89, 1000, -1, -104])
{
    float[] logits = [logit, logit], plain = [0, 0], shifted = [0, 0];
    TensorPrimitives.SoftMax(logits, plain);
    TensorPrimitives.Subtract(logits, TensorPrimitives.Max<float>(logits), shifted);
    TensorPrimitives.SoftMax(shifted, shifted);
    Console.WriteLine(FormattableString.Invariant($"two of {logit}: {plain[0]} {plain[1]}, with the largest taken off: {shifted[0]} {shifted[1]}"));
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
for logit in 1 88 -1; do grep -qx "two of $logit: 0.5 0.5, with the largest taken off: 0.5 0.5" <<<"$seen"; done
for logit in 89 1000 -104; do grep -qx "two of $logit: NaN NaN, with the largest taken off: 0.5 0.5" <<<"$seen"; done

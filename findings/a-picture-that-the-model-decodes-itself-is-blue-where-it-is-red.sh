#!/usr/bin/env bash
# Microsoft.ML.OnnxRuntime.Extensions 0.14.0 with Microsoft.ML.OnnxRuntime 1.31.1, models made by onnx-proto 8.0.1 and pictures by sharp 0.35.5 (npm): with its operator DecodeImage a model takes a picture's file and needs
# no code around it. Of a pixel of 200 100 50 the model sees 50 100 200: blue first, where networks are trained with red first. EncodeImage has the same order, so a picture that is decoded and
# encoded is right and proves nothing. A transparent pixel is as opaque as the others, in the color that it hides. And a JPEG in CMYK has four values for each pixel, not three, of which
# the runtime warns at most. The product decodes before the network: red first, three channels, transparent areas as ground (inference-container/Inference/Pictures/PictureDecoder.cs, Transparency.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts onnx-proto@8.0.1 sharp@0.35.5 >/dev/null
cat > prepare.mjs <<'JS'
import { writeFileSync } from 'node:fs';
import proto from 'onnx-proto';
import sharp from 'sharp';

const { ModelProto } = proto.onnx;
const bytes = (name, dims) => ({ name, type: { tensorType: { elemType: 2, shape: { dim: dims.map(size => typeof size === 'string' ? { dimParam: size } : { dimValue: size }) } } } });
const node = (opType, input, output, attribute = []) => ({ opType, domain: 'com.microsoft.extensions', input: [input], output: [output], attribute });
const write = (name, nodes, output) => writeFileSync(name, ModelProto.encode(ModelProto.create({
  irVersion: 8,
  opsetImport: [{ domain: '', version: 18 }, { domain: 'com.microsoft.extensions', version: 1 }],
  graph: { name: 'decode', node: nodes, input: [bytes('file', ['length'])], output: [output] },
})).finish());
const decode = node('DecodeImage', 'file', 'pixels');
write('decode.onnx', [decode], bytes('pixels', ['height', 'width', 'channels']));
write('again.onnx', [
  decode,
  node('EncodeImage', 'pixels', 'encoded', [{ name: 'format', type: 3, s: Buffer.from('png') }]),
  node('DecodeImage', 'encoded', 'again'),
], bytes('again', ['height', 'width', 'channels']));

const picture = sharp(Buffer.from([200, 100, 50, 255, 200, 100, 50, 0]), { raw: { width: 2, height: 1, channels: 4 } });
await picture.png().toFile('picture.png');
await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } }).toColourspace('cmyk').jpeg().toFile('print.jpg');
JS
node prepare.mjs
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><NoWarn>NETSDK1206</NoWarn></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.ML.OnnxRuntime" Version="[1.31.1]" />
    <PackageReference Include="Microsoft.ML.OnnxRuntime.Extensions" Version="[0.14.0]" />
  </ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.IO;
using System.Linq;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

foreach (var (model, file) in new[] { ("decode", "picture.png"), ("again", "picture.png"), ("decode", "print.jpg") })
{
    using var options = new SessionOptions();
    options.RegisterOrtExtensions();
    using var session = new InferenceSession($"{model}.onnx", options);
    var bytes = File.ReadAllBytes(file);
    using var outputs = session.Run([NamedOnnxValue.CreateFromTensor("file", new DenseTensor<byte>(bytes, [bytes.Length]))]);
    var pixels = outputs[0].AsTensor<byte>();
    Console.WriteLine($"{model} {file}: {string.Join(" x ", pixels.Dimensions.ToArray())}{(file == "picture.png" ? $", {string.Join(' ', pixels)}" : "")}");
}
CS
export DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
seen=$(dotnet run 2>/dev/null)
echo "$seen"
test "$seen" = 'decode picture.png: 1 x 2 x 3, 50 100 200 50 100 200
again picture.png: 1 x 2 x 3, 50 100 200 50 100 200
decode print.jpg: 8 x 8 x 4'

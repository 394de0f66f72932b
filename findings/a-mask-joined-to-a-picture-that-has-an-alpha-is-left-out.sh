#!/usr/bin/env bash
# sharp 0.35.5 (npm; libvips): joinChannel, its way to make a mask the alpha of a photo. Of a photo without alpha and a mask it makes a cut-out. Of one that has an alpha already, as any PNG that came out of an editor may,
# opaque or not, it makes five channels, and the file has four: the picture's own alpha, and no trace of the mask. Nothing is raised; the cut-out shows everything. As WebP
# it is the same; only raw pixels have the fifth. With removeAlpha before, the mask is the alpha. The product multiplies the two
# (docs/prompts.md; inference-container/Inference/Rendering/Cutouts).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts sharp@0.35.5 >/dev/null
cat > finding.mjs <<'JS'
import sharp from 'sharp';

const mask = await sharp(Buffer.from([0, 255]), { raw: { width: 2, height: 1, channels: 1 } }).toColourspace('b-w').png().toBuffer();
const photo = await sharp({ create: { width: 2, height: 1, channels: 3, background: '#c86432' } }).png().toBuffer();
const opaque = await sharp(photo).ensureAlpha().png().toBuffer();
const alphas = async file => [...await sharp(file).ensureAlpha().extractChannel('alpha').raw().toBuffer()].join(' ');
for (const format of ['png', 'webp']) {
  const join = picture => picture.joinChannel(mask).toFormat(format, { lossless: true }).toBuffer();
  console.log(`${format}: without alpha ${await alphas(await join(sharp(photo)))}, with alpha ${await alphas(await join(sharp(opaque)))}`
    + `, removed before ${await alphas(await join(sharp(await sharp(opaque).removeAlpha().png().toBuffer())))}`);
}
const raw = await sharp(opaque).joinChannel(mask).raw().toBuffer({ resolveWithObject: true });
console.log(`raw: ${raw.info.channels} channels, ${[...raw.data].join(' ')}`);
JS
seen=$(node finding.mjs)
echo "$seen"
test "$seen" = 'png: without alpha 0 255, with alpha 255 255, removed before 0 255
webp: without alpha 0 255, with alpha 255 255, removed before 0 255
raw: 5 channels, 200 100 50 255 0 200 100 50 255 255'

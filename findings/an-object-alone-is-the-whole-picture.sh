#!/usr/bin/env bash
# @huggingface/transformers 4.3.1 (npm): post_process_panoptic_segmentation makes a map of segments of what DETR, MaskFormer and their like say: a score and a mask of each object, where mask_threshold (0.5) is
# the least that counts as the mask. It gives each pixel to the object that says most of it, however little: of one object on two of sixteen pixels, 3 in 10,000 elsewhere, all sixteen are its own. Of two
# side by side, the pixels that neither claims are the first one's. Only a picture without any object stays empty. What stuff (sky, road) fills hides it; where things alone are asked for, areas and
# boxes are wrong. The product's masks end where their own network's map falls below the threshold (inference-container/Inference/Networks/OpenVocabulary/LogitMap.cs), and pixels may be nobody's.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts @huggingface/transformers@4.3.1 >/dev/null
cat > finding.mjs <<'JS'
import { DetrImageProcessor, Tensor } from '@huggingface/transformers';

const processor = new DetrImageProcessor({ size: { width: 4, height: 4 } });
const side = 4;
// Logits: sure of what is marked, and as sure that the rest is not the object.
const scenes = {
  'one object': ['.... .##. .... ....'],
  'two objects': ['##.. ##.. .... ....', '..## ..## .... ....'],
  nothing: ['.... .... .... ....'],
};
for (const [name, masks] of Object.entries(scenes)) {
  const logits = masks.flatMap((_, object) => object === 0 ? [8, 0, 0] : [0, 8, 0]);
  const pixels = masks.flatMap(mask => [...mask.replaceAll(' ', '')].map(pixel => pixel === '#' ? 8 : -8));
  const [{ segmentation }] = processor.post_process_panoptic_segmentation({
    logits: new Tensor('float32', Float32Array.from(logits), [1, masks.length, 3]),
    pred_masks: new Tensor('float32', Float32Array.from(pixels), [1, masks.length, side, side]),
  }, 0.5, 0.5);
  console.log(`${name}, ${masks.join(' and ')}: ${segmentation.tolist().map(row => row.join('')).join(' ')}`);
}
JS
seen=$(node finding.mjs 2>/dev/null)
echo "$seen"
test "$seen" = 'one object, .... .##. .... ....: 1111 1111 1111 1111
two objects, ##.. ##.. .... .... and ..## ..## .... ....: 1122 1122 1111 1111
nothing, .... .... .... ....: 0000 0000 0000 0000'

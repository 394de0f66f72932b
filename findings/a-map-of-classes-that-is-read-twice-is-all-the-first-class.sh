#!/usr/bin/env bash
# @huggingface/transformers 4.3.1 (npm): post_process_semantic_segmentation makes a map of classes of what SegFormer and its like say. Read once, four pixels are of the classes 1 0 2 2. Read again, the same outputs
# say 0 0 0 0: while it looks for the greatest of each pixel it keeps it in the logits of the first class, which are the caller's own. Nothing is raised, and what is
# read first is right, so that whoever shows a map and then measures it, or asks for scores afterwards, finds only "wall". With a size for the map, it works on a copy and says the same both times.
# The product's readers compute on copies of what a network said (inference-container/Inference/Networks/Matting/MattingAlpha.cs) or only compare it
# (inference-container/Inference/Postprocessing/LogitUpsampler.cs).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
echo '{}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts @huggingface/transformers@4.3.1 >/dev/null
cat > finding.mjs <<'JS'
import { SegformerImageProcessor, Tensor } from '@huggingface/transformers';

const processor = new SegformerImageProcessor({ size: { width: 2, height: 2 } });
for (const sizes of [null, [[2, 2]]]) {
  const outputs = { logits: new Tensor('float32', Float32Array.from([0, 0, 0, 0, 1, -1, 1, -1, -2, -2, 3, 3]), [1, 3, 2, 2]) };
  const read = () => [...processor.post_process_semantic_segmentation(outputs, sizes)[0].segmentation.data].join(' ');
  console.log(`${sizes ? 'with' : 'without'} a size: ${read()}, then ${read()}; logits of the first class ${[...outputs.logits.data.slice(0, 4)].join(' ')}`);
}
JS
seen=$(node finding.mjs)
echo "$seen"
test "$seen" = 'without a size: 1 0 2 2, then 0 0 0 0; logits of the first class 1 0 3 3
with a size: 1 0 2 2, then 1 0 2 2; logits of the first class 0 0 0 0'

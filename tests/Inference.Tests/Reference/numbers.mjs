// The kept part of a tensor: every `step`-th element, and the mean and standard deviation of each channel.
const short = (value) => Number(value.toPrecision(7));

/** Steps have no factor in common with the tensors' sizes, so that every channel, row and column is sampled. */
export const sample = (values, step) => ({ step, values: Array.from(values).filter((_, index) => index % step === 0).map(short) });

/** @param channelOf index in the tensor => channel */
export function describe(values, step, channels, channelOf) {
  const [sums, squares] = [new Float64Array(channels), new Float64Array(channels)];
  values.forEach((value, index) => {
    sums[channelOf(index)] += value;
    squares[channelOf(index)] += value * value;
  });
  const count = values.length / channels;
  const means = Array.from(sums, (sum) => sum / count);
  return {
    ...sample(values, step),
    means: means.map(short),
    deviations: means.map((mean, channel) => short(Math.sqrt(squares[channel] / count - mean * mean))),
  };
}

/** For [1, 3, side, side]. */
export const describePlanes = (values, step) => describe(values, step, 3, (index) => Math.floor((index * 3) / values.length));

/** For [1, side, side, 3]. */
export const describeRows = (values, step) => describe(values, step, 3, (index) => index % 3);

export const rounded = (values) => Array.from(values, short);

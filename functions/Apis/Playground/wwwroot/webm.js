// Reads the times of a WebM or Matroska file's frames from the blocks in its clusters.

const WINDOW = 1 << 20;
const MOST_HEADER_BYTES = 12;
const MOST_FRAMES = 5_000_000;

const EBML = 0x1a45dfa3;
const TIMESTAMP_SCALE = 0x2ad7b1;
const TRACK_ENTRY = 0xae;
const TRACK_NUMBER = 0xd7;
const TRACK_TYPE = 0x83;
const CODEC = 0x86;
const TIMESTAMP = 0xe7;
const SIMPLE_BLOCK = 0xa3;
const BLOCK = 0xa1;

/** Elements to step into: the segment, its header, its tracks, a cluster and a group of a block. Their sizes need not be known. */
const OPENED = new Set([0x18538067, 0x1549a966, 0x1654ae6b, TRACK_ENTRY, 0x1f43b675, 0xa0]);

const VIDEO = 1;
const INVISIBLE = 0x08;

/** The flag of a shown VP8 frame: frames that are only references have blocks of their own. */
const SHOWN = 0x10;

/**
 * @param {Blob} file
 * @returns {Promise<number[] | undefined>} As `readFrameTimes` of `mp4.js`.
 */
export async function readBlockTimes(file) {
  /** @type {{ number: number, isVideo: boolean, codec: string }[]} */
  const tracks = [];
  /** @type {number[]} */
  const times = [];
  let scale = 1_000_000;
  let cluster = 0;
  for await (const { id, view, size } of elements(file)) {
    const track = tracks.at(-1);
    if (id === TRACK_ENTRY) {
      tracks.push({ number: 0, isVideo: false, codec: '' });
    } else if (id === TIMESTAMP_SCALE) {
      scale = readNumber(view, size);
    } else if (id === TRACK_NUMBER && track) {
      track.number = readNumber(view, size);
    } else if (id === TRACK_TYPE && track) {
      track.isVideo = readNumber(view, size) === VIDEO;
    } else if (id === CODEC && track) {
      track.codec = String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset, Math.min(size, view.byteLength)));
    } else if (id === TIMESTAMP) {
      cluster = readNumber(view, size);
    } else if (id === SIMPLE_BLOCK || id === BLOCK) {
      const time = readBlock(view, tracks.find(({ isVideo }) => isVideo));
      if (time !== undefined) {
        times.push((cluster + time) * scale / 1e9);
      }
    }

    if (times.length > MOST_FRAMES) {
      return undefined;
    }
  }

  return times.length > 0 ? times.sort((a, b) => a - b) : undefined;
}

/**
 * @param {Blob} file
 * @returns {AsyncGenerator<{ id: number, size: number, view: DataView }>} With the first bytes of each element's content; none of a file of another kind.
 */
async function* elements(file) {
  let start = 0;
  let bytes = new Uint8Array();
  for (let at = 0; at + 2 <= file.size;) {
    if (at < start || at + MOST_HEADER_BYTES + 16 > start + bytes.length) {
      start = at;
      bytes = new Uint8Array(await file.slice(start, start + WINDOW).arrayBuffer());
    }

    const id = readVariable(bytes, at - start, true);
    const size = id && readVariable(bytes, at - start + id.length, false);
    if (!id || !size || (at === 0 && id.value !== EBML)) {
      return;
    }

    const content = at + id.length + size.length;
    yield { id: id.value, size: size.value, view: new DataView(bytes.buffer, content - start, Math.min(16, bytes.length - (content - start))) };
    at = OPENED.has(id.value) ? content : content + size.value;
  }
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 * @param {boolean} isId Whether the bit that tells the length is part of the value.
 * @returns {{ value: number, length: number } | undefined}
 */
function readVariable(bytes, at, isId) {
  const first = bytes[at];
  const length = Math.clz32(first) - 23;
  if (!first || at + length > bytes.length) {
    return undefined;
  }

  let value = isId ? first : first & ((1 << (8 - length)) - 1);
  for (let i = 1; i < length; i++) {
    value = value * 256 + bytes[at + i];
  }

  return { value, length };
}

/**
 * @param {DataView} view
 * @param {number} size Bytes.
 */
function readNumber(view, size) {
  let value = 0;
  for (let i = 0; i < Math.min(size, view.byteLength); i++) {
    value = value * 256 + view.getUint8(i);
  }

  return value;
}

/**
 * @param {DataView} view
 * @param {{ number: number, codec: string } | undefined} video
 * @returns {number | undefined} Ticks from the cluster's time; none of another track's block, or of one that is not shown.
 */
function readBlock(view, video) {
  const number = readVariable(new Uint8Array(view.buffer, view.byteOffset, view.byteLength), 0, false);
  if (!number || number.value !== video?.number || view.byteLength < number.length + 4) {
    return undefined;
  }

  const isShown = !(view.getUint8(number.length + 2) & INVISIBLE) && (video.codec !== 'V_VP8' || (view.getUint8(number.length + 3) & SHOWN) !== 0);
  return isShown ? view.getInt16(number.length) : undefined;
}

using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>Reads the frames of chunks, one chunk ahead of the networks. A frame that two chunks share is decoded once.</summary>
/// <param name="reader">Decodes the frames.</param>
/// <param name="clip">The probe's document.</param>
/// <param name="segment">Which chunks are read, and in which direction.</param>
/// <param name="options">The options in force.</param>
/// <param name="clock">Records the time of each stage.</param>
/// <param name="cancellationToken">Kills the decoder.</param>
internal sealed class ChunkReader(
    FrameReader reader, Clip clip, VideoSegment segment, InferenceOptions options, StageClock clock, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private readonly List<FrameScene> _frames = [];
    private readonly List<IAsyncEnumerator<(int Sample, PictureSource Picture)>> _streams = [];
    private Task<List<FrameScene>>? _next;

    private bool IsBackward => segment.Mode == VideoMode.Backward;

    /// <summary>The chunks in the direction of work, each with its frames in order of time. The frames live until the next chunk is requested.</summary>
    public async IAsyncEnumerable<(int Chunk, IReadOnlyList<FrameScene> Frames)> ReadAsync()
    {
        var chunks = Enumerable.Range(segment.First, segment.Last - segment.First + 1);
        foreach (var chunk in IsBackward ? chunks.Reverse() : chunks)
        {
            yield return (chunk, await ReadAsync(chunk));
        }
    }

    private async Task<IReadOnlyList<FrameScene>> ReadAsync(int chunk)
    {
        var (first, last) = clip.SamplesOf(chunk);
        var read = await (_next ?? ReadAsync(first, last));
        var shared = _frames.Find(frame => frame.Sample == first || frame.Sample == last);
        foreach (var frame in _frames.Where(frame => frame != shared))
        {
            frame.Dispose();
        }

        _frames.Clear();
        _frames.AddRange(shared is null ? read : [.. read.Append(shared).OrderBy(frame => frame.Sample)]);
        var next = IsBackward ? chunk - 1 : chunk + 1;
        _next = next >= segment.First && next <= segment.Last ? ReadAfterAsync(next) : null;
        return [.. _frames];
    }

    public async ValueTask DisposeAsync()
    {
        if (_next is not null)
        {
            // Work may end early; then nobody wants the chunk that is being read.
            await _stop.CancelAsync();
            try
            {
                _frames.AddRange(await _next);
            }
            catch (Exception exception) when (exception is OperationCanceledException or InferenceException or IOException)
            {
                // Nobody waits for it anymore.
            }
        }

        _frames.ForEach(frame => frame.Dispose());
        foreach (var stream in _streams)
        {
            await stream.DisposeAsync();
        }

        _stop.Dispose();
    }

    /// <summary>Reads the next chunk without the frame that it shares with the one already read.</summary>
    private Task<List<FrameScene>> ReadAfterAsync(int chunk)
    {
        var (first, last) = clip.SamplesOf(chunk);
        return IsBackward ? ReadAsync(first, last - 1) : ReadAsync(first + 1, last);
    }

    private Task<List<FrameScene>> ReadAsync(int first, int last) => Task.Run(
        async () =>
        {
            var frames = new List<FrameScene>();
            try
            {
                var stream = Open(first, last);
                while (frames.Count <= last - first && await stream.MoveNextAsync())
                {
                    frames.Add(new FrameScene(stream.Current.Sample, stream.Current.Picture, options, clock, cancellationToken));
                }

                return frames;
            }
            catch
            {
                // Whatever went wrong, nobody else has the frames yet.
                frames.ForEach(frame => frame.Dispose());
                throw;
            }
        },
        _stop.Token);

    /// <summary>One stream for all chunks when working forward; one for each chunk when working backward.</summary>
    private IAsyncEnumerator<(int Sample, PictureSource Picture)> Open(int first, int last)
    {
        if (_streams.Count > 0 && !IsBackward)
        {
            return _streams[0];
        }

        var stream = reader.ReadSamplesAsync(first, IsBackward ? last : clip.SamplesOf(segment.Last).Last, _stop.Token).GetAsyncEnumerator(_stop.Token);
        _streams.Add(stream);
        return stream;
    }
}

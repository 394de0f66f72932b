using NetVips;
using SegFunctions.Benchmarks.Accuracy;
using SegFunctions.Contract;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Local.Client;
using SegFunctions.Local.Settings;

namespace SegFunctions.Benchmarks.Comparison;

/// <summary>Calls a side's stack through its public API, using only fields that every build knows.</summary>
internal sealed class StackClient(Uri server) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private readonly SegmentationClient _client = new(server, LocalSettings.DefaultApiKey, TimeProvider.System);
    private readonly HttpClient _http = new();

    /// <returns>The picture's id.</returns>
    public Task<string> UploadAsync(byte[] photo, CancellationToken cancellationToken) => _client.UploadAsync(photo, "image/jpeg", cancellationToken);

    /// <summary>Submits a job and polls every 10 ms until it has ended.</summary>
    /// <exception cref="InvalidOperationException">The job failed for a reason other than that nothing was found.</exception>
    public async Task<ResultResponse> AskAsync(string picture, Prompt prompt, CancellationToken cancellationToken)
    {
        var job = await _client.CreateJobAsync(BodyOf(picture, prompt), cancellationToken);
        while (true)
        {
            var state = await _client.GetJobAsync(job.JobId, cancellationToken);
            switch (state.Status)
            {
                case "success":
                    return await _client.GetResultAsync(job.JobId, cancellationToken);
                case "failed":
                    throw new InvalidOperationException($"{job.JobId} failed: {state.Tasks[0].Error}");
                default:
                    await Task.Delay(Pause, cancellationToken);
                    break;
            }
        }
    }

    /// <summary>Everything that a result marks, as one mask.</summary>
    /// <param name="result">The result of a picture.</param>
    /// <param name="width">The picture's width in pixels.</param>
    /// <param name="height">The picture's height in pixels.</param>
    /// <param name="cancellationToken">Stops the download.</param>
    public async Task<BinaryMask> FetchUnionAsync(ResultResponse result, int width, int height, CancellationToken cancellationToken)
    {
        var urls = result.Assets.ToDictionary(asset => asset.Key, asset => asset.Url);
        var masks = new List<BinaryMask>();
        foreach (var mask in result.Manifest.Items[0].PictureMasks)
        {
            masks.Add(Read(await _http.GetByteArrayAsync(urls[mask.Url], cancellationToken)));
        }

        return Scores.Union(width, height, masks);
    }

    /// <summary>A job with one picture and one prompt.</summary>
    public static CreateJobRequest BodyOf(string picture, Prompt prompt)
    {
        var body = new CreateJobRequest { Type = "image", Tasks = [picture], Prompts = prompt is TextPrompt text ? [text.Text] : [] };
        return prompt switch
        {
            TextPrompt => body,
            PointsPrompt points => body with { Points = [.. points.Points.Select(point => new PointItem { X = point.X, Y = point.Y, Label = point.Foreground ? 1 : 0, Object = 0 })] },
            BoxPrompt box => body with { Boxes = [new BoxItem { X1 = box.Left, Y1 = box.Top, X2 = box.Right, Y2 = box.Bottom, Object = 0 }] },
            SubjectPrompt => body with { Subject = true },
            _ => throw new ArgumentException($"{prompt.GetType().Name} is not asked for here.", nameof(prompt)),
        };
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }

    private static BinaryMask Read(byte[] png)
    {
        using var picture = Image.PngloadBuffer(png);
        var pixels = picture.WriteToMemory<byte>();
        var mask = new BinaryMask(picture.Width, picture.Height);
        for (var i = 0; i < picture.Width * picture.Height; i++)
        {
            if (pixels[i * picture.Bands] != 0)
            {
                mask[i % picture.Width, i / picture.Width] = true;
            }
        }

        return mask;
    }
}

using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Transcripts;

/// <summary>Plays a transcript against a server and compares the responses.</summary>
/// <param name="api">The server.</param>
/// <param name="key">An account's key.</param>
/// <param name="heard">Called for every step with what was sent, if it was JSON, and with the response; null for no callback.</param>
internal sealed class TranscriptRunner(ApiUnderTest api, string key, Action<TranscriptStep, string?, Answer>? heard = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, string> _kept = new() { ["key"] = key };

    public async Task RunAsync(Transcript transcript, CancellationToken cancellationToken)
    {
        _kept["photo"] = Convert.ToBase64String(await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), cancellationToken));
        var matcher = new JsonMatcher(_kept);
        for (var i = 0; i < transcript.Steps.Count; i++)
        {
            var step = transcript.Steps[i];
            var answer = await AskUntilAsync(step, matcher, cancellationToken);
            var faults = new List<string>();
            if ((int)answer.Status != step.Status)
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"status {(int)answer.Status}, not {step.Status}: {answer.Body}"));
            }

            if (step.Answer is { } expected)
            {
                faults.AddRange(matcher.FindFaults(expected, answer.Body));
            }

            foreach (var (name, value) in step.AnswerHeaders ?? new Dictionary<string, JsonElement>())
            {
                faults.AddRange(matcher.FindFaults(value, JsonSerializer.SerializeToElement(answer.Headers.GetValueOrDefault(name.ToLowerInvariant())), name));
            }

            Assert.True(faults.Count == 0, $"Step {i + 1}, {step.Request}: {string.Join("; ", faults)}");
            var isOurs = step.Request.Contains("/v1/", StringComparison.Ordinal) || step.Request.Contains("/v1.0/", StringComparison.Ordinal) || step.Request.Contains(" /api/", StringComparison.Ordinal);
            Assert.True(!isOurs || answer.Headers.ContainsKey("x-request-id"), "x-request-id is missing");
            heard?.Invoke(step, step.Body is { } body ? matcher.FillJson(JsonSerializer.Serialize(body)) : null, answer);
        }
    }

    private async Task<Answer> AskUntilAsync(TranscriptStep step, JsonMatcher matcher, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var request = await CreateAsync(step, matcher, cancellationToken);
            var answer = await api.SendAsync(request, cancellationToken);
            if (step.Until is not { } until || !matcher.FindFaults(until, answer.Body).Any() || TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                return answer;
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static async Task<HttpRequestMessage> CreateAsync(TranscriptStep step, JsonMatcher matcher, CancellationToken cancellationToken)
    {
        var words = step.Request.Split(' ', 2);
        var target = matcher.Fill(words[1]);
        var request = new HttpRequestMessage(new HttpMethod(words[0]), target.StartsWith('/') ? target[1..] : target);
        byte[]? content = step.File == "text" ? BadPictures.Text
            : step.File == "clip" ? await TestClip.MakeAsync(seconds: 0.6)
            : step.File is not null ? await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), cancellationToken)
            : step.Body is { } body ? Encoding.UTF8.GetBytes(matcher.FillJson(JsonSerializer.Serialize(body)))
            : null;
        request.Content = content is null ? null : new ByteArrayContent(IsPacked(step) ? Pack(content) : content);
        foreach (var (name, value) in step.Headers ?? new Dictionary<string, string>())
        {
            if (name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, matcher.Fill(value));
            }
        }

        return request;
    }

    private static bool IsPacked(TranscriptStep step) => step.Headers?.GetValueOrDefault("Content-Encoding") == "gzip";

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}

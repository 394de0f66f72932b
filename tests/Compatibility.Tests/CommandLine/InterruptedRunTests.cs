using System.Text.Json;
using NetVips;
using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Local.Client;
using SegFunctions.Local.Output;
using SegFunctions.Local.Segmenting;

namespace SegFunctions.Compatibility.Tests.CommandLine;

/// <summary>Runs that are killed, or whose server fails, midway: finished work is kept, and another run continues from there.</summary>
public sealed class InterruptedRunTests(SharedStack stack) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Out => Path.Combine(_folder.FullName, "out");

    [Fact]
    public async Task More_pictures_than_tokens_keep_what_was_paid_for_and_go_on_when_there_are_more()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 100);
        await using var gate = await Gate.OpenAsync(stack.BaseUrl, Token);
        string[] server = ["--server", gate.Url.AbsoluteUri, "--api-key", account.Key, "--json"];
        var first = await LocalCommand.RunAsync(Token, ["segment", .. MakePictures(101), "--point", "0.5,0.5", "--out", Out, .. server]);

        Assert.Equal(1, first.ExitCode);
        var document = ReadDocument();
        Assert.StartsWith("job", document.GetProperty("jobId").GetString(), StringComparison.Ordinal);
        Assert.Equal(100, CountWhole(document));
        Assert.Contains("402", ErrorsOf(document).Single(), StringComparison.Ordinal);
        Assert.Equal(first.Output, await File.ReadAllTextAsync(Path.Combine(Out, "result.json"), Token));

        foreach (var status in (int[])[401, 409, 429])
        {
            gate.Refuses = (_, _) => status;
            var refused = await LocalCommand.RunAsync(Token, ["segment", "--resume", Out, .. server]);

            Assert.Equal(1, refused.ExitCode);
            Assert.Equal(100, CountWhole(ReadDocument()));
            Assert.Contains($"{status}", ErrorsOf(ReadDocument()).Single(), StringComparison.Ordinal);
        }

        gate.Open();
        await OtherAccount.SetTokensAsync(stack, account.Name, 1, Token);
        var last = await LocalCommand.RunAsync(Token, ["segment", "--resume", Out, .. server]);

        Assert.True(last.ExitCode == 0, last.Errors);
        Assert.Equal(101, CountWhole(ReadDocument()));
        Assert.False(Directory.Exists(Path.Combine(Out, ".segfunctions")));
        var state = (await stack.Api.GetAsync($"manage/accounts/{account.Name}", Token)).Body;
        Assert.Equal((0, 101), (state.GetProperty("tokens").GetInt32(), state.GetProperty("used").GetInt32()));
    }

    [Fact]
    public async Task A_server_that_is_gone_from_any_call_on_leaves_a_whole_document_or_the_earlier_one()
    {
        var files = MakePictures(2).ToList();
        await using var gate = await Gate.OpenAsync(stack.BaseUrl, Token);
        Assert.True((await RunAsync(files, gate)).Succeeded);
        var calls = gate.Calls;

        // Two for each upload, the job, its status once or more, its result, and a mask and a preview for each picture.
        Assert.InRange(calls, 11, 12);
        var earlier = await File.ReadAllTextAsync(Path.Combine(Out, "result.json"), Token);

        for (var call = 0; call < calls; call++)
        {
            gate.BreakFrom(call);
            ResultDocument? broken = null;
            try
            {
                broken = await RunAsync(files, gate);
            }
            catch (HttpRequestException)
            {
                Assert.Equal(earlier, await File.ReadAllTextAsync(Path.Combine(Out, "result.json"), Token));
            }

            CountWhole(ReadDocument());
            if (broken is { Succeeded: false })
            {
                Assert.NotEmpty(broken.JobId);
                gate.Open();
                var resumed = await ResumeAsync(gate);
                Assert.True(resumed.Succeeded);
                Assert.Equal(broken.JobId, resumed.JobId);
            }

            earlier = await File.ReadAllTextAsync(Path.Combine(Out, "result.json"), Token);
        }
    }

    [Fact]
    public async Task A_killed_run_leaves_the_earlier_document_whole_and_goes_on_with_its_job()
    {
        var pictures = MakePictures(2).ToArray();
        await using var gate = await Gate.OpenAsync(stack.BaseUrl, Token);
        string[] segment = ["segment", .. pictures, "--point", "0.5,0.5", "--out", Out, "--server", gate.Url.AbsoluteUri];
        Assert.Equal(0, (await LocalCommand.RunAsync(Token, segment)).ExitCode);
        var calls = gate.Calls;
        var earlier = await File.ReadAllTextAsync(Path.Combine(Out, "result.json"), Token);

        for (var call = 0; call < calls; call += 2)
        {
            var number = call;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            gate.BreakFrom(int.MaxValue);
            gate.Refuses = (made, _) =>
            {
                if (made >= number)
                {
                    reached.TrySetResult();
                }

                return made > number ? Gate.Broken : null;
            };
            await using (var killed = LocalCommand.Start(segment))
            {
                var ended = killed.WaitAsync(Token);
                if (await Task.WhenAny(reached.Task, ended) == ended)
                {
                    // How often it polls the job's status depends on how quickly the job is done.
                    break;
                }

                killed.Kill();
                await ended;
            }

            Assert.Equal(earlier, await File.ReadAllTextAsync(Path.Combine(Out, "result.json"), Token));
            CountWhole(ReadDocument());
            gate.Open();
            var hasJob = File.Exists(Path.Combine(Out, ".segfunctions", "run.json"));
            var resumed = await LocalCommand.RunAsync(Token, "segment", "--resume", Out, "--server", gate.Url.AbsoluteUri);

            Assert.True(resumed.ExitCode == (hasJob ? 0 : 2), resumed.Errors);
            earlier = await File.ReadAllTextAsync(Path.Combine(Out, "result.json"), Token);
        }
    }

    [Fact]
    public async Task Jobs_that_the_server_no_longer_has_are_done_again()
    {
        var files = MakePictures(1).ToList();
        await using var gate = await Gate.OpenAsync(stack.BaseUrl, Token);
        gate.Refuses = static (_, path) => path.EndsWith("/result", StringComparison.Ordinal) ? 409 : null;
        var broken = await RunAsync(files, gate);
        gate.Refuses = (_, path) => path.EndsWith(broken.JobId, StringComparison.Ordinal) ? 404 : null;

        var resumed = await ResumeAsync(gate);

        Assert.True(resumed.Succeeded);
        Assert.NotEqual(broken.JobId, resumed.JobId);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static IEnumerable<string?> ErrorsOf(JsonElement document) => document.GetProperty("items").EnumerateArray()
        .Where(item => item.GetProperty("status").GetString() == "failed").Select(item => item.GetProperty("error").GetString());

    /// <summary>Pictures with all the outputs that the document names for them.</summary>
    private int CountWhole(JsonElement document)
    {
        var done = document.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("status").GetString() == "success").ToList();
        Assert.All(
            done.SelectMany(item => item.GetProperty("segments").EnumerateArray().Select(segment => segment.GetProperty("mask")).Append(item.GetProperty("preview"))),
            file =>
            {
                using var picture = Image.NewFromFile(Path.Combine(Out, file.GetString()!));
                // A preview of a small picture is larger than the picture.
                Assert.Equal(64 * picture.Height, 48 * picture.Width);
                Assert.NotEmpty(picture.WriteToMemory<byte>());
            });
        return done.Count;
    }

    private JsonElement ReadDocument() => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(Out, "result.json")));

    /// <summary>The same small picture under many names.</summary>
    private IEnumerable<string> MakePictures(int count)
    {
        using var black = Image.Black(64, 48, bands: 3);
        using var disc = black.Mutate(picture => picture.DrawCircle([250, 250, 250], 32, 24, 16, fill: true));
        var bytes = disc.PngsaveBuffer();
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var path = Path.Combine(_folder.FullName, $"disc{i}.png");
            File.WriteAllBytes(path, bytes);
            return path;
        })];
    }

    private async Task<ResultDocument> RunAsync(IReadOnlyList<string> paths, Gate gate)
    {
        var folder = new ResultFolder(Out);
        folder.Create();
        var files = await new InputFiles(folder.Inputs, Stream.Null).GetAsync(PictureSource.Find(paths), new LineScreen(TextWriter.Null), Token);
        var options = new SegmentOptions(null, null, 0, []) { Marks = Marks.Read(["0.5,0.5"], []) };
        return await RunAsync(folder, new RunJournal(gate.Url, options, files), gate);
    }

    private Task<ResultDocument> ResumeAsync(Gate gate)
    {
        var folder = new ResultFolder(Out);
        folder.Create();
        return RunAsync(folder, folder.FindJournal()!, gate);
    }

    private static async Task<ResultDocument> RunAsync(ResultFolder folder, RunJournal journal, Gate gate)
    {
        var time = new SkippingTime();
        using var client = new SegmentationClient(gate.Url, TestSetup.ApiKey, time);
        var end = await new SegmentRun(client, folder, time).RunAsync(journal, new LineScreen(TextWriter.Null), Token);
        Assert.Null(end.Fault);
        return end.Document;
    }
}

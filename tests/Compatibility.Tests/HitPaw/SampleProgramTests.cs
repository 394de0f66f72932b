using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.HitPaw;

/// <summary>The vendor's own program from its page, with its indentation restored: only the base address, the key and the picture's address are changed.</summary>
public sealed class SampleProgramTests(SharedStack stack)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_vendors_program_gets_its_cutout_and_its_mask()
    {
        var picture = await new HitPawApi(stack.Api, TestSetup.ApiKey).UploadAsync(await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token), "photo.jpg", Token);

        var run = await RunAsync(Program(TestSetup.ApiKey, picture));

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("Task Completed Successfully!", run.Output, StringComparison.Ordinal);
        foreach (var name in (string[])["Matted Result URL: ", "Mask URL: "])
        {
            var url = run.Output.Split('\n').Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..];
            Assert.Equal("89504E47", Convert.ToHexString((await stack.Api.DownloadAsync(url, Token)).AsSpan(0, 4)));
        }
    }

    [Fact]
    public async Task The_vendors_program_says_what_a_wrong_key_is_answered()
    {
        var run = await RunAsync(Program("another key", "https://example.com/input.jpg"));

        Assert.Contains("Task Failed: Error 400: {\"code\":110400000,", run.Output, StringComparison.Ordinal);
    }

    private string Program(string key, string picture) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "HitPaw", "hitpaw_sample.py"))
        .Replace("https://api-base.hitpaw.com", stack.BaseUrl.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal)
        .Replace("YOUR_API_KEY", key, StringComparison.Ordinal)
        .Replace("https://example.com/input.jpg", picture, StringComparison.Ordinal);

    private static async Task<CommandResult> RunAsync(string program) =>
        await Command.RunAsync(await DebianPrograms.GetPythonAsync(), ["-c", program], [], Patience);
}

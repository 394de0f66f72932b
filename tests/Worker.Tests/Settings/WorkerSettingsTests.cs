namespace SegFunctions.Worker.Tests.Settings;

/// <summary>The worker as a process, started with wrong settings.</summary>
public sealed class WorkerSettingsTests
{
    [Fact]
    public async Task Ends_with_a_sentence_for_every_missing_setting()
    {
        var (exitCode, errors) = await RunAsync([]);

        Assert.Equal(2, exitCode);
        Assert.Contains("Set either Storage:ConnectionString or Storage:BlobServiceUri.", errors, StringComparison.Ordinal);
        Assert.Contains("Set either ServiceBus", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Inference__Provider", "cuda", "Inference:Provider is 'cuda', but this build of ONNX Runtime offers only")]
    [InlineData("Inference__Provider", "abacus", "Inference:Provider")]
    [InlineData("Inference__Threads", "-1", "Inference:Threads must be between 0 and 1024.")]
    [InlineData("Inference__Threads", "many", "Inference:Threads")]
    public async Task Ends_with_a_sentence_for_a_wrong_value(string setting, string value, string sentence)
    {
        var (exitCode, errors) = await RunAsync(new()
        {
            ["Storage__ConnectionString"] = "UseDevelopmentStorage=true",
            ["ServiceBus"] = "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=n;SharedAccessKey=k;UseDevelopmentEmulator=true",
            [setting] = value,
        });

        Assert.Equal(2, exitCode);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_every_setting_that_is_wrong()
    {
        var (exitCode, errors) = await RunAsync(new()
        {
            ["Inference__Threads"] = "-1",
            ["Inference__Concurrency"] = "65",
            ["Inference__MaxMegabytes"] = "0",
            ["Inference__MaxMegapixels"] = "501",
            ["Inference__CacheMegabytes"] = "-1",
            ["Models__Sam"] = "oracle",
        });

        Assert.Equal(2, exitCode);
        Assert.All(
            ["Inference:Threads ", "Inference:Concurrency ", "Inference:MaxMegabytes ", "Inference:MaxMegapixels ", "Inference:CacheMegabytes ", "'oracle'", "Storage:", "ServiceBus"],
            name => Assert.Contains(name, errors, StringComparison.Ordinal));
    }

    private static async Task<(int ExitCode, string Errors)> RunAsync(Dictionary<string, string> settings)
    {
        settings["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        using var process = WorkerProcess.Start(settings);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = await process.StandardError.ReadToEndAsync(deadline.Token);
        await output;
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, errors);
    }
}

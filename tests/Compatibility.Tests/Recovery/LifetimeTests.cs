using System.Diagnostics;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Local.Stack;

namespace SegFunctions.Compatibility.Tests.Recovery;

/// <summary><c>serve</c> as a process, and what remains after its end.</summary>
[Collection<KilledStacks>]
public sealed class LifetimeTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("segfunctions-tests-");
    private readonly int _port = FreePorts.Find(1)[0];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_9_leaves_no_process_and_a_second_start_goes_on_with_open_jobs()
    {
        TestSetup.ShortenLocks(_data.FullName);
        using var api = new ApiUnderTest(new Uri(StackPorts.UrlOf(_port)), TestSetup.ApiKey);
        StartedJob started;
        await using (var first = await ServeAsync())
        {
            started = await api.StartAsync(3, ["boat"], Token);
            await api.WaitUntilAsync(started.JobId, job => job.Text("status") == "processing", Patience, Token);

            first.Kill();

            Assert.Empty(await first.FindLeftOverAsync(Token));
        }

        await using var second = await ServeAsync();
        var ended = await api.WaitAsync(started.JobId, Patience, null, Token);

        Assert.Equal("success", ended.Text("status"));
        Assert.All(ended.Body.GetProperty("tasks").EnumerateArray(), task => Assert.Equal("success", task.GetProperty("status").GetString()));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_stops_every_process_before_it_returns_and_the_logs_named_at_the_start_have_times(string signal)
    {
        await using var serve = await ServeAsync();
        var commands = MarkedProcesses.Find(LocalCommand.MarkName, serve.Mark).Select(MarkedProcesses.ReadCommand).ToList();
        Assert.All(
            ["Emulators.FunctionsHost.dll", "SegFunctions.dll", "Emulators.ServiceBus.dll", "SegFunctions.Worker.dll", "azurite"],
            program => Assert.Contains(commands, command => command.Contains(program, StringComparison.Ordinal)));

        await serve.SignalAsync(signal, Token);
        await serve.WaitAsync(Token).WaitAsync(StopPatience, Token);

        Assert.Empty(await serve.FindLeftOverAsync(Token));
        Assert.Contains("Stopping.", serve.Errors, StringComparison.Ordinal);
        Assert.Contains($"Logs: {_data.FullName}/logs.", serve.Errors, StringComparison.Ordinal);
        Assert.All(["functions", "worker0"], name =>
        {
            var lines = File.ReadAllLines(Path.Combine(_data.FullName, "logs", $"{name}.log"));
            Assert.Matches(@"^(\d{4}-\d\d-\d\dT)?\d\d:\d\d:\d\d\.\d{3}Z? ", lines[0]);
        });
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("segment")]
    public async Task Ctrl_C_while_the_stack_starts_is_answered_at_once_and_leaves_nothing(string command)
    {
        await TestSetup.GetPhotoAsync();
        string[] arguments = command == "serve" ? ["--port", $"{_port}", "--data", _data.FullName] : ["--sample", "--text", "sheep", "--out", Path.Combine(_data.FullName, "out")];
        await using var started = LocalCommand.Start([command, .. arguments]);
        await started.SaysAsync("stack: starting", Token);

        await started.SignalAsync("INT", Token);
        Assert.Equal(130, await started.WaitAsync(Token).WaitAsync(StopPatience, Token));
        Assert.Contains("Stopping.", started.Errors, StringComparison.Ordinal);
        Assert.Empty(await started.FindLeftOverAsync(Token));
    }

    [Fact]
    public async Task Without_setsid_it_is_said_what_is_missing()
    {
        var start = new ProcessStartInfo(BuildOutputs.Dotnet, [typeof(LocalStack).Assembly.Location, "serve", "--data", _data.FullName]) { RedirectStandardError = true };
        start.Environment["PATH"] = "/nowhere";
        using var serve = Process.Start(start)!;

        Assert.Equal("error: setsid is not on the path. It comes with util-linux, which every distribution has.\n", await serve.StandardError.ReadToEndAsync(Token));
        await serve.WaitForExitAsync(Token);
        Assert.Equal(2, serve.ExitCode);
    }

    [Fact]
    public async Task A_second_stack_on_the_same_data_is_refused_and_so_is_a_port_in_use()
    {
        await using var serve = await ServeAsync();
        var second = await LocalCommand.RunAsync(Token, "serve", "--port", $"{FreePorts.Find(1)[0]}", "--data", _data.FullName);
        var onItsPort = await LocalCommand.RunAsync(Token, "serve", "--port", $"{_port}", "--data", Path.Combine(_data.FullName, "second"));

        Assert.Equal(2, second.ExitCode);
        Assert.Contains("Another stack runs on", second.Errors, StringComparison.Ordinal);
        Assert.Equal(2, onItsPort.ExitCode);
        Assert.Contains($"Port {_port} is in use", onItsPort.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cuda", "this build of ONNX Runtime offers only CPUExecutionProvider")]
    [InlineData("gpu", "The provider is 'gpu', not one of cpu, cuda, tensorrt")]
    public async Task A_provider_that_cannot_be_had_ends_the_start_with_the_reason(string provider, string reason)
    {
        await TestSetup.GetPhotoAsync();
        var serve = await LocalCommand.RunAsync(Token, "serve", "--port", $"{_port}", "--data", _data.FullName, "--provider", provider);

        Assert.Equal(2, serve.ExitCode);
        Assert.Contains(reason, serve.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _data.Delete(recursive: true);

    private async Task<LocalCommand> ServeAsync()
    {
        await TestSetup.GetPhotoAsync();
        var serve = LocalCommand.Start("serve", "--port", $"{_port}", "--data", _data.FullName);
        await serve.SaysAsync("Ready on", Token);
        return serve;
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using SegFunctions.Benchmarks;
using SegFunctions.Local.Stack;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>A whole stack of real processes, in a temporary folder.</summary>
internal sealed class RunningStack : IAsyncDisposable
{
    private readonly DirectoryInfo _data;
    private readonly LocalStack _stack;

    private RunningStack(DirectoryInfo data, LocalStack stack, ConcurrentQueue<ChildExit> exits)
    {
        (_data, _stack, Exits) = (data, stack, exits);
        Api = new ApiUnderTest(stack.BaseUrl, TestSetup.ApiKey);
    }

    public ApiUnderTest Api { get; }

    public Uri BaseUrl => _stack.BaseUrl;

    public LocalStack Stack => _stack;

    /// <summary>Everything that the stack stores.</summary>
    public string Folder => _data.FullName;

    /// <summary>Processes that ended without being asked to.</summary>
    public ConcurrentQueue<ChildExit> Exits { get; }

    /// <param name="appSettings">Settings of the functions app; null for none.</param>
    public static async Task<RunningStack> StartAsync(int workers, CancellationToken cancellationToken, Dictionary<string, string>? appSettings = null)
    {
        var data = Directory.CreateTempSubdirectory("segfunctions-tests-");
        TestSetup.ShortenLocks(data.FullName);
        var exits = new ConcurrentQueue<ChildExit>();
        // Receivers and sources of pictures are the tests' own.
        var options = await TestSetup.OptionsAsync(data.FullName, workers) with { AllowsLoopback = true, AppSettings = new Dictionary<string, string>(appSettings ?? []) { ["Mcp__Enabled"] = "true" } };
        var stack = await LocalStack.StartAsync(options, TestSetup.Guard, exits.Enqueue, TimeProvider.System, cancellationToken);
        return new RunningStack(data, stack, exits);
    }

    /// <summary>kill -9, without warning the process.</summary>
    /// <param name="name"><c>azurite</c>, <c>service-bus</c>, <c>functions</c> or <c>worker0</c>.</param>
    public void Kill(string name) => Kill(ProcessOf(name));

    /// <summary>kill -9 for the functions app alone, below its host.</summary>
    public void KillApp() => Kill(AppProcess.Find(ProcessOf("functions"))!.Value);

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _stack.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private static void Kill(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
    }

    private int ProcessOf(string name) => _stack.Children.Single(child => child.Name == name).ProcessId!.Value;
}

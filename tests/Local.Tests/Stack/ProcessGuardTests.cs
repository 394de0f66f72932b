using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Local.Stack;

namespace SegFunctions.Local.Tests.Stack;

public sealed class ProcessGuardTests : IDisposable
{
    private const string Variable = "SEGFUNCTIONS_STACK";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-tests-");
    private readonly string _mark = Guid.NewGuid().ToString("N");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("exec sleep 600")]
    [InlineData("trap '' TERM; echo started; sleep 600 & sleep 600")]
    public async Task A_sweep_ends_what_carries_the_mark_even_if_it_ignores_the_request(string script)
    {
        var plan = new ChildPlan("marked", "sh", ["-c", script], new Dictionary<string, string> { [Variable] = _mark });
        using var child = ChildProcess.Start(plan, Path.Combine(_folder.FullName, "marked.log"));

        await ProcessGuard.SweepAsync(_mark, Token);

        Assert.Empty(MarkedProcesses.Find(Variable, _mark));
        await child.WaitAsync(Token);
    }

    [Fact]
    public async Task A_sweep_leaves_other_processes_alone()
    {
        var plan = new ChildPlan("other", "sleep", ["600"], new Dictionary<string, string> { [Variable] = _mark });
        using var child = ChildProcess.Start(plan, Path.Combine(_folder.FullName, "other.log"));

        await ProcessGuard.SweepAsync(_mark[1..], Token);

        Assert.Contains(child.Id, MarkedProcesses.Find(Variable, _mark));
        await child.StopAsync(TimeSpan.FromSeconds(5), TimeProvider.System);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

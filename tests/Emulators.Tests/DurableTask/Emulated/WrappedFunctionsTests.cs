namespace Emulators.Tests.DurableTask;

public sealed class WrappedFunctionsTests
{
    [Fact]
    public async Task Code_around_the_orchestrator_may_return_on_another_thread()
    {
        await using var engine = new TestEngine();
        await engine.RunAsync(new WrappedFunctions(new TestFunctions().Orchestrator("Open timer", async context =>
        {
            _ = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            return await context.WaitForExternalEvent<string>("go");
        })));
        var id = await engine.StartInstanceAsync("Open timer");

        await engine.Client.RaiseEventAsync(id, "go", "gone", TestEngine.Deadline);

        Assert.Equal("gone", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }
}

using Emulators.Tests.ServiceBus.Kills;

namespace Emulators.Tests.ServiceBus.OnBroker;

/// <summary>A short form of <c>tests/Benchmarks -- broker-kills</c>.</summary>
public sealed class KillTests
{
    [Fact]
    public async Task A_broker_that_is_killed_under_load_loses_nothing_and_brings_nothing_back_that_was_completed()
    {
        var plan = new KillPlan(Kills: 15, LongestPause: TimeSpan.FromSeconds(1.5), Limit: TimeSpan.FromMinutes(2), Seed: 14);

        var figures = await new BrokerKills(BrokerProcess.Program, plan).RunAsync(TestContext.Current.CancellationToken);

        TestContext.Current.SendDiagnosticMessage(figures.ToString());
        Assert.True(figures is { Lost: 0, CompletedTwice: 0, CameBack: 0 }, figures.ToString());
        Assert.True(figures is { Kills: >= 5, AcceptedOfDotnet: > 10, AcceptedOfNode: > 10 }, figures.ToString());
    }
}

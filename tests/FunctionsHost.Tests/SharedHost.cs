[assembly: AssemblyFixture(typeof(FunctionsHost.Tests.SharedHost))]

namespace FunctionsHost.Tests;

/// <summary>One host for all tests that leave it as they found it.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    internal HostUnderTest Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await HostUnderTest.StartAsync();

    public ValueTask DisposeAsync() => Host is null ? ValueTask.CompletedTask : Host.DisposeAsync();
}

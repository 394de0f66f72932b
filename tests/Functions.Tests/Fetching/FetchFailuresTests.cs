using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.Timeout;
using SegFunctions.Fetching;

namespace SegFunctions.Tests.Fetching;

public sealed class FetchFailuresTests
{
    public static TheoryData<Exception?, FetchFailure?> Known { get; } = new()
    {
        { new TimeoutRejectedException(), FetchFailure.TimedOut },
        { new OperationCanceledException(), FetchFailure.TimedOut },
        { new TimeoutException(), FetchFailure.TimedOut },
        { new TaskCanceledException("x", new TimeoutException()), FetchFailure.TimedOut },
        { new HttpRequestException(), FetchFailure.Unreachable },
        { new SocketException(), FetchFailure.Unreachable },
        { new IOException(), FetchFailure.Unreachable },
        { new NotSupportedException(), FetchFailure.Unreachable },
        { new ArgumentException("x"), FetchFailure.Unreachable },
        { new InvalidOperationException("x", new IOException()), null },
        { new InvalidOperationException(), null },
        { null, null },
    };

    [Theory]
    [MemberData(nameof(Known), DisableDiscoveryEnumeration = true)]
    public void What_is_thrown_says_how_the_address_failed(Exception? exception, FetchFailure? failure) => Assert.Equal(failure, FetchFailures.Find(exception));

    [Fact]
    public void What_may_pass_is_tried_again()
    {
        using var busy = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        using var missing = new HttpResponseMessage(HttpStatusCode.NotFound);

        Assert.True(FetchingRegistration.IsPassing(Outcome.FromResult(busy)));
        Assert.False(FetchingRegistration.IsPassing(Outcome.FromResult(missing)));
        Assert.True(FetchingRegistration.IsPassing(Outcome.FromException<HttpResponseMessage>(new SocketException())));
        Assert.True(FetchingRegistration.IsPassing(Outcome.FromException<HttpResponseMessage>(new HttpRequestException())));
        Assert.False(FetchingRegistration.IsPassing(Outcome.FromException<HttpResponseMessage>(new InvalidOperationException())));
    }

    [Fact]
    public async Task What_the_guard_throws_counts_however_deep_it_lies()
    {
        await using var services = GuardedServices.Create();
        using var client = services.GetRequiredService<OutgoingClients>().ForInputs();
        var blocked = await Assert.ThrowsAnyAsync<Exception>(() => client.GetAsync(new Uri("http://10.0.0.1/"), TestContext.Current.CancellationToken));

        Assert.Equal(FetchFailure.Blocked, FetchFailures.Find(blocked));
        Assert.Equal(FetchFailure.Blocked, FetchFailures.Find(new InvalidOperationException("x", new OperationCanceledException("y", blocked))));
    }
}

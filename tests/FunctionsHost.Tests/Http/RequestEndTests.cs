using Emulators.FunctionsHost.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsHost.Tests.Http;

public sealed class RequestEndTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_connection_that_is_to_be_cut_is_not_kept_longer_by_whoever_asks_later()
    {
        using var end = new RequestEnd(new DefaultHttpContext(), TimeSpan.FromMinutes(1), _time);
        end.CutAfter(TimeSpan.FromMilliseconds(500));
        _time.Advance(TimeSpan.FromMilliseconds(400));
        end.CutAfter(TimeSpan.FromMilliseconds(500));
        Assert.False(end.Cut.IsCancellationRequested);
        _time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.True(end.Cut.IsCancellationRequested);
    }

    [Fact]
    public void A_connection_can_be_cut_sooner_than_was_asked_first()
    {
        using var end = new RequestEnd(new DefaultHttpContext(), TimeSpan.FromMinutes(1), _time);
        end.CutAfter(TimeSpan.FromMilliseconds(500));
        end.CutAfter(TimeSpan.FromMilliseconds(200));
        _time.Advance(TimeSpan.FromMilliseconds(200));

        Assert.True(end.Cut.IsCancellationRequested);
    }
}

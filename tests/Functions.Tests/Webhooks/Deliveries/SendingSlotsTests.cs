using Microsoft.Extensions.Time.Testing;
using SegFunctions.Webhooks.Deliveries;

namespace SegFunctions.Tests.Webhooks.Deliveries;

public sealed class SendingSlotsTests
{
    private readonly FakeTimeProvider _time = new(Specs.Now);
    private readonly SendingSlots _slots;

    public SendingSlotsTests() => _slots = new SendingSlots(_time);

    [Fact]
    public void A_receiver_has_four_places_and_gets_one_back_when_it_is_left()
    {
        Assert.All(Enumerable.Range(0, 4), _ => Assert.Null(_slots.TryEnter("slow")));
        Assert.NotNull(_slots.TryEnter("slow"));
        _slots.Leave("slow", TimeSpan.FromSeconds(10));

        Assert.Null(_slots.TryEnter("slow"));
    }

    [Fact]
    public void Slow_receivers_keep_nobody_else_from_a_first_place()
    {
        for (var i = 0; i < 8; i++)
        {
            Assert.Null(_slots.TryEnter($"slow{i % 2}"));
        }

        Assert.Null(_slots.TryEnter("other"));
        Assert.NotNull(_slots.TryEnter("other"));
    }

    [Fact]
    public void Jobs_keep_twelve_of_their_32_places()
    {
        var entered = Enumerable.Range(0, 100).Count(i => _slots.TryEnter($"receiver{i}") is null);

        Assert.Equal(20, entered);
    }

    [Fact]
    public void Those_who_wait_wait_as_long_as_those_before_them_take()
    {
        for (var i = 0; i < 4; i++)
        {
            _slots.TryEnter("slow");
        }

        for (var i = 0; i < 40; i++)
        {
            _slots.Leave("slow", TimeSpan.FromSeconds(10));
            _slots.TryEnter("slow");
        }

        var waits = Enumerable.Range(0, 100).Select(_ => _slots.TryEnter("slow")!.Value.TotalSeconds).ToList();
        Assert.Equal(waits.Order(), waits);
        Assert.InRange(waits[^1], 240, 251);
    }

    [Fact]
    public void Nothing_is_remembered_of_a_receiver_that_is_left_alone()
    {
        for (var i = 0; i < 10_000; i++)
        {
            Assert.Null(_slots.TryEnter($"receiver{i}"));
            _slots.Leave($"receiver{i}", TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(0, _slots.Remembered);
    }
}

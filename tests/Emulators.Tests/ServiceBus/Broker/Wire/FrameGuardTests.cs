using Emulators.ServiceBus.Amqp;
using Emulators.ServiceBus.Amqp.Transport;
using FsCheck;
using FsCheck.Xunit;
using Microsoft.Azure.Amqp.Framing;

namespace Emulators.Tests.ServiceBus.Wire;

public sealed class FrameGuardTests
{
    private static readonly byte[] Talk = [.. FrameBytes.Conversation.SelectMany(static bytes => bytes)];

    [Fact]
    public void ATalk_passes_whole() => Assert.Equal((true, Talk.Length), Feed(new FrameGuard(), Talk));

    [Fact]
    public void ATalk_passes_byte_by_byte_frame_by_frame()
    {
        var guard = new FrameGuard();
        var (from, ends) = (0, new List<int>());
        for (var end = 1; end <= Talk.Length; end++)
        {
            Assert.True(guard.TryPass(Talk.AsSpan(from, end - from), out var passed));
            if (passed > 0)
            {
                from += passed;
                ends.Add(from);
            }
        }

        var sum = 0;
        Assert.Equal(FrameBytes.Conversation.Select(bytes => sum += bytes.Length), ends);
    }

    [Fact]
    public void ATalk_passes_split_at_every_place()
    {
        for (var split = 0; split <= Talk.Length; split++)
        {
            var guard = new FrameGuard();
            Assert.True(guard.TryPass(Talk.AsSpan(0, split), out var first));
            Assert.True(guard.TryPass(Talk.AsSpan(first), out var second));
            Assert.Equal(Talk.Length, first + second);
        }
    }

    [Fact]
    public void No_frame_passes_before_it_is_all_there()
    {
        foreach (var frame in FrameBytes.Conversation.Skip(3))
        {
            var guard = SignedIn();
            Assert.Equal((true, 0), Feed(guard, frame.AsSpan(0, frame.Length - 1)));
            Assert.Equal((true, frame.Length), Feed(guard, frame));
        }
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(7u)]
    [InlineData(Limits.Frame + 1u)]
    [InlineData(int.MaxValue + 1u)]
    [InlineData(uint.MaxValue)]
    public void A_frame_of_an_illegal_size_is_refused_by_its_first_four_bytes(uint size) =>
        Assert.Equal((false, 0), Feed(SignedIn(), [(byte)(size >> 24), (byte)(size >> 16), (byte)(size >> 8), (byte)size]));

    [Fact]
    public void The_largest_frame_is_waited_for() => Assert.Equal((true, 0), Feed(SignedIn(), [0, 1, 0, 0, 2, 0, 0, 0]));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(255, false)]
    public void The_body_begins_within_the_frame(byte dataOffset, bool isLegal) =>
        Assert.Equal(isLegal, Feed(SignedIn(), [0, 0, 0, 12, dataOffset, 0, 0, 0, .. dataOffset == 2 ? "\0S\x18\x45"u8 : "\0\0\0\0"u8]).IsLegal);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(255)]
    public void A_frame_of_another_type_is_refused(byte type) => Assert.False(Feed(SignedIn(), FrameBytes.Frame(type, 0, "\0S\x18\x45"u8)).IsLegal);

    [Theory]
    [InlineData(0)]
    [InlineData(1023)]
    [InlineData(65535)]
    public void Channels_are_the_librarys_to_judge(ushort channel) => Assert.True(Feed(SignedIn(), FrameBytes.Frame(0, channel, "\0S\x17\x45"u8)).IsLegal);

    [Theory]
    [InlineData("00 53 0F 45", "below the performatives")]
    [InlineData("00 53 19 45", "above them")]
    [InlineData("00 53 41 45", "of SASL")]
    [InlineData("00 53 18 C1 01 00", "a map for a list")]
    [InlineData("00 53 18 40", "no list")]
    [InlineData("00 53 18", "nothing described")]
    [InlineData("00 53 18 45 00", "more than a list, and no transfer")]
    [InlineData("00 A3 03 61 62 63 45", "of no known name")]
    [InlineData("45", "without a descriptor")]
    [InlineData("00 53 12 C0 07 01 F0 7F FF FF FF 40 40", "an array of 2 billion nulls within")]
    public void These_are_no_performatives(string hex, string why) =>
        Assert.False(Feed(SignedIn(), FrameBytes.Frame(0, 0, Convert.FromHexString(hex.Replace(" ", string.Empty)))).IsLegal, why);

    [Fact]
    public void A_performative_may_go_by_its_name() =>
        Assert.True(Feed(SignedIn(), FrameBytes.Frame(0, 0, [0x00, 0xA3, 15, .. "amqp:close:list"u8, 0x45])).IsLegal);

    [Fact]
    public void Nothing_but_a_header_comes_first()
    {
        Assert.False(Feed(new FrameGuard(), FrameBytes.Empty).IsLegal);
        Assert.False(Feed(new FrameGuard(), "GET / HTTP/1.1"u8).IsLegal);
        Assert.False(Feed(new FrameGuard(), [.. "AMQP"u8, 2, 1, 0, 0]).IsLegal);
    }

    [Fact]
    public void No_header_comes_twice()
    {
        Assert.False(Feed(new FrameGuard(), [.. FrameBytes.SaslHeader, .. FrameBytes.SaslHeader]).IsLegal);
        Assert.False(Feed(SignedIn(), FrameBytes.AmqpHeader).IsLegal);
    }

    [Fact]
    public void Frames_of_the_sign_in_are_few_and_small()
    {
        var guard = new FrameGuard();
        Assert.True(Feed(guard, FrameBytes.SaslHeader).IsLegal);
        for (var i = 0; i < Limits.SaslFrames; i++)
        {
            Assert.True(Feed(guard, FrameBytes.SaslInit).IsLegal);
        }

        Assert.False(Feed(guard, FrameBytes.SaslInit).IsLegal);
        var other = new FrameGuard();
        Assert.False(Feed(other, [.. FrameBytes.SaslHeader, 0, 0, 2, 1]).IsLegal);
    }

    [Fact]
    public void A_frame_of_the_connection_does_not_come_during_the_sign_in() =>
        Assert.False(Feed(new FrameGuard(), [.. FrameBytes.SaslHeader, .. FrameBytes.Of(new Close())]).IsLegal);

    [Property(MaxTest = 3_000)]
    public void Whatever_comes_no_more_passes_than_came(byte[] bytes)
    {
        foreach (var guard in (FrameGuard[])[new FrameGuard(), SignedIn()])
        {
            _ = guard.TryPass(bytes, out var passed);
            Assert.InRange(passed, 0, bytes.Length);
        }
    }

    [Property(MaxTest = 2_000)]
    public void ATalk_with_a_byte_changed_passes_up_to_the_frame_that_has_it_in_whatever_pieces_it_comes(DoNotSize<int> any)
    {
        var random = new Random(any.Item);
        byte[] changed = [.. Talk];
        var at = random.Next(changed.Length);
        changed[at] ^= (byte)random.Next(1, 256);

        var (isLegal, passed) = Feed(new FrameGuard(), changed);

        Assert.InRange(passed, StartOfFrameAt(at), changed.Length);
        Assert.Equal((isLegal, passed), FeedInPieces(new FrameGuard(), changed, random));
    }

    private static FrameGuard SignedIn()
    {
        var guard = new FrameGuard();
        Assert.True(guard.TryPass(FrameBytes.AmqpHeader, out _));
        Assert.True(guard.IsPastSignIn);
        return guard;
    }

    private static (bool IsLegal, int Passed) Feed(FrameGuard guard, ReadOnlySpan<byte> bytes)
    {
        var isLegal = guard.TryPass(bytes, out var passed);
        return (isLegal, passed);
    }

    private static (bool IsLegal, int Passed) FeedInPieces(FrameGuard guard, byte[] bytes, Random random)
    {
        var (isLegal, from, end) = (true, 0, 0);
        while (isLegal && end < bytes.Length)
        {
            end = Math.Min(end + random.Next(1, 64), bytes.Length);
            isLegal = guard.TryPass(bytes.AsSpan(from, end - from), out var passed);
            from += passed;
        }

        return (isLegal, from);
    }

    private static int StartOfFrameAt(int place)
    {
        var start = 0;
        foreach (var frame in FrameBytes.Conversation.TakeWhile(frame => start + frame.Length <= place))
        {
            start += frame.Length;
        }

        return start;
    }
}

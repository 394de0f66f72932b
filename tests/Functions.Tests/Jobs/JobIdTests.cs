using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SegFunctions.Jobs;

namespace SegFunctions.Tests.Jobs;

public sealed class JobIdTests
{
    private static Arbitrary<long> Values { get; } =
        (from upper in Gen.Choose(0, (1 << 26) - 1)
         from lower in Gen.Choose(0, (1 << 27) - 1)
         select ((long)upper << 27) | (uint)lower).ToArbitrary();

    [Property]
    public Property Its_spelling_is_read_back() => Prop.ForAll(Values, value =>
        JobId.TryParse(new JobId(value).ToString(), out var id) && id.Value == value);

    [Property]
    public Property Its_key_is_read_back() => Prop.ForAll(Values, value =>
        JobId.TryParseKey(new JobId(value).NewestFirstKey, out var id) && id.Value == value);

    [Property]
    public Property Its_UUID_is_read_back_and_is_of_version_7() => Prop.ForAll(Values, value =>
        new JobId(value).ToGuid() is { Version: 7, Variant: >= 8 and <= 11 } guid
        && JobId.TryParseGuid(guid.ToString(), out var id) && id.Value == value
        && JobId.TryParseGuid(guid.ToString().ToUpperInvariant(), out _));

    [Property]
    public Property No_other_UUID_is_an_id(Guid uuid, byte bit) => Prop.ForAll(Values, value =>
    {
        var altered = new JobId(value).ToGuid().ToByteArray();
        altered[bit % 16] ^= (byte)(1 << (bit / 16 % 8));
        return !JobId.TryParseGuid(uuid.ToString(), out _) && !JobId.TryParseGuid(new Guid(altered).ToString(), out _);
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("job-00000000000")]
    [InlineData("f5007c0b-e902-4070-8c75-f337d896168f")]
    [InlineData("{f5007c0b-e902-4070-8c75-f337d896168f}")]
    [InlineData("ffffffff-ffff-7fff-bfff-ffffffffffff")]
    public void Refuses_a_UUID_that_it_would_not_have_spelled(string? text) => Assert.False(JobId.TryParseGuid(text, out _));

    [Fact]
    public void Its_UUID_stays_what_it_is() => Assert.Equal("019cc82b-3200-7007-af4d-98896335a75b", JobId.At(Specs.Now, 7).ToGuid().ToString());

    [Property]
    public Property Spellings_sort_like_ids_and_keys_the_other_way_round() => Prop.ForAll(Values, Values, (a, b) =>
        Math.Sign(string.CompareOrdinal(new JobId(a).ToString(), new JobId(b).ToString())) == a.CompareTo(b)
        && Math.Sign(string.CompareOrdinal(new JobId(a).NewestFirstKey, new JobId(b).NewestFirstKey)) == b.CompareTo(a));

    [Property]
    public Property It_is_exact_as_a_JavaScript_number() => Prop.ForAll(Values, value => (long)(double)value == value);

    [Fact]
    public void It_tells_when_it_was_drawn_to_the_millisecond()
    {
        var now = new DateTimeOffset(2026, 3, 7, 12, 0, 0, 123, TimeSpan.Zero);

        Assert.Equal(now, JobId.At(now, int.MaxValue).Created);
        Assert.Equal(now, JobId.At(now, -1).Created);
    }

    [Fact]
    public void It_lasts_until_2094() =>
        Assert.Equal(2094, JobId.At(new DateTimeOffset(2094, 9, 1, 0, 0, 0, TimeSpan.Zero), 4095).Created.Year);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("job-")]
    [InlineData("job-0000000000")]
    [InlineData("job-000000000000")]
    [InlineData("JOB-00000000000")]
    [InlineData("job-0000000000A")]
    [InlineData("job-0000000000l")]
    [InlineData("job-0000000000/")]
    [InlineData("job-zzzzzzzzzzz")]
    [InlineData("archive-job-00000000000")]
    public void Refuses_what_it_would_not_have_spelled(string? text) => Assert.False(JobId.TryParse(text, out _));
}

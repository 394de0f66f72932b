using SegFunctions.Jobs;
using SegFunctions.Webhooks.Deliveries;

namespace SegFunctions.Tests.Webhooks.Deliveries;

public sealed class DeliveryKeyTests
{
    private static readonly DeliveryKey Key = new("acct", Specs.JobId.ToString(), 12, "ep_0123456789abcdef");

    [Theory]
    [InlineData(Subscription.Own)]
    [InlineData("ep_0123456789abcdef")]
    public void Is_read_as_it_was_spelled(string receiver)
    {
        var key = Key with { Receiver = receiver };

        Assert.True(DeliveryKey.TryParse("acct", key.Id, out var read));
        Assert.Equal(key, read);
        Assert.Equal(key, DeliveryKey.ParseRow("acct", key.RowKey));
    }

    [Theory]
    [InlineData("")]
    [InlineData("dlv_")]
    [InlineData("dlv_00000000000_1_")]
    [InlineData("dlv_00000000000_01_job")]
    [InlineData("dlv_00000000000_-1_job")]
    [InlineData("dlv_00000000000_99999999999_job")]
    [InlineData("dlv_0000000000u_1_job")]
    public void Nothing_else_is_one(string id) => Assert.False(DeliveryKey.TryParse("acct", id, out _));

    [Fact]
    public void A_message_has_one_id_for_all_receivers()
    {
        Assert.Equal((Key with { Receiver = "job" }).MessageId, Key.MessageId);
        Assert.NotEqual((Key with { Sequence = 13 }).MessageId, Key.MessageId);
    }

    [Fact]
    public void Rows_are_in_the_order_of_newer_jobs_and_later_messages_first()
    {
        var newer = JobId.At(Specs.Now.AddMilliseconds(1), 0).ToString();

        Assert.Equal(
            [(newer, 1), (Specs.JobId.ToString(), 13), (Specs.JobId.ToString(), 12), (Specs.JobId.ToString(), 2)],
            new[] { Key, Key with { Sequence = 2 }, Key with { JobId = newer, Sequence = 1 }, Key with { Sequence = 13 } }
                .OrderBy(key => key.RowKey, StringComparer.Ordinal).Select(key => (key.JobId, (int)key.Sequence)));
    }
}

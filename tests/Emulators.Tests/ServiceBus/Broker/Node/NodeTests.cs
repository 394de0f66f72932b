namespace Emulators.Tests.ServiceBus.OnBroker;

/// <summary>npm's client as a second opinion, with the same connection string as .NET's.</summary>
public sealed class NodeTests
{
    [Fact]
    public Task Messages_arrays_and_batches_arrive_in_order() =>
        NodeJudge.AssertAsync("""{"largest":262144,"bodies":["one","two","three","four","five"]}""", "send");

    [Fact]
    public Task A_batch_is_filled_to_the_limit() => NodeJudge.AssertAsync("""{"count":5,"received":5}""", "fill");

    [Fact]
    public Task Scheduled_messages_wait_and_can_be_canceled_once() => NodeJudge.AssertAsync(
        """{"states":["scheduled","scheduled"],"before":true,"body":"soon","inTime":true,"after":true,"again":"MessageNotFound"}""", "schedule");

    [Fact]
    public Task Peeking_goes_on_where_it_ended() =>
        NodeJudge.AssertAsync("""{"first":["one","two"],"next":["three"],"again":["one"],"ordered":true,"count":0}""", "peek");

    [Fact]
    public Task The_management_node_is_reached_without_any_other_link() => NodeJudge.AssertAsync("""["later"]""", "manage");

    [Fact]
    public Task A_locked_message_is_hidden_and_gone_once_it_is_completed() => NodeJudge.AssertAsync("""{"hidden":true,"count":0,"left":0}""", "lock");

    [Fact]
    public Task Received_and_deleted_is_gone() => NodeJudge.AssertAsync("""{"bodies":["one","two"],"left":0}""", "receiveAndDelete");

    [Fact]
    public Task A_renewed_lock_lasts_longer() => NodeJudge.AssertAsync("""{"later":true}""", "renew");

    [Fact]
    public Task An_abandoned_message_comes_back_with_the_changed_properties() =>
        NodeJudge.AssertAsync("""{"count":1,"properties":{"kept":1,"changed":"new","added":true}}""", "abandon");

    [Fact]
    public Task A_deferred_message_is_received_by_its_number() => NodeJudge.AssertAsync(
        """{"state":"deferred","hidden":true,"body":"aside","properties":{"why":"later"},"again":"MessageNotFound"}""", "defer");

    [Fact]
    public Task A_dead_letter_has_its_reason_and_properties() =>
        NodeJudge.AssertAsync("""{"reason":"Broken","description":"It does not parse.","line":7,"left":true}""", "deadLetter");

    [Fact]
    public Task A_message_is_dead_lettered_after_its_last_delivery() =>
        NodeJudge.AssertAsync("""{"left":true,"reason":"MaxDeliveryCountExceeded"}""", "deliveryLimit", QueueKind.TwoDeliveries);

    [Fact]
    public Task A_repeated_message_id_is_dropped() => NodeJudge.AssertAsync("""["first","other"]""", "duplicates", QueueKind.OnceEach);

    [Fact]
    public Task A_message_that_has_outlived_its_time_is_dead_lettered() =>
        NodeJudge.AssertAsync("""{"left":true,"reason":"TTLExpiredException"}""", "expire", QueueKind.Plain with { DeadLettersExpired = true });

    [Fact]
    public Task A_receive_takes_its_unused_credit_back() =>
        NodeJudge.AssertAsync("""{"first":["one","two"],"none":0,"third":["three"],"count":0,"quick":true}""", "drain");

    [Fact]
    public Task A_subscriber_handles_several_messages_at_once_and_renews_their_locks() => NodeJudge.AssertAsync(
        """{"most":4,"handled":["five 0","four 0","one 0","three 0","two 1"],"errors":["processMessageCallback once"],"left":0}""",
        "subscribe",
        QueueKind.ShortLock with { LockDuration = "PT1S" });

    [Fact]
    public Task Two_hundred_sends_side_by_side_all_arrive() => NodeJudge.AssertAsync("""{"distinct":200}""", "sideBySide");

    [Fact]
    public Task A_message_is_completed_through_another_receiver() => NodeJudge.AssertAsync("""{"left":0}""", "settleElsewhere");
}

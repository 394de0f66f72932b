using SegFunctions.Apis.Own;
using SegFunctions.Jobs;
using SegFunctions.Webhooks;
using SegFunctions.Webhooks.Endpoints;
using SegFunctions.Webhooks.Signatures;

namespace SegFunctions.Tests.Apis.Own;

public sealed class WebhookMappingTests
{
    private static readonly WebhookEndpoint Endpoint = new(
        "acct", "ep_0123456789abcdef", "name", WebhookEvents.JobFailed, new Receiver("https://example.com/", WebhookSecret.Draw()), Specs.Now);

    [Fact]
    public void What_is_absent_stays_as_it_is() => Assert.Equal(Endpoint, WebhookMapping.Change(Endpoint, new ChangeEndpointRequest(null, null, null, null, null)));

    [Theory]
    [InlineData(EndpointDisabled.Gone)]
    [InlineData(EndpointDisabled.Failing)]
    [InlineData(EndpointDisabled.ByOwner)]
    public void Switched_on_again_it_begins_without_its_failures(EndpointDisabled reason)
    {
        var disabled = Endpoint with { Disabled = reason, FailingSince = Specs.Now, PausedUntil = Specs.Now };

        Assert.Equal(Endpoint, WebhookMapping.Change(disabled, new ChangeEndpointRequest(null, null, null, true, null)));
        Assert.Equal(disabled, WebhookMapping.Change(disabled, new ChangeEndpointRequest(null, null, null, false, null)));
    }

    [Fact]
    public void Every_reason_has_its_word() => Assert.Equal(
        ["by_owner", "gone", "failing"],
        Enum.GetValues<EndpointDisabled>().Select(reason => WebhookMapping.ToItem(Endpoint with { Disabled = reason }, Specs.Now).DisabledReason));

    [Fact]
    public void Every_event_has_its_word_and_back()
    {
        Assert.Equal(Enum.GetValues<WebhookEvents>().Except([WebhookEvents.None, WebhookEvents.Test]), WebhookEventNames.All.Select(word => WebhookEventNames.Parse([word])));
        Assert.Equal(WebhookEventNames.All, WebhookEventNames.ToWords(WebhookEventNames.Parse(WebhookEventNames.All)));
    }

    [Fact]
    public void A_pause_or_an_overlap_that_is_over_is_not_told()
    {
        var rotated = Endpoint with
        {
            PausedUntil = Specs.Now.AddMinutes(1),
            Receiver = Endpoint.Receiver with { Retired = new RetiredKeys(WebhookSecret.Draw(), null, Specs.Now.AddMinutes(1)) },
        };
        var (during, after) = (WebhookMapping.ToItem(rotated, Specs.Now), WebhookMapping.ToItem(rotated, Specs.Now.AddMinutes(1)));

        Assert.Equal((rotated.PausedUntil, rotated.PausedUntil), (during.PausedUntil, during.OldSecretUntil));
        Assert.Equal((null, null), (after.PausedUntil, after.OldSecretUntil));
    }
}

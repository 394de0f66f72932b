using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Fetching;
using SegFunctions.Jobs;
using SegFunctions.Secrets;
using SegFunctions.Tests.Fetching;
using SegFunctions.Tests.Hosting;
using SegFunctions.Tests.Secrets;
using SegFunctions.Webhooks;
using SegFunctions.Webhooks.Deliveries;
using SegFunctions.Webhooks.Endpoints;

namespace SegFunctions.Tests.Webhooks.Deliveries;

/// <summary>Attempts by the app's own guarded client to call a receiver that responds as each test says, with rows in a real Azurite.</summary>
public sealed class DeliveryAttemptsTests : IAsyncDisposable
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly ServiceProvider _guard = GuardedServices.Create("127.0.0.0/8");
    private readonly ScriptedDurableClient _durable = new();
    private readonly FakeTimeProvider _time = new(Specs.Now);
    private readonly string _account = Azurite.DrawAccount();
    private readonly List<(IHeaderDictionary Headers, string Body)> _heard = [];
    private readonly Azurite _azurite;
    private readonly EndpointTable _endpoints;
    private readonly DeliveryTable _deliveries;
    private readonly Receivers _receivers;
    private readonly AccountLedger _ledger;
    private readonly SendingSlots _slots;

    public DeliveryAttemptsTests(Azurite azurite)
    {
        _azurite = azurite;
        _slots = new SendingSlots(_time);
        var cipher = SecretKeys.CipherOf("key");
        _endpoints = new EndpointTable(azurite.Tables, cipher);
        _deliveries = new DeliveryTable(azurite.Tables, cipher);
        _receivers = new Receivers(new SecretStore(azurite.Tables, cipher), _endpoints);
        _ledger = new AccountLedger(azurite.Tables, Options.Create(new AccountOptions()), _time, Random.Shared);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DeliveryKey Own => new(_account, Specs.JobId.ToString(), 2, Subscription.Own);

    private WebhookMessage Message => new(_account, Specs.JobId.ToString(), WebhookEvents.JobCompleted, 2, Specs.Now, JobStatus.Completed, 1);

    [Fact]
    public async Task Of_a_job_that_is_deleted_meanwhile_nothing_is_written_down()
    {
        await using var server = await StartAsync(StatusCodes.Status500InternalServerError);
        await AddOwnAsync(server);

        await AttemptAsync(Own, isJobGone: true);

        Assert.Null(await _deliveries.FindAsync(Own, Token));
    }

    [Fact]
    public async Task A_message_arrives_with_id_time_signature_and_the_receivers_headers()
    {
        await using var server = await StartAsync(StatusCodes.Status200OK, "thanks");
        await _receivers.TryAddOwnAsync(
            _account, Specs.JobId, new Receiver($"{server.Url}hook?token=s3cret", Secret, Headers: new Dictionary<string, string> { ["x-tenant"] = "7" }), Token);

        Assert.Equal(AttemptKind.Delivered, (await AttemptAsync(Own)).Kind);

        var (headers, body) = Assert.Single(_heard);
        Assert.Equal("/hook?token=s3cret", server.Paths.Single());
        Assert.Equal((Own.MessageId, "1772884800", "7", "application/json"), ($"{headers["webhook-id"]}", $"{headers["webhook-timestamp"]}", $"{headers["x-tenant"]}", headers.ContentType.ToString()));
        Assert.StartsWith("v1,", headers["webhook-signature"], StringComparison.Ordinal);
        Assert.False(headers.ContainsKey("traceparent"));
        var delivery = (await _deliveries.FindAsync(Own, Token))!.Delivery;
        Assert.Equal((DeliveryState.Delivered, 1, body), (delivery.State, delivery.AttemptCount, delivery.Body.ToString()));
        Assert.Equal((200, null, "thanks"), (delivery.Attempts[0].Status, delivery.Attempts[0].Fault, delivery.Attempts[0].Answer));
    }

    [Fact]
    public async Task Every_attempt_sends_the_same_bytes_under_the_same_id_with_a_fresh_time_and_signature()
    {
        await using var server = await StartAsync(StatusCodes.Status500InternalServerError);
        await AddOwnAsync(server);

        Assert.Equal(AttemptKind.Failed, (await AttemptAsync(Own)).Kind);
        _time.Advance(TimeSpan.FromSeconds(5));
        await AttemptAsync(Own, failed: 1);

        Assert.Equal(_heard[0].Body, _heard[1].Body);
        Assert.Equal(_heard[0].Headers["webhook-id"], _heard[1].Headers["webhook-id"]);
        Assert.NotEqual(_heard[0].Headers["webhook-timestamp"], _heard[1].Headers["webhook-timestamp"]);
        Assert.NotEqual(_heard[0].Headers["webhook-signature"], _heard[1].Headers["webhook-signature"]);
        Assert.Equal([500, 500], (await _deliveries.FindAsync(Own, Token))!.Delivery.Attempts.Select(attempt => attempt.Status!.Value));
    }

    [Fact]
    public async Task A_delivery_that_was_confirmed_is_not_sent_again_though_nobody_heard_of_it()
    {
        await using var server = await StartAsync(StatusCodes.Status204NoContent);
        await AddOwnAsync(server);
        await AttemptAsync(Own);

        Assert.Equal(AttemptKind.Delivered, (await AttemptAsync(Own, failed: 1)).Kind);
        Assert.Single(_heard);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(404)]
    public async Task Nothing_but_2xx_is_a_success_and_no_redirect_is_followed(int status)
    {
        await using var server = await StartAsync(status, location: "/elsewhere");
        await AddOwnAsync(server);

        Assert.Equal(AttemptKind.Failed, (await AttemptAsync(Own)).Kind);
        Assert.Equal(["/"], server.Paths);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/", AttemptFault.Unreachable)]
    [InlineData("http://10.0.0.1/", AttemptFault.Blocked)]
    [InlineData("https://169.254.169.254/", AttemptFault.Blocked)]
    [InlineData("https://no-such-name.invalid/", AttemptFault.Unreachable)]
    public async Task A_receiver_that_gives_no_answer_has_failed_and_its_owner_is_told_how(string url, AttemptFault fault)
    {
        await _receivers.TryAddOwnAsync(_account, Specs.JobId, new Receiver(url, Secret), Token);

        Assert.Equal(AttemptKind.Failed, (await AttemptAsync(Own)).Kind);
        Assert.Equal((null, fault), (await _deliveries.FindAsync(Own, Token))!.Delivery.Attempts.Select(attempt => (attempt.Status, attempt.Fault)).Single());
    }

    [Fact]
    public async Task A_slow_receiver_is_given_up_after_15_s()
    {
        var asked = new TaskCompletionSource();
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            asked.SetResult();
            return Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await AddOwnAsync(server);
        var attempt = AttemptAsync(Own);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);
        _time.Advance(TimeSpan.FromSeconds(14.9));
        Assert.False(attempt.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(AttemptKind.Failed, (await attempt).Kind);
        Assert.Equal((AttemptFault.TimedOut, 15_000), (await _deliveries.FindAsync(Own, Token))!.Delivery.Attempts.Select(attempt => (attempt.Fault!.Value, attempt.Milliseconds)).Single());
    }

    [Fact]
    public async Task Of_a_long_answer_the_first_kilobyte_is_kept()
    {
        await using var server = await StartAsync(StatusCodes.Status500InternalServerError, new string('x', 1 << 20));
        await AddOwnAsync(server);
        await AttemptAsync(Own);

        Assert.Equal(new string('x', 1024), (await _deliveries.FindAsync(Own, Token))!.Delivery.Attempts[0].Answer);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Sat, 07 Mar 2026 12:01:00 GMT", 60)]
    [InlineData("soon", null)]
    public async Task Says_when_the_receiver_wants_to_be_asked_again(string header, int? seconds)
    {
        await using var server = await StartAsync(StatusCodes.Status503ServiceUnavailable, retryAfter: header);
        await AddOwnAsync(server);

        Assert.Equal(seconds, (await AttemptAsync(Own)).Wait?.TotalSeconds);
        Assert.Null((await AttemptAsync(Own, failed: 1, DeliveryPlan.ThreeTries)).Wait);
    }

    [Fact]
    public async Task A_jobs_own_receiver_that_is_gone_is_told_nothing_more()
    {
        await using var server = await StartAsync(StatusCodes.Status410Gone);
        await AddOwnAsync(server);

        Assert.Equal(AttemptKind.GivenUp, (await AttemptAsync(Own)).Kind);
        Assert.Equal(AttemptKind.GivenUp, (await AttemptAsync(Own with { Sequence = 3 })).Kind);
        Assert.Single(_heard);
        Assert.Equal(DeliveryState.Failed, (await _deliveries.FindAsync(Own, Token))!.Delivery.State);
    }

    [Fact]
    public async Task The_last_attempt_decides_the_delivery()
    {
        await using var server = await StartAsync(StatusCodes.Status500InternalServerError);
        await AddOwnAsync(server);
        await AttemptAsync(Own);
        Assert.Equal(DeliveryState.Pending, (await _deliveries.FindAsync(Own, Token))!.Delivery.State);
        await AttemptAsync(Own, failed: 9);

        Assert.Equal(DeliveryState.Failed, (await _deliveries.FindAsync(Own, Token))!.Delivery.State);
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_is_disabled_and_hears_of_no_later_job()
    {
        await using var server = await StartAsync(StatusCodes.Status410Gone);
        var key = await AddEndpointAsync(server);
        await _ledger.SubscribeAsync(_account, key.Receiver, WebhookEvents.JobCompleted, Token);

        Assert.Equal(AttemptKind.GivenUp, (await AttemptAsync(key)).Kind);
        Assert.Equal(EndpointDisabled.Gone, (await FindAsync(key)).Disabled);
        Assert.Empty(await _ledger.GetSubscriptionsAsync(_account, Token));
        Assert.Equal(AttemptKind.GivenUp, (await AttemptAsync(key with { Sequence = 3 })).Kind);
        Assert.Single(_heard);
    }

    [Theory]
    [InlineData(429, null, 30)]
    [InlineData(502, "90", 90)]
    [InlineData(504, "200000", 86_400)]
    public async Task An_overwhelmed_endpoint_is_left_alone_for_a_while_and_no_other(int status, string? retryAfter, int seconds)
    {
        await using var server = await StartAsync(status, retryAfter: retryAfter);
        var (slow, other) = (await AddEndpointAsync(server), await AddEndpointAsync(server));
        await AttemptAsync(slow);

        Assert.Equal(Specs.Now.AddSeconds(seconds), (await FindAsync(slow)).PausedUntil);
        var postponed = await AttemptAsync(slow with { Sequence = 3 });
        Assert.Equal(AttemptKind.Postponed, postponed.Kind);
        Assert.InRange(postponed.Wait!.Value.TotalSeconds, seconds, seconds + 10);
        Assert.Single(_heard);
        Assert.Equal(AttemptKind.Failed, (await AttemptAsync(other)).Kind);
        _time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(AttemptKind.Failed, (await AttemptAsync(slow with { Sequence = 3 })).Kind);
    }

    [Fact]
    public async Task Five_days_of_nothing_but_failures_disable_an_endpoint()
    {
        await using var server = await StartAsync(StatusCodes.Status500InternalServerError);
        var key = await AddEndpointAsync(server);
        await AttemptAsync(key);
        _time.Advance(TimeSpan.FromDays(4.9));
        await AttemptAsync(key, failed: 1);
        Assert.Null((await FindAsync(key)).Disabled);
        _time.Advance(TimeSpan.FromDays(0.2));
        await AttemptAsync(key, failed: 1);

        Assert.Equal((EndpointDisabled.Failing, Specs.Now), ((await FindAsync(key)).Disabled, (await FindAsync(key)).FailingSince));
    }

    [Fact]
    public async Task A_success_between_failures_begins_the_days_anew()
    {
        var status = StatusCodes.Status500InternalServerError;
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        var key = await AddEndpointAsync(server);
        await AttemptAsync(key);
        status = StatusCodes.Status200OK;
        await AttemptAsync(key with { Sequence = 3 });
        Assert.Null((await FindAsync(key)).FailingSince);
        status = StatusCodes.Status500InternalServerError;
        _time.Advance(TimeSpan.FromDays(6));
        await AttemptAsync(key with { Sequence = 4 });

        Assert.Null((await FindAsync(key)).Disabled);
    }

    [Fact]
    public async Task Neither_address_nor_secret_nor_what_was_said_can_be_read_in_the_tables()
    {
        await using var server = await StartAsync(StatusCodes.Status200OK, $"echo {Secret}");
        var key = await AddEndpointAsync(server, "?token=hidden-token");
        await _receivers.TryAddOwnAsync(_account, Specs.JobId, new Receiver($"{server.Url}?token=hidden-token", Secret), Token);
        await AttemptAsync(key);
        await AttemptAsync(Own);

        var found = 0;
        foreach (var table in (string[])["secrets", "endpoints", "deliveries"])
        {
            await foreach (var row in _azurite.Tables.GetTableClient(table).QueryAsync<Azure.Data.Tables.TableEntity>($"PartitionKey eq '{_account}'", cancellationToken: Token))
            {
                found++;
                var text = string.Concat(row.Select(column => column.Value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : $"{column.Value}"));
                Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
                Assert.DoesNotContain("hidden-token", text, StringComparison.Ordinal);
                Assert.DoesNotContain("job.completed", text, StringComparison.Ordinal);
            }
        }

        Assert.Equal(4, found);
    }

    [Fact]
    public async Task A_receiver_that_has_its_places_full_is_asked_later_and_that_is_no_attempt()
    {
        await using var server = await StartAsync(StatusCodes.Status200OK);
        await AddOwnAsync(server);
        for (var i = 0; i < 4; i++)
        {
            _slots.TryEnter($"{_account} {server.Url.Authority}");
        }

        Assert.Equal(AttemptKind.Postponed, (await AttemptAsync(Own)).Kind);
        Assert.Empty(_heard);
        _slots.Leave($"{_account} {server.Url.Authority}", TimeSpan.Zero);
        Assert.Equal(AttemptKind.Delivered, (await AttemptAsync(Own)).Kind);
    }

    [Fact]
    public async Task Nobody_hears_of_the_end_of_a_job_before_it_can_be_seen()
    {
        await using var server = await StartAsync(StatusCodes.Status200OK);
        await AddOwnAsync(server);
        _durable.Add(Own.JobId, OrchestrationRuntimeStatus.Running);
        var early = AttemptAsync(Own, after: Own.JobId);
        while (!early.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Yield();
        }

        Assert.Equal((AttemptKind.Postponed, TimeSpan.FromSeconds(1)), ((await early).Kind, (await early).Wait));
        Assert.Empty(_heard);
        _durable.Add(Own.JobId, OrchestrationRuntimeStatus.Completed);
        Assert.Equal(AttemptKind.Delivered, (await AttemptAsync(Own, after: Own.JobId)).Kind);
    }

    [Fact]
    public async Task An_attempt_that_is_made_twice_is_written_down_twice_and_a_success_stays_one()
    {
        var status = StatusCodes.Status200OK;
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        await AddOwnAsync(server);
        await AttemptAsync(Own);
        status = StatusCodes.Status500InternalServerError;
        await AttemptAsync(Own);

        var delivery = (await _deliveries.FindAsync(Own, Token))!.Delivery;
        Assert.Equal((DeliveryState.Delivered, 2), (delivery.State, delivery.AttemptCount));
        Assert.Equal([200, 500], delivery.Attempts.Select(attempt => attempt.Status!.Value));
    }

    [Fact]
    public async Task A_receiver_is_read_again_by_an_instance_that_did_not_store_it()
    {
        await using var server = await StartAsync(StatusCodes.Status200OK);
        await AddOwnAsync(server);
        using var others = new Receivers(new SecretStore(_azurite.Tables, SecretKeys.CipherOf("key")), _endpoints);

        Assert.Equal(Secret, (await others.FindAsync(Own, Token))!.Receiver.Secret);
        await others.RemoveOwnAsync(Own, Token);
        Assert.Null(await others.FindAsync(Own, Token));
    }

    [Fact]
    public async Task A_delivery_whose_row_was_lost_is_written_again_from_its_message()
    {
        await using var server = await StartAsync(StatusCodes.Status500InternalServerError);
        await AddOwnAsync(server);
        await AttemptAsync(Own);
        await _deliveries.RemoveAsync(Own, Token);
        await AttemptAsync(Own, failed: 1);

        Assert.Equal(_heard[0].Body, _heard[1].Body);
        Assert.NotNull(await _deliveries.FindAsync(Own, Token));
    }

    public async ValueTask DisposeAsync()
    {
        _receivers.Dispose();
        await _guard.DisposeAsync();
        await _durable.DisposeAsync();
    }

    private Task<LoopbackServer> StartAsync(int status, string answer = "", string? location = null, string? retryAfter = null) =>
        LoopbackServer.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            _heard.Add((new HeaderDictionary(context.Request.Headers.ToDictionary()), await reader.ReadToEndAsync(Token)));
            context.Response.StatusCode = status;
            context.Response.Headers.Location = location;
            context.Response.Headers.RetryAfter = retryAfter;
            if (answer.Length > 0)
            {
                await context.Response.WriteAsync(answer, Token);
            }
        });

    private Task<bool> AddOwnAsync(LoopbackServer server) => _receivers.TryAddOwnAsync(_account, Specs.JobId, new Receiver($"{server.Url}", Secret), Token);

    private async Task<DeliveryKey> AddEndpointAsync(LoopbackServer server, string query = "")
    {
        var endpoint = new WebhookEndpoint(
            _account, WebhookEndpoint.DrawId(), "", WebhookEvents.JobCompleted, new Receiver($"{server.Url}{query}", Secret), _time.GetUtcNow());
        await _endpoints.AddAsync(endpoint, Token);
        return Own with { Receiver = endpoint.Id };
    }

    private async Task<WebhookEndpoint> FindAsync(DeliveryKey key) => (await _endpoints.FindAsync(_account, key.Receiver, Token))!;

    private async Task<AttemptResult> AttemptAsync(
        DeliveryKey key, int failed = 0, DeliveryPlan plan = DeliveryPlan.Ladder, string? after = null, bool isJobGone = false)
    {
        var jobs = new JobTable(_azurite.Tables);
        if (!isJobGone)
        {
            await jobs.PutAsync(_account, new JobSummary(Specs.JobId, JobStatus.Completed, 1, Specs.Now, Specs.Now, null), Token);
        }

        var options = Options.Create(new WebhookOptions());
        var sender = new WebhookSender(_guard.GetRequiredService<OutgoingClients>(), options, _time);
        var health = new EndpointHealth(_endpoints, _ledger, options, _time, NullLogger<EndpointHealth>.Instance);
        var dialects = new WebhookDialects([StandardDialectTests.Create()]);
        return await new DeliveryAttempts(_receivers, _deliveries, dialects, sender, _slots, health, new JobPresence(jobs, _time), _time, Random.Shared, NullLogger<DeliveryAttempts>.Instance)
            .MakeAsync(new AttemptInput(key, Message with { Sequence = key.Sequence }, null, plan, failed, after), _durable, Token);
    }
}

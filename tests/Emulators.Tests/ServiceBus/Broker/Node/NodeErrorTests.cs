using System.Text.RegularExpressions;

namespace Emulators.Tests.ServiceBus.OnBroker;

/// <summary>Each refusal reaches npm's client with the code that its documentation names.</summary>
public sealed partial class NodeErrorTests
{
    private const string Unauthorized = """{"send":"UnauthorizedAccess","receive":"UnauthorizedAccess","peek":"UnauthorizedAccess","schedule":"UnauthorizedAccess"}""";

    [Fact]
    public Task An_unknown_queue_is_MessagingEntityNotFound() => NodeJudge.AssertAsync(
        """{"sender":"MessagingEntityNotFound","receiver":"MessagingEntityNotFound","peek":"MessagingEntityNotFound"}""", "unknownQueue");

    [Fact]
    public Task A_large_message_is_MessageSizeExceeded() =>
        NodeJudge.AssertAsync("""{"message":"MessageSizeExceeded","scheduled":"MessageSizeExceeded","left":0}""", "tooLarge");

    [Fact]
    public async Task A_full_namespace_is_QuotaExceeded()
    {
        await using var stage = await BrokerStage.StartAsync(QueueKind.Plain, largestSize: 100_000);

        NodeJudge.AssertSame("\"QuotaExceeded\"", await NodeJudge.RunAsync("quota", stage.ConnectionString));
    }

    [Fact]
    public Task A_settlement_after_the_lock_is_MessageLockLost() => NodeJudge.AssertAsync(
        """{"complete":"MessageLockLost","abandon":"MessageLockLost","defer":"MessageLockLost","deadLetter":"MessageLockLost","renew":"MessageLockLost","counts":[1,1,1,1,1]}""",
        "lockLost",
        QueueKind.ShortLock);

    [Fact]
    public Task A_number_that_nothing_deferred_or_scheduled_has_is_MessageNotFound() =>
        NodeJudge.AssertAsync("""{"deferred":"MessageNotFound","scheduled":"MessageNotFound"}""", "notFound");

    /// <summary>Which code depends on which frame the client sees first, the attach or the detach after it.</summary>
    [Fact]
    public async Task Sessions_are_refused()
    {
        await using var stage = await BrokerStage.StartAsync(QueueKind.Plain);

        var codes = await NodeJudge.RunAsync("sessions", stage.ConnectionString);

        Assert.All(codes.AsArray(), code => Assert.Contains(code!.GetValue<string>(), (string[])["GeneralError", "SessionCannotBeLocked"]));
    }

    [Fact]
    public async Task A_wrong_key_is_UnauthorizedAccess()
    {
        await using var stage = await BrokerStage.StartAsync(QueueKind.Plain);

        NodeJudge.AssertSame(Unauthorized, await NodeJudge.RunAsync("access", Key().Replace(stage.ConnectionString, "SharedAccessKey=d3Jvbmc=;")));
    }

    [Fact]
    public async Task An_expired_token_is_UnauthorizedAccess()
    {
        await using var stage = await BrokerStage.StartAsync(QueueKind.Plain);
        var token = SignedToken.Of(stage.ConnectionString, stage.Queue) with { ExpiresAt = DateTimeOffset.UtcNow.AddMinutes(-1) };

        NodeJudge.AssertSame(Unauthorized, await NodeJudge.RunAsync("access", token.ConnectionString()));
    }

    [Fact]
    public async Task A_token_of_its_queue_opens_it()
    {
        await using var stage = await BrokerStage.StartAsync(QueueKind.Plain);

        NodeJudge.AssertSame(
            """{"send":null,"receive":null,"peek":null,"schedule":null}""",
            await NodeJudge.RunAsync("access", SignedToken.Of(stage.ConnectionString, stage.Queue).ConnectionString()));
    }

    [GeneratedRegex("SharedAccessKey=[^;]*;")]
    private static partial Regex Key();
}

using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SegFunctions.Fetching;
using SegFunctions.Jobs;
using SegFunctions.Tests.Webhooks;
using SegFunctions.Webhooks;
using SegFunctions.Webhooks.Deliveries;
using SegFunctions.Webhooks.Signatures;

namespace SegFunctions.Tests.Fetching;

/// <summary>
/// Names that resolve differently from one lookup to the next. A resolver of the test's own answers, in a network namespace where
/// <see cref="Public"/> is an address of the loopback device: each test runs itself again in there.
/// </summary>
public sealed class ChangingNameTests
{
    private const string Public = "93.184.216.34";
    private const string Private = "10.0.0.1";
    private const string Name = "rebinding.example";
    private const int Port = 8080;
    private const string Inside = "SEG_INSIDE_NAMESPACE";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_name_that_leads_to_a_public_address_is_opened() => InNamespaceAsync(async () =>
    {
        using var names = new NameServer(IPAddress.Loopback, [Public]);

        Assert.Null(await FailAsync());
    });

    [Fact]
    public Task A_name_that_leads_inside_later_is_closed_from_then_on() => InNamespaceAsync(async () =>
    {
        using var names = new NameServer(IPAddress.Loopback, [Public], [Private], ["169.254.169.254"], [Public]);

        Assert.Null(await FailAsync());
        Assert.Equal(FetchFailure.Blocked, await FailAsync());
        Assert.Equal(FetchFailure.Blocked, await FailAsync());
        Assert.Null(await FailAsync());
    });

    /// <summary>The address that was checked is the one that is connected to: no second lookup in between could give another answer.</summary>
    [Fact]
    public Task A_connection_asks_for_its_name_once() => InNamespaceAsync(async () =>
    {
        using var names = new NameServer(IPAddress.Loopback, [Public], [Private]);

        Assert.Null(await FailAsync());
        Assert.Equal(1, names.Asked);
    });

    [Fact]
    public Task A_name_that_leads_outside_and_inside_at_once_is_closed() => InNamespaceAsync(async () =>
    {
        using var names = new NameServer(IPAddress.Loopback, [Public, Private]);

        Assert.Equal(FetchFailure.Blocked, await FailAsync());
    });

    [Fact]
    public Task No_allowed_network_opens_a_name_that_leads_to_metadata() => InNamespaceAsync(async () =>
    {
        using var names = new NameServer(IPAddress.Loopback, ["169.254.169.254"], ["168.63.129.16"], [Private]);

        Assert.Equal(FetchFailure.Blocked, await FailAsync("0.0.0.0/0"));
        Assert.Equal(FetchFailure.Blocked, await FailAsync("0.0.0.0/0"));
        Assert.Null(await FailAsync("0.0.0.0/0"));
    });

    [Fact]
    public Task A_receiver_that_moves_between_two_attempts_is_closed_from_then_on() => InNamespaceAsync(async () =>
    {
        using var names = new NameServer(IPAddress.Loopback, [Private], [Public], ["169.254.169.254"], [Private]);

        Assert.Null(await TellAsync());
        Assert.Equal(AttemptFault.Blocked, await TellAsync());
        Assert.Equal(AttemptFault.Blocked, await TellAsync());
        Assert.Null(await TellAsync());
    });

    private static async Task InNamespaceAsync(Func<Task> test, [CallerMemberName] string name = "")
    {
        if (Environment.GetEnvironmentVariable(Inside) is not null)
        {
            await test();
            return;
        }

        Assert.SkipUnless((await RunAsync("ip link set lo up")).ExitCode == 0, "This machine lets nobody make a network namespace, or lacks unshare or ip.");
        var resolver = Path.GetTempFileName();
        await File.WriteAllTextAsync(resolver, "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n", Token);
        var run = await RunAsync(
            $"ip link set lo up && ip addr add {Public}/32 dev lo && ip addr add {Private}/32 dev lo && mount --bind {resolver} /etc/resolv.conf"
            + $" && exec dotnet {typeof(ChangingNameTests).Assembly.Location} -method {typeof(ChangingNameTests).FullName}.{name}");
        File.Delete(resolver);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0", run.Output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string script)
    {
        var start = new ProcessStartInfo("unshare", ["--map-root-user", "--net", "--mount", "sh", "-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Inside] = "1";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
        await process.WaitForExitAsync(Token).WaitAsync(Patience, Token);
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>A receiver inside the allowed network, called over http.</summary>
    private static async Task<AttemptFault?> TellAsync()
    {
        await using var server = await LoopbackServer.StartAsync(_ => Task.CompletedTask, IPAddress.Any, Port);
        await using var services = GuardedServices.Create("10.0.0.0/24");
        var sender = new WebhookSender(services.GetRequiredService<OutgoingClients>(), Options.Create(new WebhookOptions()), TimeProvider.System);
        var key = new DeliveryKey("acct", Specs.JobId.ToString(), 1, Subscription.Own);
        var delivery = new Delivery(
            key, WebhookEvents.JobCompleted, null, DeliveryPlan.Ladder, DeliveryState.Pending, Specs.Now, BinaryData.FromString("{}"), []);
        var receiver = new Receiver($"http://{Name}:{Port}/", WebhookSecret.Draw());
        return (await sender.SendAsync(delivery, receiver, StandardDialectTests.Create(), Token)).Attempt.Fault;
    }

    /// <summary>On a connection of its own, as happens in every job after a while.</summary>
    private static async Task<FetchFailure?> FailAsync(params string[] allowed)
    {
        await using var server = await LoopbackServer.StartAsync(_ => Task.CompletedTask, IPAddress.Any, Port);
        await using var services = GuardedServices.CreateWith(new() { ["Fetch:Retries"] = "0" }, allowed);
        var client = services.GetRequiredService<OutgoingClients>().ForInputs();
        return FetchFailures.Find(await Record.ExceptionAsync(() => client.GetAsync(new Uri($"http://{Name}:{Port}/"), Token)));
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Azure.Messaging.ServiceBus;
using Microsoft.Data.Sqlite;

namespace Emulators.Tests.ServiceBus.OnBroker;

/// <summary>The broker's program: one sentence of error for a wrong start, a clean exit, one owner per folder.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ProgramTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("broker-");

    public ProgramTests() => BrokerProcess.Define(_folder.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => _folder.FullName;

    private string[] Right => ["--port", "0", "--http-port", "0", "--data", Data, "--queues", Path.Combine(Data, "queues.json")];

    [Theory]
    [InlineData("--prot", "5")]
    [InlineData("--port", "five")]
    [InlineData("--port", "70000")]
    [InlineData("--http-port", "-1")]
    [InlineData("--address", "nowhere")]
    [InlineData("--key", "c2VjcmV0")]
    public async Task A_wrong_option_is_named(string option, string value)
    {
        var (exitCode, _, errors) = await RunAsync([.. Right, option, value]);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(errors.Split('\n'), line => line.Contains(option, StringComparison.Ordinal) || line.Contains(value, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Definitions_must_be_named() =>
        await AssertRefusedAsync("queues.json", ["--port", "0", "--http-port", "0", "--data", Data, "--queues", Path.Combine(Data, "none", "queues.json")]);

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;

        await AssertRefusedAsync($":{port}", ["--port", $"{port}", .. Right[2..]]);
        await AssertRefusedAsync($":{port}", [.. Right[..2], "--http-port", $"{port}", .. Right[4..]]);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_named()
    {
        string file = Path.Combine(Data, "file");
        await File.WriteAllTextAsync(file, "x", Cancellation);

        await AssertRefusedAsync(file, [.. Right[..4], "--data", Path.Combine(file, "data"), .. Right[6..]]);
    }

    [Fact]
    public async Task A_second_broker_on_the_same_folder_is_refused()
    {
        using var first = new BrokerProcess(BrokerProcess.Program, Data);
        await first.StartAsync(Cancellation);

        await AssertRefusedAsync("Another process uses", Right);
    }

    [Theory]
    [InlineData("PRAGMA user_version = 99")]
    [InlineData("PRAGMA application_id = 7")]
    public async Task A_folder_of_another_version_is_refused_with_the_way_out(string change)
    {
        using (var broker = new BrokerProcess(BrokerProcess.Program, Data))
        {
            await broker.StartAsync(Cancellation);
            await broker.TerminateAsync();
        }

        await ExecuteAsync(change);

        await AssertRefusedAsync("Give the broker another folder", Right);
    }

    [Fact]
    public async Task A_file_of_somebody_else_is_refused_and_left_as_it_is()
    {
        await ExecuteAsync("CREATE TABLE messages (id INTEGER)");

        await AssertRefusedAsync("Give the broker another folder", Right);
        await ExecuteAsync("INSERT INTO messages (id) VALUES (1)");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        await File.WriteAllTextAsync(Path.Combine(Data, "service-bus.db"), new string('x', 5_000), Cancellation);

        await AssertRefusedAsync("service-bus.db", Right);
    }

    [Fact]
    public async Task The_key_is_drawn_once_and_only_its_owner_can_read_it()
    {
        using var broker = new BrokerProcess(BrokerProcess.Program, Data);
        await broker.StartAsync(Cancellation);
        string connectionString = broker.ConnectionString;

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Data, "access.key")));
        string key = ServiceBusConnectionStringProperties.Parse(connectionString).SharedAccessKey;
        Assert.Equal(32, Convert.FromBase64String(key).Length);
        Assert.DoesNotContain(key, await File.ReadAllTextAsync($"/proc/{broker.Process.Id}/cmdline", Cancellation), StringComparison.Ordinal);
        await broker.TerminateAsync();
        await broker.StartAsync(Cancellation);
        Assert.Equal(connectionString, broker.ConnectionString);
    }

    [Fact]
    public async Task The_key_of_the_environment_goes_before_the_file()
    {
        const string Key = "a2V5IG9mIHRoZSBlbnZpcm9ubWVudA==";
        using var broker = Process.Start(
            new ProcessStartInfo("dotnet", [BrokerProcess.Program, .. Right]) { RedirectStandardOutput = true, Environment = { ["SERVICE_BUS_KEY"] = Key } })!;
        try
        {
            string line = (await broker.StandardOutput.ReadLineAsync(Cancellation))!;
            var address = line.Split(' ')[2].TrimEnd('.');
            await using var client = new ServiceBusClient(
                $"Endpoint=sb://{address};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey={Key};UseDevelopmentEmulator=true;");
            await client.CreateSender("orders").SendMessageAsync(new ServiceBusMessage("in"), Cancellation);

            Assert.DoesNotContain(Key, line, StringComparison.Ordinal);
            Assert.False(File.Exists(Path.Combine(Data, "access.key")));
        }
        finally
        {
            broker.Kill();
        }
    }

    [Fact]
    public async Task A_key_that_others_can_read_is_refused()
    {
        string key = Path.Combine(Data, "access.key");
        await File.WriteAllTextAsync(key, "c2VjcmV0\n", Cancellation);
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var errors = await AssertRefusedAsync("chmod 600", Right);

        Assert.DoesNotContain("c2VjcmV0", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_key_file_is_refused()
    {
        string key = Path.Combine(Data, "access.key");
        await File.WriteAllTextAsync(key, "\n", Cancellation);
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await AssertRefusedAsync("holds no key", Right);
    }

    [Fact]
    public async Task It_ends_soon_and_cleanly_while_clients_are_connected()
    {
        using var broker = new BrokerProcess(BrokerProcess.Program, Data);
        await broker.StartAsync(Cancellation);
        await using var client = new ServiceBusClient(
            broker.ConnectionString, new ServiceBusClientOptions { RetryOptions = { MaxRetries = 0, TryTimeout = TimeSpan.FromSeconds(2) } });
        await client.CreateSender("orders").SendMessageAsync(new ServiceBusMessage("kept"), Cancellation);
        await using var receiver = client.CreateReceiver("orders");
        await receiver.PeekMessageAsync(null, Cancellation);
        var holding = client.CreateReceiver("orders");
        Assert.NotNull(await holding.ReceiveMessageAsync(TimeSpan.FromSeconds(10), Cancellation));
        Task waiting = receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(5), Cancellation);

        var (exitCode, time) = await broker.TerminateAsync();

        Assert.Equal(0, exitCode);
        Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        // Locked messages are available to whoever asks first.
        await broker.StartAsync(Cancellation);
        await using var again = new ServiceBusClient(broker.ConnectionString);
        Assert.Equal("kept", (await again.CreateReceiver("orders").ReceiveMessageAsync(TimeSpan.FromSeconds(10), Cancellation))?.Body.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<string> AssertRefusedAsync(string reason, string[] arguments)
    {
        var (exitCode, output, errors) = await RunAsync(arguments);

        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
        return errors;
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [BrokerProcess.Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(Cancellation);
            string output = await process.StandardOutput.ReadToEndAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
            await process.WaitForExitAsync(Cancellation);
            return (process.ExitCode, output, await errors);
        }
        finally
        {
            process.Kill();
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "service-bus.db")};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A constant of the test.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}

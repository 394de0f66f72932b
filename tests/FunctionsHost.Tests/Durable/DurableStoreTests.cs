using DurableTask.Core;
using DurableTask.Sqlite;
using Emulators.FunctionsHost.Durable;
using Emulators.FunctionsHost.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Tests.Durable;

public sealed class DurableStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("durable-store-");
    private readonly LogLines _log = new();
    private readonly LoggerFactory _loggers;

    public DurableStoreTests() => _loggers = new LoggerFactory([_log]);

    private string File => Path.Combine(_folder.FullName, "durable-TestHubName.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _loggers.Dispose();
        _log.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_log_hears_of_a_record_that_cannot_be_read()
    {
        await using (var service = Open())
        {
            await new TaskHubClient(service).CreateOrchestrationInstanceAsync("Any", "", "damaged", null);
        }

        await DamageAsync();
        await using var again = Open();
        Assert.Null(await again.LockNextTaskOrchestrationWorkItemAsync(TimeSpan.FromMilliseconds(100), Cancellation));

        Assert.Contains(_log.All, line => line.StartsWith("DurableTask.Sqlite: The orchestration damaged was ended as failed", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_of_an_older_build_is_refused()
    {
        System.IO.File.WriteAllText(Path.Combine(_folder.FullName, "durable.db"), "");

        var error = Assert.Throws<HostStartException>(Open);

        Assert.EndsWith("Rename it to durable-TestHubName.db, or choose another folder.", error.Message);
    }

    private SqliteOrchestrationService Open() => DurableStore.Open(
        new FunctionsHostOptions("App.dll", _folder.FullName), new ConfigurationBuilder().Build().GetSection("durableTask"), static _ => { }, _loggers);

    private async Task DamageAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE messages SET body = x'7b'";
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}

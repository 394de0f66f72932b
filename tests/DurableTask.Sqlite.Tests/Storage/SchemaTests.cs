using DurableTask.Sqlite.Tests.Hubs;
using Emulators.Sqlite;

namespace DurableTask.Sqlite.Tests.Storage;

public sealed class SchemaTests
{
    [Fact]
    public async Task Refuses_a_file_of_another_version_in_one_sentence()
    {
        await using var hub = TestHub.Open(TestProgram.Chain());
        await hub.Service.CreateIfNotExistsAsync();
        await hub.CloseAsync();
        hub.Damage("PRAGMA user_version = 99");
        hub.Reopen();

        var exception = await Assert.ThrowsAsync<DatabaseException>(hub.Service.CreateIfNotExistsAsync);

        Assert.Contains("was written by another version", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Fact]
    public async Task Refuses_a_file_that_is_no_database()
    {
        await using var hub = TestHub.Open(TestProgram.Chain());
        await File.WriteAllTextAsync(hub.Path, new string('x', 10_000), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<DatabaseException>(hub.Service.CreateIfNotExistsAsync);
    }

    [Fact]
    public async Task Says_of_a_file_that_lacks_a_table_that_it_cannot_be_used_and_lets_go_of_it()
    {
        await using var hub = TestHub.Open(TestProgram.Chain());
        await hub.Service.CreateIfNotExistsAsync();
        await hub.CloseAsync();
        hub.Damage("DROP TABLE activities");
        hub.Reopen();

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var exception = await Assert.ThrowsAsync<DatabaseException>(hub.Service.CreateIfNotExistsAsync);
            Assert.Contains("cannot be used", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Lets_one_provider_at_a_time_have_the_file()
    {
        await using var hub = TestHub.Open(TestProgram.Chain());
        await hub.Service.CreateIfNotExistsAsync();
        await using var second = new SqliteOrchestrationService(new SqliteOrchestrationServiceOptions(hub.Path));

        await Assert.ThrowsAsync<DatabaseException>(second.CreateIfNotExistsAsync);
        await hub.CloseAsync();
        await second.CreateIfNotExistsAsync();
    }

    [Fact]
    public async Task Deletes_everything_and_begins_anew_when_told_to()
    {
        await using var hub = TestHub.Open(TestProgram.Chain());
        await hub.CreateAsync("Three", 1, "one");

        await hub.Service.CreateAsync();

        Assert.Empty(await hub.Service.GetOrchestrationStateAsync("one", true));
        await hub.Service.DeleteAsync();
        Assert.False(File.Exists(hub.Path));
    }

    [Fact]
    public async Task Deletes_nothing_that_another_has()
    {
        await using var hub = TestHub.Open(TestProgram.Chain());
        await hub.CreateAsync("Three", 1, "one");
        await using var second = new SqliteOrchestrationService(new SqliteOrchestrationServiceOptions(hub.Path));

        await Assert.ThrowsAsync<DatabaseException>(second.DeleteAsync);

        Assert.NotEmpty(await hub.Service.GetOrchestrationStateAsync("one", true));
        Assert.True(File.Exists(hub.Path));
    }

    [Fact]
    public async Task Deletes_what_is_not_there()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"never-made-{Guid.NewGuid()}");
        await using var service = new SqliteOrchestrationService(new SqliteOrchestrationServiceOptions(Path.Combine(folder, "hub.db")));

        await service.DeleteAsync();

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Refuses_to_delete_half_of_itself()
    {
        await using var hub = TestHub.Open(TestProgram.Chain());

        await Assert.ThrowsAsync<NotSupportedException>(() => hub.Service.DeleteAsync(deleteInstanceStore: false));
    }
}

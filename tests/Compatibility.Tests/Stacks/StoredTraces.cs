using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Data.Sqlite;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>Searches everything that a stack stores for traces of an account or a job: blobs, tables, the broker's queues, and orchestrations with their histories.</summary>
/// <param name="storage">Connection string.</param>
/// <param name="folder">The stack's data folder, with the emulators' files.</param>
internal sealed class StoredTraces(string storage, string folder)
{
    /// <summary>What keeps traces of a job by design: its cost, and, for ten minutes, the message ids by which the broker detects duplicates.</summary>
    private static readonly string[] Exempt = ["ledger", "duplicates"];

    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>A job's spellings: its id, and its table key, which sorts newest first because every base-32 digit is inverted. The first digit has three bits.</summary>
    public static string[] WordsOf(string job) =>
        [job, string.Concat(job["job-".Length..].Select((letter, i) => Digits[(i == 0 ? 7 : 31) - Digits.IndexOf(letter, StringComparison.Ordinal)]))];

    /// <summary>Searches until nothing is found, because messages leave the queue only when a worker takes them.</summary>
    /// <param name="words">Names of accounts or jobs in all their spellings.</param>
    public async Task AssertGoneAsync(IReadOnlyList<string> words, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (; ; )
        {
            var traces = await FindAsync(words, cancellationToken);
            if (traces.Count == 0)
            {
                return;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < patience, $"Left over:\n{string.Join('\n', traces.Take(30))}");
            await Task.Delay(Look, cancellationToken);
        }
    }

    /// <returns>Where one of the words was found.</returns>
    public async Task<IReadOnlyList<string>> FindAsync(IReadOnlyList<string> words, CancellationToken cancellationToken) =>
    [
        .. await FindBlobsAsync(words, cancellationToken),
        .. await FindRowsAsync(words, cancellationToken),
        .. Directory.EnumerateFiles(folder, "*.db", SearchOption.AllDirectories).SelectMany(file => FindRecords(file, words)),
    ];

    private async Task<IReadOnlyList<string>> FindBlobsAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var service = new BlobServiceClient(storage);
        var found = new List<string>();
        await foreach (var container in service.GetBlobContainersAsync(cancellationToken: cancellationToken))
        {
            await foreach (var blob in service.GetBlobContainerClient(container.Name).GetBlobsAsync(cancellationToken: cancellationToken))
            {
                found.AddRange(words.Where(word => blob.Name.Contains(word, StringComparison.Ordinal)).Select(_ => $"blob {container.Name}/{blob.Name}"));
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<string>> FindRowsAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var service = new TableServiceClient(storage);
        var found = new List<string>();
        await foreach (var table in service.QueryAsync(cancellationToken: cancellationToken))
        {
            if (Exempt.Contains(table.Name))
            {
                continue;
            }

            await foreach (var row in service.GetTableClient(table.Name).QueryAsync<TableEntity>(cancellationToken: cancellationToken))
            {
                found.AddRange(words.Where(word => row.Select(property => property.Value).OfType<string>().Any(value => value.Contains(word, StringComparison.Ordinal)))
                    .Select(_ => $"row {table.Name} {row.PartitionKey} {row.RowKey}"));
            }
        }

        return found;
    }

    private static List<string> FindRecords(string file, IReadOnlyList<string> words)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        var found = new List<string>();
        foreach (var table in Read(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").Except(Exempt))
        {
            foreach (var column in Read(connection, $"SELECT name FROM pragma_table_info('{table}')"))
            {
                foreach (var word in words)
                {
                    using var command = connection.CreateCommand();
                    command.CommandText = $"SELECT count(*) FROM {table} WHERE instr(CAST({column} AS BLOB), CAST(@word AS BLOB)) > 0";
                    command.Parameters.AddWithValue("@word", word);
                    if ((long)command.ExecuteScalar()! is > 0 and var count)
                    {
                        found.Add($"{count} in {Path.GetFileName(file)}, {table}.{column}, of {word}");
                    }
                }
            }
        }

        return found;
    }

    private static List<string> Read(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}

using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;

namespace Microsoft.DurableTask.Emulation.Storage;

/// <summary>The writes. Used by the journal's thread only, inside its transaction.</summary>
internal sealed class InstanceStore : IDisposable
{
    private const string Ended = "status IN (1, 3, 5)";

    private readonly SqliteConnection _connection;
    private readonly SqlStatement _insertInstance;
    private readonly SqlStatement _insertPayloads;
    private readonly SqlStatement _append;
    private readonly SqlStatement _touch;
    private readonly SqlStatement _touchWithCustomStatus;
    private readonly SqlStatement _end;
    private readonly SqlStatement _renew;
    private readonly SqlStatement _setInput;
    private readonly SqlStatement _deleteRow;
    private readonly SqlStatement _deleteInstance;
    private readonly SqlStatement _deleteChildren;
    private readonly SqlStatement _deletePayloads;
    private readonly SqlStatement _deleteHistory;
    private readonly SqlStatement _findEnded;

    public InstanceStore(SqliteConnection connection)
    {
        _connection = connection;
        _insertInstance = Prepare(
            "INSERT INTO instances (seq, id, name, status, created, updated, start_at, execution, parent_seq, parent_id, parent_name, parent_execution, parent_task, version, trace) "
            + "VALUES ($1, $2, $3, $4, $5, $5, $6, 0, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (id) DO NOTHING",
            13);
        _insertPayloads = Prepare("INSERT INTO payloads (instance, input) VALUES ($1, $2)", 2);
        _append = Prepare("INSERT INTO history (instance, sequence, body) VALUES ($1, $2, $3)", 3);
        _touch = Prepare("UPDATE instances SET status = $2, updated = $3 WHERE seq = $1", 3);
        _touchWithCustomStatus = Prepare("UPDATE instances SET status = $2, updated = $3, custom_status = $4 WHERE seq = $1", 4);
        _end = Prepare("UPDATE payloads SET output = $2, failure = $3 WHERE instance = $1", 3);
        _renew = Prepare("UPDATE instances SET execution = $2 WHERE seq = $1", 2);
        _setInput = Prepare("UPDATE payloads SET input = $2 WHERE instance = $1", 2);
        _deleteRow = Prepare("DELETE FROM history WHERE instance = $1 AND sequence = $2", 2);
        _deleteInstance = Prepare($"DELETE FROM instances WHERE id = $1 AND {Ended} RETURNING seq", 1);
        _deleteChildren = Prepare($"DELETE FROM instances WHERE parent_seq = $1 AND {Ended} RETURNING seq", 1);
        _deletePayloads = Prepare("DELETE FROM payloads WHERE instance = $1", 1);
        _deleteHistory = Prepare("DELETE FROM history WHERE instance = $1", 1);
        _findEnded = Prepare(
            $"SELECT id FROM instances WHERE {Ended} AND ($1 IS NULL OR created >= $1) AND ($2 IS NULL OR created <= $2) "
            + "AND ($3 IS NULL OR status IN (SELECT value FROM json_each($3)))",
            3);
    }

    /// <summary>An ended instance of the same id goes with all that belongs to it.</summary>
    public void Insert(InstanceRow row, string? input)
    {
        if (!TryInsert(row))
        {
            Purge(row.Id, recursive: false);
            if (!TryInsert(row))
            {
                throw new InvalidDataException($"The instance '{row.Id}' is open in the database but not in memory.");
            }
        }

        _insertPayloads.Run(row.Seq, input);
    }

    public void Append(long instance, long sequence, byte[] body) => _append.Run(instance, sequence, body);

    public void Touch(long instance, OrchestrationRuntimeStatus status, DateTimeOffset at) =>
        _touch.Run(instance, (int)status, at.UtcTicks);

    public void Touch(long instance, OrchestrationRuntimeStatus status, DateTimeOffset at, string? customStatus) =>
        _touchWithCustomStatus.Run(instance, (int)status, at.UtcTicks, customStatus);

    public void SetOutput(long instance, string? output, string? failure) => _end.Run(instance, output, failure);

    public void Renew(long instance, int execution, string? input, IEnumerable<long> deletedRows)
    {
        _renew.Run(instance, execution);
        _setInput.Run(instance, input);
        foreach (var sequence in deletedRows)
        {
            _deleteRow.Run(instance, sequence);
        }
    }

    /// <returns>How many instances went: 0 when it is unknown or has not ended.</returns>
    public int Purge(string id, bool recursive)
    {
        var purged = new Queue<long>(ReadNumbers(_deleteInstance, id));
        var count = 0;
        for (; purged.TryDequeue(out var instance); count++)
        {
            _deletePayloads.Run(instance);
            _deleteHistory.Run(instance);
            foreach (var child in recursive ? ReadNumbers(_deleteChildren, instance) : [])
            {
                purged.Enqueue(child);
            }
        }

        return count;
    }

    public int Purge(PurgeInstancesFilter filter, bool recursive)
    {
        var ids = new List<string>();
        using (var reader = _findEnded.Query(filter.CreatedFrom?.UtcTicks, filter.CreatedTo?.UtcTicks, InstanceReader.ToJson(filter.Statuses)))
        {
            while (reader.Read())
            {
                ids.Add(reader.GetString(0));
            }
        }

        return ids.Sum(id => Purge(id, recursive));
    }

    public void Dispose()
    {
        foreach (var statement in (SqlStatement[])[
            _insertInstance, _insertPayloads, _append, _touch, _touchWithCustomStatus, _end, _renew, _setInput,
            _deleteRow, _deleteInstance, _deleteChildren, _deletePayloads, _deleteHistory, _findEnded])
        {
            statement.Dispose();
        }
    }

    private static List<long> ReadNumbers(SqlStatement statement, object key)
    {
        var numbers = new List<long>();
        using var reader = statement.Query(key);
        while (reader.Read())
        {
            numbers.Add(reader.GetInt64(0));
        }

        return numbers;
    }

    private bool TryInsert(InstanceRow row) => _insertInstance.Run(
        row.Seq,
        row.Id,
        row.Name,
        (int)OrchestrationRuntimeStatus.Pending,
        row.CreatedAt.UtcTicks,
        row.StartAt?.UtcTicks,
        row.Parent?.InstanceSeq,
        row.Parent?.InstanceId,
        row.Parent?.Name,
        row.Parent?.Execution,
        row.Parent?.TaskId,
        row.Version.Length == 0 ? null : row.Version,
        row.Trace) > 0;

    private SqlStatement Prepare(string sql, int parameters) => new(_connection, sql, parameters);
}

using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Emulation.History;

namespace Microsoft.DurableTask.Emulation.Storage;

/// <summary>The reads, of what is committed. For one caller at a time.</summary>
internal sealed class InstanceReader : IDisposable
{
    private const string Columns = "i.id, i.name, i.status, i.created, i.updated";
    private const string AllColumns = Columns + ", p.input, p.output, p.failure, i.custom_status";

    private readonly SqliteConnection _connection;
    private readonly SqlStatement _find;
    private readonly SqlStatement _findWithPayloads;
    private readonly SqlStatement _history;
    private readonly SqlStatement _input;

    public InstanceReader(string path)
    {
        _connection = Schema.Open(path);
        _find = new(_connection, $"SELECT {Columns} FROM instances i WHERE i.id = $1", 1);
        _findWithPayloads = new(
            _connection, $"SELECT {AllColumns} FROM instances i JOIN payloads p ON p.instance = i.seq WHERE i.id = $1", 1);
        _history = new(_connection, "SELECT sequence, body FROM history WHERE instance = $1 ORDER BY sequence", 1);
        _input = new(_connection, "SELECT input FROM payloads WHERE instance = $1", 1);
    }

    public static string? ToJson(IEnumerable<OrchestrationRuntimeStatus>? statuses) =>
        statuses is null ? null : JsonSerializer.Serialize(statuses.Select(status => (int)status));

    public OrchestrationMetadata? Find(string id, bool withPayloads)
    {
        using var reader = (withPayloads ? _findWithPayloads : _find).Query(id);
        return reader.Read() ? ReadMetadata(reader, withPayloads) : null;
    }

    /// <summary>At most <paramref name="count"/> instances in the order of their ids, beginning after <paramref name="afterId"/>.</summary>
    public List<OrchestrationMetadata> Query(OrchestrationQuery query, string? afterId, int count)
    {
        var prefix = query.InstanceIdPrefix ?? string.Empty;
        var columns = query.FetchInputsAndOutputs ? AllColumns : Columns;
        var join = query.FetchInputsAndOutputs ? "JOIN payloads p ON p.instance = i.seq" : string.Empty;
        using var statement = new SqlStatement(
            _connection,
            $"SELECT {columns} FROM instances i {join} WHERE i.id >= $1 AND i.id <= $1 || char(1114111) AND ($2 IS NULL OR i.id > $2) "
            + "AND ($3 IS NULL OR i.created >= $3) AND ($4 IS NULL OR i.created <= $4) "
            + "AND ($5 IS NULL OR i.status IN (SELECT value FROM json_each($5))) ORDER BY i.id LIMIT $6",
            6);
        using var reader = statement.Query(
            prefix, afterId, query.CreatedFrom?.UtcTicks, query.CreatedTo?.UtcTicks, ToJson(query.Statuses), count);
        var found = new List<OrchestrationMetadata>();
        while (reader.Read())
        {
            found.Add(ReadMetadata(reader, query.FetchInputsAndOutputs));
        }

        return found;
    }

    public string? ReadInput(long instance)
    {
        using var reader = _input.Query(instance);
        return reader.Read() ? Text(reader, 0) : null;
    }

    public List<HistoryRow> ReadHistory(long instance)
    {
        var rows = new List<HistoryRow>();
        using var reader = _history.Query(instance);
        while (reader.Read())
        {
            rows.Add(new(reader.GetInt64(0), HistoryEvent.FromJson(reader.GetFieldValue<byte[]>(1))));
        }

        return rows;
    }

    /// <summary>The last number taken. A message can be on disk before the instance that it was for, and without it after a crash.</summary>
    public long ReadLastInstance()
    {
        using var statement = new SqlStatement(
            _connection, "SELECT max(coalesce((SELECT max(seq) FROM instances), 0), coalesce((SELECT max(instance) FROM history), 0))", 0);
        using var reader = statement.Query();
        reader.Read();
        return reader.GetInt64(0);
    }

    public List<OpenInstance> ReadOpenInstances()
    {
        using var statement = new SqlStatement(
            _connection,
            "SELECT seq, id, name, created, start_at, parent_seq, parent_id, parent_name, parent_execution, parent_task, execution, status, coalesce(version, ''), trace "
            + "FROM instances WHERE status IN (0, 6, 7) ORDER BY seq",
            0);
        using var reader = statement.Query();
        var open = new List<OpenInstance>();
        while (reader.Read())
        {
            var parent = reader.IsDBNull(5)
                ? null
                : new ParentCall(reader.GetInt64(5), reader.GetString(6), reader.GetString(7), reader.GetInt32(8), reader.GetInt32(9));
            var row = new InstanceRow(
                reader.GetInt64(0),
                reader.GetString(1),
                reader.GetString(2),
                Time(reader, 3),
                reader.IsDBNull(4) ? null : Time(reader, 4),
                parent,
                reader.GetString(12),
                Text(reader, 13));
            var status = (OrchestrationRuntimeStatus)reader.GetInt32(11);
            open.Add(new(row, reader.GetInt32(10), status == OrchestrationRuntimeStatus.Suspended, status == OrchestrationRuntimeStatus.Pending));
        }

        return open;
    }

    public void Dispose()
    {
        _find.Dispose();
        _findWithPayloads.Dispose();
        _history.Dispose();
        _input.Dispose();
        _connection.Dispose();
    }

    private static OrchestrationMetadata ReadMetadata(SqliteDataReader reader, bool withPayloads)
    {
        var failure = withPayloads ? Text(reader, 7) : null;
        return new(reader.GetString(1), reader.GetString(0))
        {
            RuntimeStatus = (OrchestrationRuntimeStatus)reader.GetInt32(2),
            CreatedAt = Time(reader, 3),
            LastUpdatedAt = Time(reader, 4),
            DataConverter = withPayloads ? JsonDataConverter.Default : null,
            SerializedInput = withPayloads ? Text(reader, 5) : null,
            SerializedOutput = withPayloads ? Text(reader, 6) : null,
            FailureDetails = failure is null ? null : JsonSerializer.Deserialize(failure, HistoryJson.Default.TaskFailureDetails),
            SerializedCustomStatus = withPayloads ? Text(reader, 8) : null,
        };
    }

    private static DateTimeOffset Time(SqliteDataReader reader, int column) => new(reader.GetInt64(column), TimeSpan.Zero);

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}

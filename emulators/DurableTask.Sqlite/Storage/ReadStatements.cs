using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite.Serialization;
using Emulators.Sqlite;
using Microsoft.Data.Sqlite;

namespace DurableTask.Sqlite.Storage;

/// <summary>The statements that read the file, on a separate connection. Not thread-safe.</summary>
internal sealed class ReadStatements(SqliteConnection connection) : IDisposable
{
    private readonly Statement _state = new(
        connection,
        $"SELECT {InstanceReading.Columns} FROM instances AS i LEFT JOIN origins AS o ON o.instance = i.id WHERE i.instance_id = @instance_id",
        "@instance_id");

    private readonly Statement _status = new(connection, "SELECT status FROM instances WHERE instance_id = @instance_id", "@instance_id");

    private readonly Statement _row = new(connection, "SELECT id FROM instances WHERE instance_id = @instance_id", "@instance_id");

    private readonly Statement _instanceId = new(connection, "SELECT instance_id FROM instances WHERE id = @id", "@id");

    private readonly Statement _history = new(
        connection, "SELECT events FROM history WHERE instance = @instance ORDER BY id", "@instance");

    private readonly Statement _historyById = new(
        connection,
        """
        SELECT h.events FROM history AS h JOIN instances AS i ON i.id = h.instance
        WHERE i.instance_id = @instance_id AND (@execution_id IS NULL OR i.execution_id = @execution_id) ORDER BY h.id
        """,
        "@instance_id", "@execution_id");

    private readonly Statement _message = new(connection, "SELECT body FROM messages WHERE id = @id", "@id");

    private readonly Statement _timer = new(connection, "SELECT body FROM timers WHERE id = @id", "@id");

    private readonly Statement _activity = new(connection, "SELECT body FROM activities WHERE id = @id", "@id");

    private readonly Statement _list = new(
        connection,
        $"SELECT {InstanceReading.Columns} FROM instances AS i LEFT JOIN origins AS o ON o.instance = i.id WHERE {InstanceFilter.Condition}",
        InstanceFilter.Parameters);

    private readonly Statement _listRows = new(
        connection, $"SELECT i.id FROM instances AS i WHERE {InstanceFilter.Condition}", InstanceFilter.Parameters);

    /// <summary>Null if the instance does not exist.</summary>
    public OrchestrationState? FindState(string instanceId) => _state.Rows(InstanceReading.Read, instanceId) is [var state] ? state : null;

    /// <summary>Null if the instance does not exist.</summary>
    public OrchestrationStatus? FindStatus(string instanceId) => (OrchestrationStatus?)(long?)_status.Scalar(instanceId);

    public long? FindRow(string instanceId) => (long?)_row.Scalar(instanceId);

    public string? FindInstanceId(long row) => (string?)_instanceId.Scalar(row);

    public List<HistoryEvent> History(long instance) =>
        [.. _history.Rows(static row => row.GetFieldValue<byte[]>(0), instance).SelectMany(Records.ReadEvents)];

    /// <param name="executionId">Null for the current execution, whichever it is.</param>
    public List<HistoryEvent> History(string instanceId, string? executionId) =>
        [.. _historyById.Rows(static row => row.GetFieldValue<byte[]>(0), instanceId, executionId).SelectMany(Records.ReadEvents)];

    public TaskMessage Message(long id) => Body(_message, id);

    public TaskMessage Timer(long id) => Body(_timer, id);

    public TaskMessage Activity(long id) => Body(_activity, id);

    /// <returns>The instances in order of their creation, each with its row id, after which a next page continues.</returns>
    public List<(long Row, OrchestrationState State)> List(InstanceFilter filter, long after, int limit) =>
        _list.Rows(static row => (row.GetInt64(0), InstanceReading.Read(row)), filter.Values(after, limit));

    /// <summary>Ids only, so that it also works for instances that cannot be read.</summary>
    /// <inheritdoc cref="List"/>
    public List<long> ListRows(InstanceFilter filter, long after, int limit) =>
        _listRows.Rows(static row => row.GetInt64(0), filter.Values(after, limit));

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_state, _status, _row, _instanceId, _history, _historyById, _message, _timer, _activity, _list, _listRows])
        {
            statement.Dispose();
        }

        connection.Dispose();
    }

    private static TaskMessage Body(Statement statement, long id) =>
        statement.Scalar(id) is byte[] body
            ? Records.ReadMessage(body)
            : throw new CorruptRecordException($"The stored message {id} is missing.");
}

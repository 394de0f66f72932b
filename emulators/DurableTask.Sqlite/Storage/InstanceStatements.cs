using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite.Serialization;
using Emulators.Sqlite;
using Microsoft.Data.Sqlite;

namespace DurableTask.Sqlite.Storage;

/// <summary>Writes the tables instances and origins.</summary>
internal sealed class InstanceStatements(SqliteConnection connection) : IDisposable
{
    private readonly Statement _insert = new(
        connection,
        """
        INSERT INTO instances (id, instance_id, execution_id, name, version, status, created, updated, scheduled, parent)
        VALUES (@id, @instance_id, @execution_id, @name, @version, 6, @created, @updated, @scheduled, @parent)
        ON CONFLICT (instance_id) DO NOTHING
        """,
        "@id", "@instance_id", "@execution_id", "@name", "@version", "@created", "@updated", "@scheduled", "@parent");

    private readonly Statement _insertOrigin = new(
        connection,
        "INSERT INTO origins (instance, input, tags, parent, generation) VALUES (@instance, @input, @tags, @parent, @generation)",
        "@instance", "@input", "@tags", "@parent", "@generation");

    private readonly Statement _find = new(connection, "SELECT id, status FROM instances WHERE instance_id = @instance_id", "@instance_id");

    private readonly Statement _hasEnded = new(
        connection, $"SELECT 1 FROM instances WHERE id = @id AND status NOT IN {Status.OpenList}", "@id");

    private readonly Statement _isOpenWith = new(
        connection, $"SELECT 1 FROM instances WHERE id = @id AND custom_status IS @custom AND status IN {Status.OpenList}", "@id", "@custom");

    private readonly Statement _advance = new(
        connection,
        $"UPDATE instances SET status = @status, updated = @updated, custom_status = @custom WHERE id = @id AND status IN {Status.OpenList}",
        "@status", "@updated", "@custom", "@id");

    private readonly Statement _end = new(
        connection,
        $"""
        UPDATE instances SET status = @status, updated = @updated, custom_status = ifnull(@custom, custom_status), completed = @completed,
            output = @output, failure = @failure
        WHERE id = @id AND status IN {Status.OpenList}
        """,
        "@status", "@updated", "@custom", "@completed", "@output", "@failure", "@id");

    // A failed instance may restart: that is what a rewind does.
    private readonly Statement _restart = new(
        connection,
        $"""
        UPDATE instances SET execution_id = @execution_id, version = @version, status = @status, created = @created, updated = @updated,
            completed = @completed, custom_status = @custom, output = @output, failure = @failure
        WHERE id = @id AND (status IN {Status.OpenList} OR status = 3)
        """,
        "@execution_id", "@version", "@status", "@created", "@updated", "@completed", "@custom", "@output", "@failure", "@id");

    private readonly Statement _setInput = new(connection, "UPDATE origins SET input = @input WHERE instance = @instance", "@input", "@instance");

    private readonly Statement _delete = new(connection, "DELETE FROM instances WHERE id = @id", "@id");

    private readonly Statement _deleteOrigin = new(connection, "DELETE FROM origins WHERE instance = @id", "@id");

    /// <returns>False if the instance id already has a row; nothing was written then.</returns>
    public bool TryInsert(long row, ExecutionStartedEvent started, DateTime now, long? parentRow)
    {
        var isNew = _insert.Run(
            row,
            started.OrchestrationInstance.InstanceId,
            started.OrchestrationInstance.ExecutionId,
            started.Name,
            started.Version,
            started.Timestamp.Ticks,
            now.Ticks,
            started.ScheduledStartTime?.ToUniversalTime().Ticks,
            parentRow) == 1;
        if (isNew)
        {
            _insertOrigin.Run(row, started.Input, Records.Write(started.Tags), Records.Write(started.ParentInstance), started.Generation);
        }

        return isNew;
    }

    public (long Row, OrchestrationStatus Status)? Find(string instanceId) =>
        _find.Rows(static row => (row.GetInt64(0), (OrchestrationStatus)row.GetInt32(1)), instanceId) is [var found] ? found : null;

    public bool HasEnded(long row) => _hasEnded.Scalar(row) is not null;

    /// <summary>Whether the instance is open and its custom status is still this one.</summary>
    public bool IsOpenWith(long row, string? customStatus) => _isOpenWith.Scalar(row, customStatus) is not null;

    /// <returns>False if the instance has ended or does not exist; nothing was written then.</returns>
    public bool Advance(long row, OrchestrationState state) =>
        _advance.Run((int)state.OrchestrationStatus, state.LastUpdatedTime.Ticks, state.Status, row) == 1;

    /// <inheritdoc cref="Advance"/>
    public bool End(long row, OrchestrationState state) =>
        _end.Run(
            (int)state.OrchestrationStatus,
            state.LastUpdatedTime.Ticks,
            state.Status,
            state.CompletedTime.Ticks,
            state.Output,
            Records.Write(state.FailureDetails),
            row) == 1;

    /// <summary>Replaces the current execution with another one, which may have ended already.</summary>
    /// <inheritdoc cref="Advance"/>
    public bool Restart(long row, OrchestrationState state)
    {
        var isTerminal = state.OrchestrationStatus.IsTerminal();
        var isOpen = _restart.Run(
            state.OrchestrationInstance.ExecutionId,
            state.Version,
            (int)state.OrchestrationStatus,
            state.CreatedTime.Ticks,
            state.LastUpdatedTime.Ticks,
            isTerminal ? state.CompletedTime.Ticks : null,
            state.Status,
            isTerminal ? state.Output : null,
            isTerminal ? Records.Write(state.FailureDetails) : null,
            row) == 1;
        if (isOpen)
        {
            _setInput.Run(state.Input, row);
        }

        return isOpen;
    }

    public void Delete(long row)
    {
        _delete.Run(row);
        _deleteOrigin.Run(row);
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_insert, _insertOrigin, _find, _hasEnded, _isOpenWith, _advance, _end, _restart, _setInput, _delete, _deleteOrigin])
        {
            statement.Dispose();
        }
    }
}

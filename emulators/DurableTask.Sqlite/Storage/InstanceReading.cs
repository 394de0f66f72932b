using DurableTask.Core;
using DurableTask.Sqlite.Serialization;
using Microsoft.Data.Sqlite;

namespace DurableTask.Sqlite.Storage;

/// <summary>Reads a row of instances, joined with its row of origins, as the engine's state.</summary>
internal static class InstanceReading
{
    /// <summary>The columns, in the order that <see cref="Read"/> expects.</summary>
    public const string Columns =
        """
        i.id, i.instance_id, i.execution_id, i.name, i.version, i.status, i.created, i.updated, i.completed, i.scheduled, i.custom_status,
        i.output, i.failure, o.input, o.tags, o.parent, o.generation
        """;

    private static readonly DateTime NotCompleted = Core.Common.Utils.DateTimeSafeMaxValue;

    /// <exception cref="CorruptRecordException"/>
    public static OrchestrationState Read(SqliteDataReader row) => new()
    {
        OrchestrationInstance = new OrchestrationInstance { InstanceId = row.GetString(1), ExecutionId = row.GetString(2) },
        Name = row.GetString(3),
        Version = Text(row, 4),
        OrchestrationStatus = (OrchestrationStatus)row.GetInt32(5),
        CreatedTime = Time(row, 6)!.Value,
        LastUpdatedTime = Time(row, 7)!.Value,
        CompletedTime = Time(row, 8) ?? NotCompleted,
        ScheduledStartTime = Time(row, 9),
        Status = Text(row, 10),
        Output = Text(row, 11),
        FailureDetails = Records.ReadFailure(Text(row, 12)),
        Input = Text(row, 13),
        Tags = Records.ReadTags(Text(row, 14)),
        ParentInstance = Records.ReadParent(Text(row, 15)),
        Generation = row.IsDBNull(16) ? null : row.GetInt32(16),
    };

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTime? Time(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : new DateTime(row.GetInt64(column), DateTimeKind.Utc);
}

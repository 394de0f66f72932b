using DurableTask.Core;

namespace DurableTask.Sqlite.Storage;

/// <summary>The open states, which an instance may still leave.</summary>
internal static class Status
{
    /// <summary>The open states as an SQL list.</summary>
    public const string OpenList = "(0, 2, 6, 7)";

    public static IReadOnlyList<OrchestrationStatus> Open { get; } =
        [OrchestrationStatus.Running, OrchestrationStatus.ContinuedAsNew, OrchestrationStatus.Pending, OrchestrationStatus.Suspended];

    public static bool IsTerminal(this OrchestrationStatus status) => !Open.Contains(status);
}

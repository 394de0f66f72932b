using DurableTask.Core;

namespace DurableTask.Sqlite.Instances;

/// <summary>A message in the file that waits for its instance's next episode.</summary>
/// <param name="Id">Its row id in messages, or in timers.</param>
/// <param name="IsTimer">Whether it is stored in timers.</param>
/// <param name="Starts">Whether it is the instance's own start.</param>
/// <param name="Message">Null if it is only in the file.</param>
internal sealed record Arrival(long Id, bool IsTimer = false, bool Starts = false, TaskMessage? Message = null);

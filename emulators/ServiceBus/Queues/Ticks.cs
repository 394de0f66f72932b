using Emulators.ServiceBus.Messages;

namespace Emulators.ServiceBus.Queues;

/// <summary>Moments as UTC ticks of 100 ns.</summary>
internal static class Ticks
{
    public static long Now(TimeProvider time) => time.GetUtcNow().UtcTicks;

    /// <returns>What a timer is set to in order to ring at that moment: whole milliseconds, rounded up, since one too early would find nothing due; a day at most.</returns>
    public static TimeSpan Wait(long due, long now) =>
        TimeSpan.FromMilliseconds(Math.Ceiling(TimeSpan.FromTicks(Math.Clamp(due - now, 0, TimeSpan.TicksPerDay)).TotalMilliseconds));

    /// <returns>Never when the sum is no date any more.</returns>
    public static long After(long moment, TimeSpan duration) =>
        duration.Ticks > DateTime.MaxValue.Ticks - moment ? Message.Never : moment + duration.Ticks;
}

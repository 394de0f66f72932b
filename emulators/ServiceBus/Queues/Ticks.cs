using Emulators.ServiceBus.Messages;

namespace Emulators.ServiceBus.Queues;

/// <summary>Times as UTC ticks of 100 ns.</summary>
internal static class Ticks
{
    public static long Now(TimeProvider time) => time.GetUtcNow().UtcTicks;

    /// <returns>The delay after which a timer fires at that time: whole milliseconds, rounded up, since one too early would find nothing due; at most a day.</returns>
    public static TimeSpan Wait(long due, long now) =>
        TimeSpan.FromMilliseconds(Math.Ceiling(TimeSpan.FromTicks(Math.Clamp(due - now, 0, TimeSpan.TicksPerDay)).TotalMilliseconds));

    /// <returns>The sum; <see cref="Message.Never"/> if it is beyond the calendar.</returns>
    public static long After(long moment, TimeSpan duration) =>
        duration.Ticks > DateTime.MaxValue.Ticks - moment ? Message.Never : moment + duration.Ticks;
}

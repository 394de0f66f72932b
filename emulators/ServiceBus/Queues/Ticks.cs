using Emulators.ServiceBus.Messages;

namespace Emulators.ServiceBus.Queues;

/// <summary>Moments as UTC ticks of 100 ns.</summary>
internal static class Ticks
{
    public static long Now(TimeProvider time) => time.GetUtcNow().UtcTicks;

    /// <returns>Never when the sum is no date any more.</returns>
    public static long After(long moment, TimeSpan duration) =>
        duration.Ticks > DateTime.MaxValue.Ticks - moment ? Message.Never : moment + duration.Ticks;
}

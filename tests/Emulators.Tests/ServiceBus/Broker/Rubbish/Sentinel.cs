namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>A session beside the conversation whose flows the broker echoes: a response shows that the connection is alive and that everything before it was read.</summary>
internal static class Sentinel
{
    /// <summary>Begins the session, on channel 900.</summary>
    public static byte[] Begin { get; } = FrameText.Fit(
        [0, 0, 0, 0, 2, 0, 0x03, 0x84, 0x00, 0x53, 0x11, 0xC0, 0x08, 0x05, 0x40, 0x43, 0x52, 0x64, 0x52, 0x64, 0x40]);

    /// <summary>Asks for a flow.</summary>
    public static byte[] Flow { get; } = FrameText.Fit(
        [0, 0, 0, 0, 2, 0, 0x03, 0x84, 0x00, 0x53, 0x13, 0xC0, 0x0D, 0x0A, 0x43, 0x52, 0x64, 0x43, 0x52, 0x64, 0x40, 0x40, 0x40, 0x40, 0x42, 0x41]);

    /// <summary>In the broker's answer to <see cref="Begin"/>: the remote channel, 900.</summary>
    public static ReadOnlySpan<byte> BeginAnswer => [0x60, 0x03, 0x84];

    /// <returns>Whether the broker responded; false if it cut the connection, closed it, or is silent.</returns>
    public static async Task<bool> AskAsync(RawConnection connection, TimeSpan patience)
    {
        var flows = connection.Received.WatchingFlows;
        return await connection.SendAsync(Flow, patience)
            && await connection.ReadUntilAsync(() => connection.Received.WatchingFlows > flows || connection.IsOver, patience)
            && !connection.IsOver;
    }
}

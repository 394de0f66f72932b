namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>Replays a client's frames to another broker, with a token that opens it and the lock tokens that it now gives.</summary>
/// <param name="recording">The recorded frames.</param>
/// <param name="token">For <c>$cbs</c>.</param>
internal sealed class Playback(Recording recording, string token)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    /// <summary>The frame at an index, as it must be sent now.</summary>
    public byte[] Frame(int index, RawConnection connection)
    {
        var frame = recording.Frames[index];
        return frame.State switch
        {
            ConversationState.Token => TokenFrames.Replace(frame.Bytes, token),
            ConversationState.Management => WithLockTokens(frame.Bytes, connection.Received.DeliveryTags),
            _ => frame.Bytes,
        };
    }

    /// <summary>Sends everything before an index. Waits briefly for what the client had waited for.</summary>
    /// <returns>False if the broker is gone.</returns>
    public async Task<bool> PlayAsync(RawConnection connection, int before)
    {
        var waiting = new List<byte>();
        for (var i = 0; i < before; i++)
        {
            if (MustWait(i) && connection.Received.Frames < recording.Frames[i].After)
            {
                if (!await FlushAsync(connection, waiting))
                {
                    return false;
                }

                var after = recording.Frames[i].After;
                await connection.ReadUntilAsync(() => connection.Received.Frames >= after || connection.IsOver, Patience);
            }

            waiting.AddRange(Frame(i, connection));
        }

        return await FlushAsync(connection, waiting) && !connection.IsOver;
    }

    /// <summary>Whether the frame refers to something that the broker has sent: everything else can be sent at once.</summary>
    private bool MustWait(int index) => recording.Frames[index].State is ConversationState.Disposition or ConversationState.Management;

    private static async Task<bool> FlushAsync(RawConnection connection, List<byte> waiting)
    {
        var isSent = await connection.SendAsync(waiting.ToArray(), TimeSpan.FromSeconds(5));
        waiting.Clear();
        return isSent;
    }

    private byte[] WithLockTokens(byte[] frame, List<byte[]> tags)
    {
        byte[] changed = [.. frame];
        for (var i = 0; i < Math.Min(tags.Count, recording.Tags.Count); i++)
        {
            var at = changed.AsSpan().IndexOf(new Guid(recording.Tags[i]).ToByteArray(bigEndian: true));
            if (at >= 0)
            {
                new Guid(tags[i]).TryWriteBytes(changed.AsSpan(at), bigEndian: true, out _);
            }
        }

        return changed;
    }
}

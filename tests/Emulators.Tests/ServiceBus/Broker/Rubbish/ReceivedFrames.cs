using System.Buffers.Binary;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>Counts what a broker has sent on one connection.</summary>
internal sealed class ReceivedFrames
{
    /// <summary>Protocol headers and frames so far.</summary>
    public int Frames { get; private set; }

    /// <summary>Those that end a link, a session or the connection with an error.</summary>
    public int Errors { get; private set; }

    /// <summary>Those that end a link, a session or the connection.</summary>
    public int Ends { get; private set; }

    /// <summary>Whether the broker has closed the connection.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The broker's channel of the sentinel session, once it has begun; see <see cref="Sentinel"/>.</summary>
    public int? WatchingChannel { get; private set; }

    /// <summary>Flows of the sentinel session.</summary>
    public int WatchingFlows { get; private set; }

    /// <summary>For the first frames of deliveries, in order.</summary>
    public List<byte[]> DeliveryTags { get; } = [];

    public int Transfers { get; private set; }

    /// <summary>Dispositions that refuse a delivery.</summary>
    public int Rejections { get; private set; }

    /// <param name="frame">A frame, or a protocol header.</param>
    public void Note(ReadOnlySpan<byte> frame)
    {
        Frames++;
        if (frame.Length < 11 || frame[5] != 0)
        {
            return;
        }

        var channel = BinaryPrimitives.ReadUInt16BigEndian(frame[6..]);
        switch (frame[10])
        {
            case FrameText.Begin:
                WatchingChannel ??= frame.IndexOf(Sentinel.BeginAnswer) >= 0 ? channel : null;
                break;
            case FrameText.Flow when channel == WatchingChannel:
                WatchingFlows++;
                break;
            case FrameText.Transfer:
                Transfers++;
                if (FrameText.FindDeliveryTag(frame) is { } tag)
                {
                    DeliveryTags.Add(tag);
                }

                break;
            case FrameText.Disposition:
                Rejections += frame.IndexOf(FrameText.RejectedDescriptor) >= 0 ? 1 : 0;
                break;
            case FrameText.Detach or FrameText.End or FrameText.Close:
                Ends++;
                Errors += frame.IndexOf(FrameText.ErrorDescriptor) >= 0 ? 1 : 0;
                IsClosed |= frame[10] == FrameText.Close;
                break;
        }
    }
}

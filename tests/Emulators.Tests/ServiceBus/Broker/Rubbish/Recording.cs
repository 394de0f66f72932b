using System.Globalization;
using System.Text;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>
/// What a real client sent on one connection. Files contain several: a line <c>connection</c>, lines <c>tag HEX</c> for the lock tokens that the broker gave, in
/// order, and lines <c>AFTER BASE64</c> for the client's frames; see <see cref="RecordedFrame"/>. They contain no usable token.
/// </summary>
/// <param name="Tags">Delivery tags.</param>
/// <param name="Frames">In the client's order.</param>
internal sealed record Recording(IReadOnlyList<byte[]> Tags, IReadOnlyList<RecordedFrame> Frames)
{
    /// <summary>The recordings of both clients, which are resources of this assembly.</summary>
    public static IReadOnlyList<Recording> All { get; } = [.. Names().SelectMany(static name => Read(Lines(name)))];

    /// <param name="lines">The lines of a file.</param>
    public static IEnumerable<Recording> Read(IEnumerable<string> lines)
    {
        var recordings = new List<Recording>();
        var (states, tags, frames) = (new StateReader(), new List<byte[]>(), new List<RecordedFrame>());
        foreach (var line in lines)
        {
            if (line == "connection")
            {
                (states, tags, frames) = (new StateReader(), [], []);
                recordings.Add(new Recording(tags, frames));
                continue;
            }

            var parts = line.Split(' ');
            if (parts[0] == "tag")
            {
                tags.Add(Convert.FromHexString(parts[1]));
                continue;
            }

            var bytes = Convert.FromBase64String(parts[1]);
            frames.Add(new RecordedFrame(int.Parse(parts[0], CultureInfo.InvariantCulture), states.Read(bytes), bytes));
        }

        return recordings;
    }

    /// <summary>In the format that <see cref="Read"/> expects.</summary>
    public string Write()
    {
        var text = new StringBuilder("connection\n");
        foreach (var tag in Tags)
        {
            text.Append(CultureInfo.InvariantCulture, $"tag {Convert.ToHexString(tag)}\n");
        }

        foreach (var frame in Frames)
        {
            text.Append(CultureInfo.InvariantCulture, $"{frame.After} {Convert.ToBase64String(frame.Bytes)}\n");
        }

        return text.ToString();
    }

    private static IEnumerable<string> Names() =>
        typeof(Recording).Assembly.GetManifestResourceNames().Where(static name => name.EndsWith(".frames", StringComparison.Ordinal));

    private static IEnumerable<string> Lines(string name)
    {
        using var reader = new StreamReader(typeof(Recording).Assembly.GetManifestResourceStream(name)!);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
